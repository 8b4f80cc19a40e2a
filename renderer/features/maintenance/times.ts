import { addDays, dayOf, daysFrom, dayText, type CalendarDay } from '#shared/kernel/calendar-day'
import { offsetText, wallTimeOf, wallTimeText } from '#shared/kernel/wall-time'
import type { Span } from '#shared/maintenance/window'

/** How windows' times are written: in a named zone, every one with its offset. */

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

export const weekdayOf = ({ year, month, day }: CalendarDay): number => new Date(Date.UTC(year, month - 1, day)).getUTCDay()

/** `Sun 8 Mar` */
export const dayWords = (day: CalendarDay): string => `${weekdays[weekdayOf(day)] ?? ''} ${dayText(day)}`

/** `02:00`, on the clocks of the zone. */
export const clockText = (atMs: number, zone: string): string => wallTimeText(wallTimeOf(atMs, zone)).slice(11)

/** `02:00 to 04:00 +01:00`; both offsets where the clocks change in between, the second day where it is another. */
export function clockSpan({ fromMs, toMs }: Span, zone: string): string {
  const [from, to] = [offsetText(fromMs, zone), offsetText(toMs, zone)]
  const [first, last] = [dayOf(fromMs, zone), dayOf(toMs, zone)]
  const day = daysFrom(first, last) === 0 ? '' : `${dayWords(last)} `
  return `${clockText(fromMs, zone)}${from === to ? '' : ` ${from}`} to ${day}${clockText(toMs, zone)} ${to}`
}

/** `Sun 8 Mar 2026, 02:00 to 04:00 +01:00` */
export const spanWords = (span: Span, zone: string): string => `${dayWords(dayOf(span.fromMs, zone))} ${dayOf(span.fromMs, zone).year}, ${clockSpan(span, zone)}`

/** `Sun 8 Mar 02:00 +01:00`; the day only where it is not that of `nowMs`. */
export function momentWords(atMs: number, zone: string, nowMs = Number.NaN): string {
  const day = dayOf(atMs, zone)
  const isToday = Number.isFinite(nowMs) && daysFrom(dayOf(nowMs, zone), day) === 0
  return `${isToday ? '' : `${dayWords(day)} `}${clockText(atMs, zone)} ${offsetText(atMs, zone)}`
}

/** The Monday at or before a day. */
export const mondayOf = (day: CalendarDay): CalendarDay => addDays(day, -((weekdayOf(day) + 6) % 7))
