import { dayMs, hourMs, minuteMs } from './time'

/** A day of the calendar, wherever: no instant until a zone is named. */
export interface CalendarDay {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
}

/** The day that an instant falls on in an IANA zone. */
export function dayOf(atMs: number, zone: string): CalendarDay {
  const parts = Object.fromEntries(formatter(zone).formatToParts(atMs).map(({ type, value }) => [type, Number(value)]))
  return { year: parts['year'] ?? 0, month: parts['month'] ?? 0, day: parts['day'] ?? 0 }
}

export function addDays({ year, month, day }: CalendarDay, days: number): CalendarDay {
  const date = new Date(Date.UTC(year, month - 1, day + days))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** Days from one to the other; negative backwards. */
export const daysFrom = (from: CalendarDay, to: CalendarDay): number => Math.round((noonless(to) - noonless(from)) / dayMs) + 0
const noonless = ({ year, month, day }: CalendarDay): number => Date.UTC(year, month - 1, day)

/**
 * The first instant of a day in a zone. Days have 23, 24 or 25 hours; where midnight is skipped it is the instant that follows, and of a day
 * that a zone left out altogether, the next day's.
 */
export function startOfDayMs(day: CalendarDay, zone: string): number {
  const aboutMs = noonless(day)
  let [before, after] = [aboutMs - 27 * hourMs, aboutMs + 27 * hourMs]
  while (after - before > minuteMs / 4) {
    const middle = Math.floor((before + after) / 2)
    if (daysFrom(day, dayOf(middle, zone)) >= 0) after = middle
    else before = middle
  }
  // Offsets are whole minutes today: the boundary is.
  return Math.round(after / minuteMs) * minuteMs
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** `14 Nov` */
export const dayText = ({ month, day }: CalendarDay): string => `${day} ${months[month - 1] ?? ''}`

const formatters = new Map<string, Intl.DateTimeFormat>()
function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, calendar: 'gregory', year: 'numeric', month: 'numeric', day: 'numeric' })
  formatters.set(timeZone, made)
  return made
}
