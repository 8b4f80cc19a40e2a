import type { ReactNode } from 'react'
import type { WindowSummary } from '#shared/maintenance/window-view'
import { formatDuration } from '../../../format/duration'
import { plural } from '../../../format/number'
import { openWindow } from '../../../stores/maintenance-visit'
import { useServices, useTimed } from '../../../stores/services'
import { StageMark } from '../stage-mark'
import { stageLook } from '../stage-words'
import { clockSpan } from '../times'
import { tenantsWords, useTenantNames } from '../use-tenant-names'

const most = 4

/** What runs, is due, or asks something: first and large. */
export function NowCards({ windows, zone, isLarge }: { readonly windows: readonly WindowSummary[]; readonly zone: string; readonly isLarge: boolean }): ReactNode {
  const shown = isLarge ? windows : windows.slice(0, most)
  return (
    <ul className="now-cards" aria-label="Now" data-large={isLarge || undefined}>
      {shown.map((window) => <li key={window.id}><NowCard window={window} zone={zone} /></li>)}
      {shown.length < windows.length && <li className="soft now-more">and {windows.length - shown.length} more: see the list</li>}
    </ul>
  )
}

function NowCard({ window, zone }: { readonly window: WindowSummary; readonly zone: string }): ReactNode {
  const services = useServices()
  const nameOf = useTenantNames()
  const { span, stage, heldUpBy, questions, percent, tenants, title } = window
  const when = useTimed((nowMs) => whenWords(window, nowMs))
  return (
    <button type="button" className={`now-card tone-${stageLook(window).tone}`} onClick={() => openWindow(services, window.id)}>
      <span className="row"><StageMark window={window} /><span className="grow" /><span className="num soft ellipsis">{clockSpan(span, zone)}</span></span>
      <strong className="now-title ellipsis">{title}</strong>
      <span className="ellipsis soft">{tenantsWords(tenants, nameOf)} · {when}</span>
      {stage === 'due' && <span className="now-words ellipsis">{heldUpBy === undefined ? 'Its time has begun and nobody has started it.' : `Held up: ${heldUpBy}`}</span>}
      {questions > 0 && <span className="now-words">{plural(questions, 'answer')} wanted: it waits for you.</span>}
      {percent !== undefined && <span className="bar" role="img" aria-label={`${percent} % done`}><span style={{ width: `${percent}%` }} /></span>}
    </button>
  )
}

function whenWords({ span }: WindowSummary, nowMs: number): string {
  if (!Number.isFinite(nowMs)) return ''
  return nowMs < span.toMs ? `${formatDuration(span.toMs - nowMs)} left of it` : `over its end by ${formatDuration(nowMs - span.toMs)}`
}
