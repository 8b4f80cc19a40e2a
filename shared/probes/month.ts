/** A calendar month in one time zone: what availability is promised for. */
export interface Month {
  /** `2026-03` */
  readonly name: string
  /** IANA name; `UTC` for a tenant whose fleet file names no zone. */
  readonly timeZone: string
  readonly fromMs: number
  /** Exclusive. */
  readonly toMs: number
}

/** The month that a moment lies in, as the tenant's own clocks show it. */
export function monthOf(atMs: number, timeZone = 'UTC'): Month {
  const known = latest.get(timeZone)
  if (known !== undefined && atMs >= known.fromMs && atMs < known.toMs) return known
  const { year, month } = localDate(atMs, timeZone)
  const found: Month = { name: `${year}-${String(month).padStart(2, '0')}`, timeZone, fromMs: midnight(year, month, timeZone), toMs: midnight(year, month + 1, timeZone) }
  latest.set(timeZone, found)
  return found
}

/** The month before. */
export const monthBefore = (month: Month): Month => monthOf(month.fromMs - 1, month.timeZone)

// Every tenant of a zone asks for the same month again and again.
const latest = new Map<string, Month>()

/** When the first of a month begins there: 00:00, or what the clocks show instead when that is skipped. */
function midnight(year: number, month: number, timeZone: string): number {
  const wallMs = Date.UTC(year, month - 1, 1)
  const guessMs = wallMs - offsetMs(wallMs, timeZone)
  // The offset may be another at the moment that was guessed.
  return wallMs - offsetMs(guessMs, timeZone)
}

const offsetMs = (atMs: number, timeZone: string): number => {
  const { year, month, day, hour, minute, second } = localDate(atMs, timeZone)
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1000) * 1000
}

interface LocalDate {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const formats = new Map<string, Intl.DateTimeFormat>()
function localDate(atMs: number, timeZone: string): LocalDate {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
  formats.set(timeZone, format)
  const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]))
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0
  return { year: part('year'), month: part('month'), day: part('day'), hour: part('hour'), minute: part('minute'), second: part('second') }
}
