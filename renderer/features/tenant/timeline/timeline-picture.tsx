import type { CSSProperties, ReactNode } from 'react'
import type { Span } from '#shared/history/fleet-at'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time'
import type { TenantTimeline, TimelineLane, TimelineSpan } from '#shared/history/tenant-timeline'
import { HealthMark } from '../../../components/health-mark'
import { chartTime } from '../../../components/chart/chart-words'
import { formatDuration } from '../../../format/duration'
import { formatOffset, formatTime } from '../../../format/time'
import { plural } from '../../../format/number'

/** Lanes of time: what differed from well, how bad, how long; hatched where nobody watched. The table says the same. */
export function TimelinePicture({ timeline }: { readonly timeline: TenantTimeline }): ReactNode {
  const { lanes, gaps } = timeline
  return (
    <div className="timeline" role="img" aria-label={timelineWords(timeline)}>
      {lanes.map((lane) => <Lane key={lane.id} lane={lane} gaps={lane.id === 'incidents' || lane.id === 'scaling' ? [] : gaps} window={timeline} names={lane.id === 'health'} />)}
      <span className="timeline-title faint num">{formatOffset(timeline.untilMs)}</span>
      <div className="timeline-axis num">
        {ticks(timeline).map((atMs) => <span key={atMs} data-end={timeline.untilMs - atMs < (timeline.untilMs - timeline.fromMs) / 40 || undefined} style={{ left: share(atMs, timeline) }}>{chartTime(atMs, { ...timeline, periodMs: 0 }, undefined)}</span>)}
      </div>
    </div>
  )
}

interface LaneProps {
  readonly lane: TimelineLane
  readonly gaps: readonly Span[]
  readonly window: Span
  /** The hatching is named where there is room for it; once is enough. */
  readonly names: boolean
}

function Lane({ lane: { id, title, spans }, gaps, window, names }: LaneProps): ReactNode {
  const worst = spans.find(({ lasts, mark }) => lasts && mark !== 'healthy' && mark !== 'info')
  return (
    <>
      <span className={worst === undefined ? 'timeline-title soft' : 'timeline-title strong'}>
        {worst !== undefined && id !== 'health' && <HealthMark kind={worst.mark} />}
        <span className="ellipsis" title={title}>{title}</span>
      </span>
      <div className="timeline-track">
        {ticks(window).map((atMs) => <i key={atMs} className="timeline-tick" style={{ left: share(atMs, window) }} />)}
        {spans.map((span) => <i key={`${span.fromMs} ${span.words}`} className={`timeline-span timeline-${span.mark}`} style={placed(span, window)} title={spanWords(span, window.untilMs)} />)}
        {gaps.map((gap) => <i key={gap.fromMs} className="timeline-gap" style={placed(gap, window)} title={`Nobody watched for ${formatDuration(gap.untilMs - gap.fromMs)}`}>{names && (gap.untilMs - gap.fromMs) * 8 > window.untilMs - window.fromMs && <span>not watched</span>}</i>)}
      </div>
    </>
  )
}

const share = (atMs: number, { fromMs, untilMs }: Span): string => `${(((atMs - fromMs) / Math.max(1, untilMs - fromMs)) * 100).toFixed(3)}%`

const placed = (span: Span, window: Span): CSSProperties => ({ left: share(span.fromMs, window), width: share(window.fromMs + span.untilMs - span.fromMs, window) })

const steps: readonly number[] = [30 * minuteMs, 4 * hourMs, dayMs]

/** Round moments, six or so. */
function ticks({ fromMs, untilMs }: Span): readonly number[] {
  const stepMs = steps.find((step) => (untilMs - fromMs) / step <= 8) ?? dayMs
  // Midnights and hours of the wall, whose offset is that of the zone we are in.
  const offsetMs = new Date(untilMs).getTimezoneOffset() * 60_000
  const first = Math.ceil((fromMs - offsetMs) / stepMs) * stepMs + offsetMs
  return Array.from({ length: Math.max(0, Math.floor((untilMs - first) / stepMs) + 1) }, (_, at) => first + at * stepMs)
}

/** `Critical: … since 02:14:05 +01:00, 4 m 10 s, lasts` */
export function spanWords({ words, sinceMs, untilMs, lasts }: TimelineSpan, nowMs: number): string {
  return `${words.replace(/\.$/, '')}. From ${formatTime(sinceMs, nowMs)}, ${lasts ? `for ${formatDuration(untilMs - sinceMs)}, lasts` : `for ${formatDuration(untilMs - sinceMs)}`}`
}

/** What the picture shows, in sentences: how much of what, and what lasts. */
export function timelineWords({ fromMs, untilMs, lanes, gaps }: TenantTimeline): string {
  const said = lanes.map(({ id, title, spans }) => {
    if (spans.length === 0) return `${title}: nothing`
    const lasting = spans.filter(({ lasts, mark }) => lasts && mark !== 'healthy')
    const bad = spans.filter(({ mark }) => mark !== 'healthy')
    const counted = id === 'health' ? (bad.length === 0 ? 'healthy throughout' : plural(bad.length, 'time not healthy', 'times not healthy')) : plural(spans.length, 'span')
    return `${title}: ${counted}${lasting.length === 0 ? '' : `, now ${lasting.map(({ words }) => words.replace(/\.$/, '')).join('; ')}`}`
  })
  const unwatched = gaps.reduce((sum, gap) => sum + gap.untilMs - gap.fromMs, 0)
  return `The last ${formatDuration(untilMs - fromMs)}. ${said.join('. ')}.${unwatched === 0 ? '' : ` Nobody watched for ${formatDuration(unwatched)} of it.`}`
}
