import { CircleCheck, CircleDashed, CircleX, Send, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { refusalOfCommand } from '#shared/ipc/command-capabilities'
import { isProven, type Delivery, type Occasion } from '#shared/maintenance/notice-ledger'
import type { TenantStanding } from '#shared/maintenance/notice-rule'
import type { WindowView } from '#shared/maintenance/window-view'
import { Instant } from '../../../components/age'
import { Button } from '../../../components/button'
import { CopyButton } from '../../../components/copy-button'
import { plural } from '../../../format/number'
import { useSlice } from '../../../stores/services'
import { Refused } from '../../../components/refused'
import { momentWords } from '../times'
import { useAct } from '../use-act'
import { useTenantNames } from '../use-tenant-names'

/** Who was told, with the evidence for every address; what is missing can be sent from here. */
export function Notices({ window }: { readonly window: WindowView }): ReactNode {
  const { notice, tenants, kind } = window
  const waiting = new Map(notice.waitingFor.map((standing) => [standing.tenant, standing]))
  const told = tenants.length - waiting.size
  // Whoever is in the way comes first.
  const inOrder = [...notice.waitingFor.map(({ tenant }) => tenant), ...tenants.filter((tenant) => !waiting.has(tenant))]
  return (
    <section aria-label="Notices" id="window-notices" tabIndex={-1}>
      <h2>Notices <span className="faint num">{told} of {tenants.length} told in time</span></h2>
      {kind === 'emergency' && <p className="soft">An emergency waits for nobody’s notice; tenants are told all the same.</p>}
      {notice.earliestMs !== undefined && Number.isFinite(notice.earliestMs) && <p className="soft">By what was delivered it may begin from <span className="num">{momentWords(notice.earliestMs, window.zone)}</span>.</p>}
      {window.run === undefined && window.calledOff === undefined && <Sending window={window} untold={notice.waitingFor.filter(({ untold }) => untold.length > 0).length} />}
      <ul className="notices">{inOrder.map((tenant) => <OfTenant key={tenant} window={window} tenant={tenant} standing={waiting.get(tenant)} />)}</ul>
    </section>
  )
}

/** Everybody was told of the window as it stands, and every address took it. */
const isWhole = ({ deliveries, sequence }: WindowView, untold: number): boolean => untold === 0 && deliveries.some((delivery) => delivery.sequence === sequence) && latestOf(deliveries).every(isProven)

function latestOf(deliveries: readonly Delivery[]): readonly Delivery[] {
  const latest = new Map<string, Delivery>()
  for (const delivery of deliveries.toSorted((left, right) => left.atMs - right.atMs)) latest.set(`${delivery.tenant} ${delivery.channel} ${delivery.to}`, delivery)
  return [...latest.values()]
}

function Sending({ window, untold }: { readonly window: WindowView; readonly untold: number }): ReactNode {
  const { act, busy, error } = useAct()
  const capabilities = useSlice('access', ({ view }) => view?.capabilities)
  const isCopy = useSlice('maintenance', ({ calendar }) => calendar.kind === 'ready' && calendar.value.isCopy)
  const { id, deliveries, tenants } = window
  const refusal = refusalOfCommand('maintenance.announce', new Set(capabilities ?? []))
  if (isWhole(window, untold)) return null
  if (refusal !== undefined) return <p className="soft">{refusal}</p>
  const words = deliveries.length === 0 ? `Tell ${plural(tenants.length, 'tenant')}` : 'Send what is missing'
  return (
    <>
      <Button look={untold > 0 ? 'primary' : 'plain'} icon={Send} disabled={busy !== undefined || isCopy} onClick={() => void act('maintenance.announce', { id }, { busy: `Telling ${plural(tenants.length, 'tenant')} …`, done: 'Every address has an answer' })}>{busy ?? words}</Button>
      <p className="faint" role="status">{busy !== undefined ? 'Every address is written to and read back; with many tenants this takes minutes.' : ''}</p>
      <Refused error={error} />
    </>
  )
}

const channelWords = { email: 'email', loginScreen: 'login screen' } as const

function OfTenant({ window, tenant, standing }: { readonly window: WindowView; readonly tenant: string; readonly standing: TenantStanding | undefined }): ReactNode {
  const nameOf = useTenantNames()
  const mine = window.deliveries.filter((delivery) => delivery.tenant === tenant).toSorted((left, right) => right.atMs - left.atMs)
  const Icon = standing === undefined ? CircleCheck : mine.some(({ state }) => state === 'failed' || state === 'bounced') ? CircleX : CircleDashed
  return (
    <li data-waits={standing !== undefined || undefined}>
      <details open={standing !== undefined && mine.length > 0}>
        <summary><Icon aria-hidden="true" /><span className="strong">{nameOf(tenant)}</span> <span className="soft">{standingWords(standing, window)}</span></summary>
        {mine.length === 0 ? <p className="faint">Nothing was sent yet.</p> : <ul className="deliveries">{mine.map((delivery) => <Evidence key={`${delivery.channel} ${delivery.to} ${delivery.occasion} ${delivery.sequence} ${delivery.atMs}`} delivery={delivery} />)}</ul>}
      </details>
    </li>
  )
}

function standingWords(standing: TenantStanding | undefined, { kind, zone }: WindowView): string {
  if (standing === undefined) return kind === 'emergency' ? '' : 'told in time'
  if (standing.untold.length > 0) return `not proven told by ${standing.untold.map((channel) => channelWords[channel]).join(' and ')}`
  return standing.earliestMs === undefined ? '' : `told too late: may begin from ${momentWords(standing.earliestMs, zone)}`
}

const occasionWords: Record<Occasion, string> = { planned: 'announced', changed: 'told of the change', in24h: 'reminded 24 h before', in1h: 'reminded 1 h before', started: 'told of the start', extended: 'told of the extension', calledOff: 'told that it is called off', completed: 'told that it is over' }
const stateWords: Record<Delivery['state'], { readonly words: string; readonly icon: LucideIcon }> = {
  sending: { words: 'being sent', icon: CircleDashed },
  sent: { words: 'accepted by the mail service', icon: CircleCheck },
  bounced: { words: 'came back', icon: CircleX },
  published: { words: 'written, not read back yet', icon: CircleDashed },
  confirmed: { words: 'read back as a reader gets it', icon: CircleCheck },
  failed: { words: 'failed', icon: CircleX },
}

function Evidence({ delivery: { channel, to, state, atMs, proof, words, occasion } }: { readonly delivery: Delivery }): ReactNode {
  const { words: said, icon: Icon } = stateWords[state]
  return (
    <li data-state={state}>
      <Icon aria-hidden="true" />
      <div>
        <p className="text delivery-to">{to}</p>
        <p className="soft">{channelWords[channel]}, {occasionWords[occasion]}: <strong>{said}</strong>, <Instant atMs={atMs} /></p>
        {words !== undefined && <p className="text delivery-words">{words}</p>}
        {proof !== undefined && <p className="row faint proof"><span className="mono text ellipsis" title={proof}>{proof}</span><CopyButton label={`Copy the proof of ${to}`} text={() => proof} /></p>}
      </div>
    </li>
  )
}
