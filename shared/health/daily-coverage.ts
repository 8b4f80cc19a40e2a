import type { SnapshotRecord } from '../fleet/records'
import type { DatabaseView } from '../fleet/tenant-view'
import { dayMs, hourMs, minuteMs } from '../kernel/time'
import { notApplicable } from './applicability'

/**
 * Which of the last days have a daily snapshot.
 *
 * 1. Counted are snapshots that RDS or AWS Backup made by themselves; manual ones are for changes and copies.
 * 2. Days are counted back from the poll. The next one is due a day after the last, plus a slack (the backup window).
 * 3. Only days count that retention keeps and the database has lived.
 * 4. One that is being made counts; one that failed does not, once RDS had time to try again.
 */
export interface DailyCoverage {
  /** Days promised, days that can be judged, and days of those without a snapshot. */
  readonly goal: number
  readonly judged: number
  readonly missing: number
  /** Spans without one, oldest first. */
  readonly gaps: readonly CoverageGap[]
  readonly newest?: SnapshotRecord
  readonly pending?: SnapshotRecord
  readonly failed?: SnapshotRecord
  readonly observedAtMs: number
}

export interface CoverageGap {
  readonly fromMs: number
  readonly untilMs: number
  readonly days: number
  /** No snapshot was made since. */
  readonly isOpen: boolean
}

/** How much later than the day before a daily snapshot may start: backup windows have half an hour and more (choice). */
export const daySlackMs = hourMs
/** How long one may be under way before it counts as not coming. */
export const pendingMs = 6 * hourMs
/** How long a failed one may be tried again. */
export const retryMs = 15 * minuteMs

/** Undefined: not applicable, or snapshots were not told yet. `goal`: days promised. */
export function dailyCoverage({ record, snapshots, place }: DatabaseView, goal: number): DailyCoverage | undefined {
  const observedAtMs = place.feeds['rds.snapshots'].observedAtMs
  if (observedAtMs === undefined || goal === 0 || notApplicable(record) !== undefined || record.retentionDays === 0) return undefined
  const daily = snapshots.filter(({ type }) => type === 'automated' || type === 'awsbackup')
  const lived = record.createdAtMs === undefined ? goal : Math.floor((observedAtMs - record.createdAtMs) / dayMs)
  const judged = Math.max(0, Math.min(goal, record.retentionDays ?? goal, lived))
  const pending = newest(daily.filter((snapshot) => isPending(snapshot, observedAtMs)))
  const good = daily.filter(({ status, createdAtMs }) => status === 'available' && createdAtMs !== undefined)
  const starts = [...good.map(({ createdAtMs }) => createdAtMs!), ...(pending === undefined ? [] : [pending.createdAtMs ?? observedAtMs])]
  const gaps = gapsBetween(starts, observedAtMs - judged * dayMs, observedAtMs)
  const last = newest(good)
  const failed = newest(daily.filter((snapshot) => hasFailed(snapshot, observedAtMs) && snapshot.createdAtMs! > (last?.createdAtMs ?? 0)))
  return {
    goal,
    judged,
    missing: Math.min(judged, gaps.reduce((sum, gap) => sum + gap.days, 0)),
    gaps,
    observedAtMs,
    ...(last === undefined ? {} : { newest: last }),
    ...(pending === undefined ? {} : { pending }),
    ...(failed === undefined || pending !== undefined ? {} : { failed }),
  }
}

const isPending = ({ status, createdAtMs }: SnapshotRecord, nowMs: number): boolean => status === 'creating' && nowMs - (createdAtMs ?? nowMs) <= pendingMs
const hasFailed = ({ status, createdAtMs }: SnapshotRecord, nowMs: number): boolean => status === 'failed' && createdAtMs !== undefined && nowMs - createdAtMs > retryMs
const newest = (snapshots: readonly SnapshotRecord[]): SnapshotRecord | undefined =>
  snapshots.reduce<SnapshotRecord | undefined>((best, each) => (best === undefined || (each.createdAtMs ?? Infinity) > (best.createdAtMs ?? Infinity) ? each : best), undefined)

function gapsBetween(starts: readonly number[], fromMs: number, untilMs: number): DailyCoverage['gaps'] {
  if (fromMs >= untilMs) return []
  // The oldest of the days may have had its snapshot anywhere in it: retention removes it while the day is still counted.
  const points = [fromMs, ...starts.filter((atMs) => atMs > fromMs).sort((a, b) => a - b), untilMs]
  return points.slice(1).flatMap((atMs, i) => {
    const isOpen = i === points.length - 2
    const days = isOpen || i === 0 ? overdueDays(atMs - points[i]!) : daysBetween(atMs - points[i]!)
    return days === 0 ? [] : [{ fromMs: points[i]!, untilMs: atMs, days, isOpen }]
  })
}

// At the edges nothing more has come: a day and the slack hold no missing one; each further day is one.
const overdueDays = (spanMs: number): number => Math.max(0, Math.ceil((spanMs - daySlackMs) / dayMs) - 1)
// Between two that were made an hour or five more are a backup window that was moved, not a day without.
const daysBetween = (spanMs: number): number => Math.max(0, Math.round(spanMs / dayMs) - 1)
