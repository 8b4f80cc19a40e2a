import type { ReactNode } from 'react'
import type { TenantTimeline } from '#shared/history/tenant-timeline'
import { HealthMark } from '../../../components/health-mark'
import { formatDuration } from '../../../format/duration'
import { formatTime, formatUtc } from '../../../format/time'

/** The timeline as a table, newest first. */
export function TimelineTable({ timeline: { lanes, gaps, untilMs } }: { readonly timeline: TenantTimeline }): ReactNode {
  const rows = [
    ...lanes.flatMap(({ title, spans }) => spans.map((span) => ({ title, ...span }))),
    ...gaps.map((gap) => ({ title: 'Not watched', mark: 'unknown' as const, words: 'Nobody watched: what happened is not known here', lasts: false, sinceMs: gap.fromMs, ...gap })),
  ].sort((a, b) => b.sinceMs - a.sinceMs)
  return (
    <div className="timeline-rows" tabIndex={0} role="group" aria-label="Timeline as a table">
      <table className="tenant-table">
        <caption className="unseen">What happened, newest first</caption>
        <thead><tr><th scope="col">From</th><th scope="col" className="end">How long</th><th scope="col">Lane</th><th scope="col">What</th></tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.title} ${row.sinceMs} ${row.words}`}>
              <td className="num" title={formatUtc(row.sinceMs)}>{formatTime(row.sinceMs, untilMs)}</td>
              <td className="end num">{formatDuration(row.untilMs - row.sinceMs)}{row.lasts && <strong> lasts</strong>}</td>
              <td className="soft">{row.title}</td>
              <td className="text"><span className="row"><HealthMark kind={row.mark} /> <span>{row.words}</span></span></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
