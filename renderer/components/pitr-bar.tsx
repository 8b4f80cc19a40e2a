import type { ReactNode } from 'react'
import type { DatabaseRecovery, NamedGap, SnapshotTick } from '#shared/recovery/recovery'
import { dayMs } from '#shared/kernel/time'
import { formatDuration } from '../format/duration'

type Barred = Pick<DatabaseRecovery, 'window' | 'snapshots' | 'point'>

/** Units of the drawing's width; it is stretched to whatever room there is. */
const width = 1000

/**
 * From the earliest to the latest restorable moment against the days promised, with daily snapshots as ticks and days without one as gaps.
 *
 * The right end is the moment of the poll. What is promised and not reached is hatched. Words: `pitrWords`, as the picture's name.
 */
export function PitrBar({ database, tall = false }: { readonly database: Barred; readonly tall?: boolean }): ReactNode {
  const { window, snapshots, point } = database
  if (window.kind === 'none') return <div className="pitr pitr-none" role="img" aria-label={pitrWords(database)} title={window.words} />
  const endMs = window.observedAtMs
  const spanMs = Math.max(window.goalDays, window.days, 1) * dayMs
  const at = (atMs: number): number => Math.round(width * Math.min(1, Math.max(0, 1 - (endMs - atMs) / spanMs)) * 10) / 10
  const promisedAt = at(endMs - window.goalDays * dayMs)
  const earliestAt = at(window.earliestAtMs)
  const late = point.kind === 'known' && point.isLate
  return (
    <div className={tall ? 'pitr pitr-tall' : 'pitr'} role="img" aria-label={pitrWords(database)} title={pitrWords(database)}>
      <svg viewBox={`0 0 ${width} 20`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {!window.isFull && <rect className="pitr-track" x={promisedAt} y="6" width={Math.max(0, earliestAt - promisedAt)} height="8" />}
        <rect className="pitr-held" x={earliestAt} y="6" width={Math.max(2, width - earliestAt)} height="8" />
        {(snapshots?.gaps ?? []).map((gap) => <Gap key={gap.fromMs} gap={gap} at={at} />)}
        {(snapshots?.ticks ?? []).map((tick) => <Tick key={`${tick.atMs} ${tick.state}`} tick={tick} at={at} />)}
        {late && <rect className={point.isBreach ? 'pitr-end pitr-end-breach' : 'pitr-end'} x={width - 9} y="2" width="9" height="16" />}
      </svg>
    </div>
  )
}

type Place = (atMs: number) => number

const Tick = ({ tick, at }: { readonly tick: SnapshotTick; readonly at: Place }): ReactNode => <line className={`pitr-tick pitr-tick-${tick.state}`} x1={at(tick.atMs)} x2={at(tick.atMs)} y1="2" y2="18" vectorEffect="non-scaling-stroke" />

const Gap = ({ gap, at }: { readonly gap: NamedGap; readonly at: Place }): ReactNode => <rect className="pitr-gap" x={at(gap.fromMs)} y="1" width={Math.max(6, at(gap.untilMs) - at(gap.fromMs))} height="18" />

/** What the picture says, in words: for ears, tables and copying. */
export function pitrWords({ window, snapshots, point }: Barred): string {
  const reach = window.kind === 'known' ? `Restorable for ${window.words}` : `${window.isUnknown ? 'How far back it can be restored is not known' : 'No restore to a point in time'}: ${window.words}`
  const lag = point.kind === 'none' ? '' : `, to within ${formatDuration(point.lagMs)}`
  return `${reach}${lag}. Daily snapshots: ${snapshots === undefined ? 'not judged' : snapshots.words}.`
}
