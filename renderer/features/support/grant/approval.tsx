import { Check, UserRoundCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { refusalOfCommand } from '#shared/ipc/command-capabilities'
import type { GrantView } from '#shared/support/support-view'
import { Instant } from '../../../components/age'
import { Button } from '../../../components/button'
import { useServices, useSlice } from '../../../stores/services'
import { askSupport } from '../../../stores/support-visit'
import { PractiseButton } from './practise-button'

/** Who agreed to exactly this, and who could. */
export function Approval({ grant, offline }: { readonly grant: GrantView; readonly offline: string | undefined }): ReactNode {
  return (
    <section aria-label="Approval">
      <h2>Approval</h2>
      {grant.approvals.length === 0 && <p className="soft">{noneWords(grant)}</p>}
      <ul className="approvals">{grant.approvals.map(({ by, atMs }) => <li key={`${by} ${atMs}`}><Check aria-hidden="true" /><span><strong className="text">{by}</strong> approved it <span className="faint"><Instant atMs={atMs} /></span></span></li>)}</ul>
      {grant.stage === 'asked' && <Approving grant={grant} offline={offline} />}
      <p className="faint">Bound to <span className="mono text" title={grant.hash}>{grant.hash.slice(0, 12)}</span>: exactly what was asked for, never longer.</p>
    </section>
  )
}

function noneWords({ isBreakGlass, isSelfService, stage }: GrantView): string {
  if (isBreakGlass) return 'None: the glass was broken. Everybody on the desk was told.'
  if (isSelfService) return 'None is needed: the fleet file lets this tenant’s access be given by whoever asks.'
  return stage === 'asked' ? 'Nobody yet.' : 'Nobody approved it.'
}

function Approving({ grant, offline }: { readonly grant: GrantView; readonly offline: string | undefined }): ReactNode {
  const services = useServices()
  const capabilities = useSlice('access', ({ view }) => view?.capabilities)
  const refusal = refusalOfCommand('support.approve', new Set(capabilities ?? [])) ?? (grant.may.approve === true ? undefined : grant.may.approve)
  return (
    <>
      {refusal !== undefined ? <p className="soft text">{refusal}</p> : (
        <div className="row wrap">
          <Button look="primary" icon={UserRoundCheck} disabled={offline !== undefined} title={offline} onClick={() => askSupport(services, { kind: 'approve', grant })}>Approve …</Button>
          {grant.may.refuse === true && <Button disabled={offline !== undefined} title={offline} onClick={() => askSupport(services, { kind: 'refuse', grant })}>Refuse …</Button>}
        </div>
      )}
      <div className="row wrap"><PractiseButton grant={grant} /></div>
    </>
  )
}
