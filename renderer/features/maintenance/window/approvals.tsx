import { Check, UserRoundCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { refusalOfCommand } from '#shared/ipc/command-capabilities'
import { approversNeeded, type ApprovalStanding } from '#shared/maintenance/approval'
import type { WindowView } from '#shared/maintenance/window-view'
import { Instant } from '../../../components/age'
import { Button } from '../../../components/button'
import { useSlice } from '../../../stores/services'
import { Refused } from '../../../components/refused'
import { useAct } from '../use-act'

const voidWords: Record<ApprovalStanding['void'][number]['because'], string> = {
  author: 'wrote the plan: nobody approves their own',
  planChanged: 'approved an earlier version: the plan was edited since',
  again: 'had approved already: one person counts once',
}

/** Who has agreed to exactly this plan, and who could. */
export function Approvals({ window }: { readonly window: WindowView }): ReactNode {
  const { approval, kind, plan } = window
  const needed = approversNeeded[kind]
  return (
    <section aria-label="Approvals" id="window-approvals" tabIndex={-1}>
      <h2>Approvals <span className="faint num">{Math.min(approval.approvers.length, needed)} of {needed}</span></h2>
      <ul className="approvals">
        {approval.approvers.map((by) => <li key={by}><Check aria-hidden="true" /><span><strong className="text">{by}</strong> approved this plan</span></li>)}
        {approval.void.map(({ approval: { by, atMs }, because }) => <li key={`${by} ${atMs}`} className="faint"><UserRoundCheck aria-hidden="true" /><span><span className="text">{by}</span> {voidWords[because]} (<Instant atMs={atMs} />)</span></li>)}
      </ul>
      {approval.needsReason && <p>An emergency needs a reason: edit the plan and say why it cannot wait.</p>}
      {approval.missing > 0 && window.run === undefined && window.calledOff === undefined && <Approving window={window} author={plan.author} />}
      <p className="faint">Bound to the plan <span className="mono text" title={window.hash}>{window.hash.slice(0, 12)}</span>: any edit voids it.</p>
    </section>
  )
}

function Approving({ window, author }: { readonly window: WindowView; readonly author: string }): ReactNode {
  const { act, busy, error } = useAct()
  const capabilities = useSlice('access', ({ view }) => view?.capabilities)
  const me = useSlice('maintenance', ({ calendar }) => (calendar.kind === 'ready' ? calendar.value.me : undefined))
  const canPractise = useSlice('maintenance', ({ calendar }) => calendar.kind === 'ready' && calendar.value.canPractiseApproval)
  const isCopy = useSlice('maintenance', ({ calendar }) => calendar.kind === 'ready' && calendar.value.isCopy)
  const { id, hash, approval } = window
  const refusal = refusalOfCommand('maintenance.approve', new Set(capabilities ?? [])) ?? whyNotMe(me, author, approval.approvers)
  return (
    <>
      {refusal !== undefined ? <p className="soft">{refusal}</p> : (
        <Button look="primary" icon={UserRoundCheck} disabled={busy !== undefined || isCopy} onClick={() => void act('maintenance.approve', { id, hash }, { busy: 'Approving …', done: 'Approved' })}>{busy ?? `Approve as ${me ?? ''}`}</Button>
      )}
      {canPractise && <div><Button disabled={busy !== undefined} onClick={() => void act('maintenance.practiseApproval', { id, hash }, { busy: 'Asking …', done: 'The practice colleague approved' })}>Ask the practice colleague</Button><p className="faint">Training only: a colleague who does not exist approves whatever is asked.</p></div>}
      <Refused error={error} />
    </>
  )
}

function whyNotMe(me: string | undefined, author: string, approvers: readonly string[]): string | undefined {
  if (me === undefined) return 'AWS has not said yet who is signed in, so nobody can approve here.'
  const person = me.toLowerCase()
  if (person === author.toLowerCase()) return 'You wrote this plan, so somebody else has to approve it: another operator on their own console.'
  return approvers.includes(person) ? 'You have approved it; one more operator has to.' : undefined
}
