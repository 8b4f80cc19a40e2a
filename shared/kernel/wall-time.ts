import { dayMs, minuteMs } from './time'

/**
 * What the clock on a wall shows, and the instants that it means in a zone.
 *
 * 1. A local time that a change of clocks skips means no instant; one that it repeats means two.
 * 2. Zones are IANA names; the runtime's own tables decide, nothing is kept here.
 */
export interface WallTime {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
}

const pattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/

/** `2026-03-29T02:30`, without zone or offset; undefined for anything else, also for days and times that no calendar has. */
export function parseWallTime(text: string): WallTime | undefined {
  const match = pattern.exec(text)
  if (match === null) return undefined
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number]
  const wall = { year, month, day, hour, minute }
  return wallTimeText(fieldsOf(asUtcMs(wall))) === text ? wall : undefined
}

/** `2026-03-29T02:30` */
export const wallTimeText = ({ year, month, day, hour, minute }: WallTime): string =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`

const two = (value: number): string => String(value).padStart(2, '0')

/** The wall's clock at an instant, seconds cut off. */
export const wallTimeOf = (atMs: number, zone: string): WallTime => fieldsOf(atMs + offsetMs(atMs, zone))

/** The instants at which the wall's clock shows this time, the earlier first: none, one or two. */
export function instantsOf(wall: WallTime, zone: string): readonly number[] {
  const shownMs = asUtcMs(wall)
  // Offsets before and after any change of clocks near it: no zone lies further than a day from UTC or changes twice in two days.
  const offsets = new Set([offsetMs(shownMs - dayMs, zone), offsetMs(shownMs + dayMs, zone)])
  return [...offsets]
    .map((offset) => shownMs - offset)
    .filter((atMs) => offsetMs(atMs, zone) === shownMs - atMs)
    .sort((left, right) => left - right)
}

/** The first time at or after `wall` that the wall's clock really shows: `wall` itself unless it is skipped. */
export function nextExisting(wall: WallTime, zone: string): WallTime {
  const shownMs = asUtcMs(wall)
  // Inside a gap the old offset leads to as much after the gap as the time lies in it; the gap's end is the change itself.
  if (instantsOf(wall, zone).length > 0) return wall
  let [before, after] = [shownMs - dayMs - offsetMs(shownMs - dayMs, zone), shownMs + dayMs - offsetMs(shownMs + dayMs, zone)]
  const old = offsetMs(before, zone)
  while (after - before > minuteMs) {
    const middle = before + Math.floor((after - before) / 2 / minuteMs) * minuteMs
    if (offsetMs(middle, zone) === old) before = middle
    else after = middle
  }
  return wallTimeOf(after, zone)
}

/** `+05:30`, `-03:00`, `+00:00`: what the zone's clocks are ahead of UTC at an instant. */
export function offsetText(atMs: number, zone: string): string {
  const minutes = Math.round(offsetMs(atMs, zone) / minuteMs)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`
}

/** Whether the runtime knows the zone: an IANA name, not an offset or an abbreviation. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    formatter(zone)
    return true
  } catch {
    return false
  }
}

const asUtcMs = ({ year, month, day, hour, minute }: WallTime): number => Date.UTC(year, month - 1, day, hour, minute)

function fieldsOf(shownMs: number): WallTime {
  const shown = new Date(shownMs)
  return { year: shown.getUTCFullYear(), month: shown.getUTCMonth() + 1, day: shown.getUTCDate(), hour: shown.getUTCHours(), minute: shown.getUTCMinutes() }
}

function offsetMs(atMs: number, zone: string): number {
  const parts = new Map(formatter(zone).formatToParts(atMs).map(({ type, value }) => [type, Number(value)]))
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0
  const shownMs = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return shownMs - Math.floor(atMs / 1_000) * 1_000
}

const formatters = new Map<string, Intl.DateTimeFormat>()
function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  const fields = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const
  const made = new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'gregory', hourCycle: 'h23', ...fields })
  formatters.set(timeZone, made)
  return made
}
