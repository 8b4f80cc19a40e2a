import { addDays, startOfDayMs, type CalendarDay } from '#shared/kernel/calendar-day'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { offsetText } from '#shared/kernel/wall-time'
import { overlap, type Span } from '#shared/maintenance/window'
import { clockText } from '../times'

/** A day as it is drawn: as long as it really is. */
export interface DayColumn {
  readonly day: CalendarDay
  readonly span: Span
  /** One a full hour of elapsed time, with what the clocks show then. */
  readonly hours: readonly { readonly atMs: number; readonly clock: string }[]
  /** Where the clocks change: how long the day is, and `01:59 +01:00 is followed by 03:00 +02:00`. */
  readonly change?: { readonly atMs: number; readonly hours: number; readonly words: string }
}

export function dayColumn(day: CalendarDay, zone: string): DayColumn {
  const span = { fromMs: startOfDayMs(day, zone), toMs: startOfDayMs(addDays(day, 1), zone) }
  const hours: { atMs: number; clock: string }[] = []
  for (let atMs = span.fromMs; atMs < span.toMs; atMs += hourMs) hours.push({ atMs, clock: clockText(atMs, zone) })
  const changed = hours.find(({ atMs }) => offsetText(atMs, zone) !== offsetText(span.fromMs, zone))
  if (changed === undefined) return { day, span, hours }
  const before = changed.atMs - minuteMs
  const words = `${clockText(before, zone)} ${offsetText(before, zone)} is followed by ${changed.clock} ${offsetText(changed.atMs, zone)}`
  return { day, span, hours, change: { atMs: changed.atMs, hours: (span.toMs - span.fromMs) / hourMs, words } }
}

export const weekFrom = (monday: CalendarDay, zone: string): readonly DayColumn[] => Array.from({ length: 7 }, (_, at) => dayColumn(addDays(monday, at), zone))

/** Something with a time, cut to a day, beside what it overlaps with. */
export interface Placed<T> {
  readonly item: T
  readonly fromMs: number
  readonly toMs: number
  /** Position among those that it overlaps with, and how many stand side by side there. */
  readonly lane: number
  readonly lanes: number
}

/** Puts side by side what overlaps. `leastMs`: drawn at least so long, so that it can be read and pressed. */
export function placeInDay<T extends { readonly span: Span }>(items: readonly T[], day: Span, leastMs: number): readonly Placed<T>[] {
  const cut = items
    .filter(({ span }) => overlap(span, day))
    .map((item) => {
      const fromMs = Math.min(Math.max(item.span.fromMs, day.fromMs), day.toMs - leastMs)
      return { item, fromMs, toMs: Math.max(Math.min(item.span.toMs, day.toMs), fromMs + leastMs) }
    })
    .toSorted((left, right) => left.fromMs - right.fromMs || right.toMs - left.toMs)
  const placed: Placed<T>[] = []
  let cluster: { readonly item: T; readonly fromMs: number; readonly toMs: number; readonly lane: number }[] = []
  const close = (): void => {
    const lanes = Math.max(0, ...cluster.map(({ lane }) => lane)) + 1
    placed.push(...cluster.map((each) => ({ ...each, lanes })))
    cluster = []
  }
  for (const each of cut) {
    if (cluster.length > 0 && cluster.every(({ toMs }) => toMs <= each.fromMs)) close()
    const taken = new Set(cluster.filter(({ toMs }) => toMs > each.fromMs).map(({ lane }) => lane))
    let lane = 0
    while (taken.has(lane)) lane += 1
    cluster.push({ ...each, lane })
  }
  if (cluster.length > 0) close()
  return placed
}
