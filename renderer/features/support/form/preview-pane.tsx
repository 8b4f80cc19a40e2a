import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { TenantSupportView } from '#shared/support/support-view'
import { momentWords } from '../moment'
import type { GrantForm } from '../../../stores/grant-form'
import type { PreviewedGrant } from './use-grant-preview'
import { endOf, startOf, type AtTime } from './wish-of-form'

interface Props {
  readonly form: GrantForm
  readonly policy: TenantSupportView
  readonly at: AtTime
  readonly isWhole: boolean
  readonly previewed: PreviewedGrant
  /** What is in the way and belongs to no field. */
  readonly others: readonly string[]
  readonly children: ReactNode
}

/** What it will do, before anybody is asked: when it ends, from which address, which calls AWS gets, what else keeps the same thing open. */
export function GrantPreviewPane({ form, policy, at, isWhole, previewed, others, children }: Props): ReactNode {
  const { preview, error, isAsking } = previewed
  return (
    <section className="grant-preview" aria-label="What it will do" aria-live="polite" tabIndex={0}>
      <h3>What it will do</h3>
      <Times form={form} policy={policy} at={at} />
      {!isWhole && <p className="soft">The calls are shown here once everything on the left is written.</p>}
      {isWhole && error !== undefined && <p className="text form-error">What it will do is not known: {error.message}</p>}
      {isWhole && error === undefined && preview === undefined && <p className="soft" aria-busy="true">Working it out …</p>}
      {others.map((message) => <p key={message} className="row grant-issue text" role="alert"><TriangleAlert aria-hidden="true" /><span>{message}</span></p>)}
      {isWhole && preview !== undefined && (
        <div className="grant-preview-body" data-old={isAsking || undefined}>
          {preview.cidr !== undefined && <p>Your address, as AWS sees it: <strong className="mono text">{preview.cidr}</strong></p>}
          {preview.overlaps.map((words) => <p key={words} className="soft text">{words}</p>)}
          {preview.issues.length === 0 && <p className="row soft"><CircleCheck aria-hidden="true" /><span>Nothing is in the way.</span></p>}
          {preview.calls.length > 0 && <><h4>AWS calls, in order</h4><ol className="grant-calls">{preview.calls.map((call) => <li key={call} className="text">{call}</li>)}</ol></>}
        </div>
      )}
      {children}
    </section>
  )
}

function Times({ form, policy, at }: Pick<Props, 'form' | 'policy' | 'at'>): ReactNode {
  const untilMs = endOf(form, at)
  const fromMs = startOf(form, at)
  if (untilMs === undefined || fromMs === undefined) return null
  const { nowMs } = at
  const opens = form.from === 'later' ? `Opens at ${momentWords(fromMs, nowMs)}` : form.isBreakGlass || policy.isSelfService ? 'Opens at once' : 'Opens as soon as another operator approves it'
  return <p>{opens}, and ends at <strong className="num">{momentWords(untilMs, nowMs)}</strong>{form.from === 'now' && !form.isBreakGlass && !policy.isSelfService ? ', however late it is approved' : ''}. AWS closes it then by itself, even with every console off.</p>
}
