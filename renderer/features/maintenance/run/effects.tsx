import { CircleAlert, CircleCheck, CircleDashed, CircleHelp, Loader, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { phaseWords } from '#shared/maintenance/run-view'
import type { EffectView, PhaseView } from '#shared/maintenance/window-view'
import { Age, Instant } from '../../../components/age'
import { CopyButton } from '../../../components/copy-button'
import { formatDuration } from '../../../format/duration'
import { useTimed } from '../../../stores/services'
import { useTenantNames } from '../use-tenant-names'
import { effectsInOrder, effectStateWords } from './phase-looks'

/** Every single thing of a phase: its state, how far it is, its evidence, and the AWS calls that it is made of. */
export function Effects({ view }: { readonly view: PhaseView }): ReactNode {
  const { phase, effects, done } = view
  return (
    <section className="effects" role="tabpanel" id="phase-effects" aria-labelledby={`phase-${phase}`} tabIndex={0}>
      <h2>{phaseWords[phase].name} <span className="faint num">{done} of {effects.length} done</span></h2>
      <ul>{effectsInOrder(effects).map((effect) => <Effect key={effect.id} effect={effect} />)}</ul>
    </section>
  )
}

const icons: Record<EffectView['state'], LucideIcon> = { waiting: CircleDashed, started: Loader, inProgress: Loader, done: CircleCheck, failed: CircleAlert, unclear: CircleHelp }

function Effect({ effect }: { readonly effect: EffectView }): ReactNode {
  const nameOf = useTenantNames()
  const { name, tenant, state, percent, message, evidence, atMs, tries, calls } = effect
  const Icon = icons[state]
  const bank = tenant === undefined ? '' : nameOf(tenant)
  return (
    <li className="effect" data-state={state}>
      <Icon aria-hidden="true" />
      <div className="effect-body">
        <p className="row effect-line">
          <strong className="ellipsis text">{bank !== '' && tenant === name ? bank : name}</strong>
          {bank !== '' && tenant !== name && bank !== name && <span className="soft ellipsis">{bank}</span>}
          <span className="grow" />
          {percent !== undefined && state === 'inProgress' && <><span className="bar effect-bar" role="img" aria-label={`${percent} %`}><span style={{ width: `${percent}%` }} /></span><span className="num effect-percent">{percent} %</span></>}
          <span className="effect-state">{effectStateWords[state]}</span>
          {atMs !== undefined && <span className="soft num effect-when">{state === 'inProgress' || state === 'started' ? <>for <Age atMs={atMs} exact /></> : <Instant atMs={atMs} />}</span>}
        </p>
        {message !== undefined && <p className="text effect-message">{message} <Retry effect={effect} /></p>}
        {(evidence.length > 0 || state !== 'waiting') && (
          <p className="soft text effect-evidence">
            {evidence.map(({ label, value }) => <span key={label}>{label} <span className="mono">{value}</span></span>)}
            {evidence.length > 0 && <CopyButton label={`Copy the evidence of ${name}`} text={() => evidence.map(({ label, value }) => `${label}: ${value}`).join('\n')} />}
            <span className="faint">{tries > 1 ? `${tries} tries. ` : ''}{calls.join(', ')}</span>
          </p>
        )}
      </div>
    </li>
  )
}

function Retry({ effect: { retryAtMs } }: { readonly effect: EffectView }): ReactNode {
  const left = useTimed((nowMs) => (retryAtMs === undefined ? '' : retryAtMs > nowMs ? `Tried again in ${formatDuration(retryAtMs - nowMs)}.` : 'Tried again now.'))
  return <span className="num soft">{left}</span>
}
