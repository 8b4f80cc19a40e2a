import type { ReactNode } from 'react'
import { formatDuration } from '../../../format/duration'
import { formatUtc } from '../../../format/time'
import { TenantLink } from '../../../components/tenant/tenant-link'
import { whatWords } from '../../../components/support/stage-words'
import { useTimed } from '../../../stores/services'
import type { GrantView } from '#shared/support/support-view'
import { momentWords } from '../moment'

/** What a grant is, as one would read it out: who gets what, where, until when, on whose request and for what. */
export function GrantSentence({ grant }: { readonly grant: GrantView }): ReactNode {
  const { by, tenant, tenantName, environment, fromMs, untilMs, reference, askedBy, reason, isBreakGlass } = grant
  const until = useTimed((nowMs) => momentWords(untilMs, nowMs))
  const from = useTimed((nowMs) => (fromMs > nowMs ? `from ${momentWords(fromMs, nowMs)} ` : ''))
  return (
    <div className="grant-sentence text">
      <p><strong>{by}</strong> gets <strong>{whatWords(grant)}</strong> at <TenantLink id={tenant} name={tenantName} />, <strong>{environment}</strong>, {from}until <strong className="num" title={formatUtc(untilMs)}>{until}</strong> <span className="soft num">({formatDuration(untilMs - fromMs)})</span>{isBreakGlass ? ', without an approval' : ''}.</p>
      <p>Asked for by <strong>{askedBy}</strong> as <strong>{reference}</strong>: {reason}</p>
    </div>
  )
}
