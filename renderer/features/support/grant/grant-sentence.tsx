import type { ReactNode } from 'react'
import { minuteMs } from '#shared/kernel/time'
import type { GrantStage, GrantView } from '#shared/support/support-view'
import { isOver } from '../../../components/support/grant-order'
import { whatWords } from '../../../components/support/stage-words'
import { TenantLink } from '../../../components/tenant/tenant-link'
import { formatDuration } from '../../../format/duration'
import { formatTime, formatUtc } from '../../../format/time'
import { useTimed } from '../../../stores/services'
import { momentWords } from '../moment'

const verbs: Record<GrantStage, string> = { asked: 'asks for', waiting: 'gets', opening: 'gets', open: 'has', revoking: 'had', closed: 'had', refused: 'asked for', lapsed: 'asked for', withdrawn: 'asked for' }

/** What a grant is, as one would read it out: who gets what, where, until when, on whose request and for what. */
export function GrantSentence({ grant }: { readonly grant: GrantView }): ReactNode {
  const { by, tenant, tenantName, environment, fromMs, untilMs, reference, askedBy, reason, isBreakGlass, stage } = grant
  const endMs = isOver(grant) ? (grant.ended?.atMs ?? untilMs) : untilMs
  // What is over is told to the second, what is to come as it was written.
  const words = isOver(grant) ? formatTime : momentWords
  const until = useTimed((nowMs) => words(endMs, nowMs))
  const from = useTimed((nowMs) => (fromMs > nowMs || isOver(grant) ? `from ${words(fromMs, nowMs)} ` : ''))
  return (
    <div className="grant-sentence text">
      <p><strong>{by}</strong> {verbs[stage]} <strong>{whatWords(grant)}</strong> at <TenantLink id={tenant} name={tenantName} />, <strong>{environment}</strong>, {from}until <strong className="num" title={formatUtc(endMs)}>{until}</strong>{!isOver(grant) && <span className="soft num"> ({formatDuration(Math.round((untilMs - fromMs) / minuteMs) * minuteMs)})</span>}{isBreakGlass ? ', without an approval' : ''}.</p>
      <p>Asked for by <strong>{askedBy}</strong> as <strong>{reference}</strong>: {reason}</p>
    </div>
  )
}
