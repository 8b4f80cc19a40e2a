import type { DatabaseView } from '../fleet/tenant-view'
import { dailyCoverage, type CoverageGap, type DailyCoverage } from '../health/daily-coverage'
import { countText, listText } from '../health/wording'
import { addDays, daysFrom, dayOf, dayText } from '../kernel/calendar-day'
import { dayMs } from '../kernel/time'
import type { NamedGap, SnapshotDays, SnapshotTick } from './recovery'

/**
 * Daily snapshots of the last days as ticks at their instants, and the days without one by name.
 *
 * What is missing is what the check daily-snapshots counts, span by span: two snapshots around midnight are no missing day. Only its name is
 * the calendar's: the day after the last one, and so on, in the operator's zone.
 */
export function snapshotDays(database: DatabaseView, goal: number, zone: string): SnapshotDays | undefined {
  const coverage = dailyCoverage(database, goal)
  if (coverage === undefined) return undefined
  const { judged, missing, observedAtMs } = coverage
  const gaps = coverage.gaps.map((gap) => nameGap(gap, zone))
  return { goal, judged, missing, fromMs: observedAtMs - judged * dayMs, untilMs: observedAtMs, ticks: ticksOf(database, coverage), gaps, words: wordsOf(coverage, gaps) }
}

export function nameGap({ fromMs, untilMs, days }: CoverageGap, zone: string): NamedGap {
  const first = dayOf(fromMs, zone)
  const last = Math.max(1, daysFrom(first, dayOf(untilMs, zone)))
  return { fromMs, untilMs, days: Array.from({ length: days }, (_, i) => dayText(addDays(first, Math.min(last, i + 1)))) }
}

function ticksOf({ snapshots }: DatabaseView, { observedAtMs, judged }: DailyCoverage): readonly SnapshotTick[] {
  const fromMs = observedAtMs - judged * dayMs
  return snapshots
    .filter(({ type }) => type === 'automated' || type === 'awsbackup')
    .flatMap(({ status, createdAtMs }): readonly SnapshotTick[] => {
      const atMs = createdAtMs ?? observedAtMs
      if (atMs < fromMs || !isState(status)) return []
      return [{ atMs, state: status }]
    })
    .sort((a, b) => a.atMs - b.atMs)
}

const isState = (status: string): status is SnapshotTick['state'] => status === 'available' || status === 'creating' || status === 'failed'

function wordsOf({ judged, missing, goal, newest, pending }: DailyCoverage, gaps: readonly NamedGap[]): string {
  if (judged === 0) return newest === undefined && pending === undefined ? 'no day to judge yet' : 'the first days'
  if (missing === 0) return `${judged} of ${goal} days`
  if (missing >= judged) return `none in ${countText(judged, 'day')}`
  return `no snapshot on ${listText([...new Set(gaps.flatMap(({ days }) => days))], 3)}`
}
