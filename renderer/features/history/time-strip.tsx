import type { ReactNode } from 'react'
import type { HistoryChanges } from '#shared/history/fleet-at'
import { entryMark } from '#shared/history/entry-words'
import { plural } from '../../format/number'
import type { Extent } from './ranges'

interface TimeStripProps {
  readonly window: { readonly fromMs: number; readonly untilMs: number }
  readonly extent: Extent
  readonly changes: HistoryChanges | undefined
}

const widthPx = 1_000
const heightPx = 36
const slots = 200

/** When somebody watched, where changes lie and how bad the worst of them was; failovers as bars below. In words: the list beside it. */
export function TimeStrip({ window: { fromMs, untilMs }, extent, changes }: TimeStripProps): ReactNode {
  const x = (ms: number): number => ((Math.min(Math.max(ms, fromMs), untilMs) - fromMs) / Math.max(1, untilMs - fromMs)) * widthPx
  const gaps = changes?.gaps ?? []
  const incidents = changes?.incidents ?? []
  const label = changes === undefined ? 'Changes are being read' : `${plural(changes.entries.length, 'change')}, ${plural(incidents.length, 'incident')}, ${plural(gaps.length, 'time')} not watched`
  return (
    <svg className="time-strip" viewBox={`0 0 ${widthPx} ${heightPx}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <defs>
        <pattern id="not-watched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="6" className="strip-hatch" />
        </pattern>
      </defs>
      <rect className="strip-watched" x={x(extent.firstMs)} y="0" width={Math.max(0, x(extent.lastMs) - x(extent.firstMs))} height="26" />
      {gaps.map((gap) => (
        <g key={gap.fromMs}>
          <rect className="drawn-gap" x={x(gap.fromMs)} y="0" width={Math.max(2, x(gap.untilMs) - x(gap.fromMs))} height="26" />
          <rect fill="url(#not-watched)" x={x(gap.fromMs)} y="0" width={Math.max(2, x(gap.untilMs) - x(gap.fromMs))} height="26" />
        </g>
      ))}
      {columnsOf(changes, fromMs, untilMs).map(({ slot, count, mark }) => (
        <rect key={slot} className={`strip-change strip-${mark}`} x={(slot * widthPx) / slots + 0.75} width={widthPx / slots - 1.5} y={26 - heightOf(count)} height={heightOf(count)} />
      ))}
      {incidents.map(({ id, beganAtMs, completedAtMs }) => (
        <rect key={id} className="strip-incident" x={x(beganAtMs)} y="30" width={Math.max(3, x(completedAtMs ?? extent.lastMs) - x(beganAtMs))} height="5" />
      ))}
    </svg>
  )
}

const heightOf = (count: number): number => Math.min(26, 5 + 5 * Math.log2(count + 1))

const order = ['critical', 'degraded', 'unknown', 'watch', 'info', 'healthy'] as const

/** Changes put into slots of the strip: how many, and the worst of them. */
function columnsOf(changes: HistoryChanges | undefined, fromMs: number, untilMs: number): readonly { readonly slot: number; readonly count: number; readonly mark: (typeof order)[number] }[] {
  const found = new Map<number, { count: number; mark: (typeof order)[number] }>()
  for (const entry of changes?.entries ?? []) {
    const slot = Math.min(slots - 1, Math.floor(((entry.atMs - fromMs) / Math.max(1, untilMs - fromMs)) * slots))
    const mark = entryMark(entry)
    const known = found.get(slot)
    if (known === undefined) found.set(slot, { count: 1, mark })
    else {
      known.count += 1
      if (order.indexOf(mark) < order.indexOf(known.mark)) known.mark = mark
    }
  }
  return [...found].map(([slot, column]) => ({ slot, ...column }))
}
