import { dayMs } from '#shared/kernel/time'
import { missing } from './duration'

/** `undefined` is the operator's own zone. */
type Zone = string | undefined

/** `02:14:05 +01:00`; with the day in front (`2 Mar 02:14:05 +01:00`) when it lies further than 20 h from `nowMs`. */
export function formatTime(atMs: number, nowMs: number, zone?: Zone): string {
  if (!isInstant(atMs)) return missing
  const parts = partsOf(atMs, zone)
  const clock = `${parts.hour}:${parts.minute}:${parts.second} ${offsetOf(parts)}`
  const near = Math.abs(nowMs - atMs) < (20 / 24) * dayMs
  if (near) return clock
  const sameYear = isInstant(nowMs) && parts.year === partsOf(nowMs, zone).year
  const year = sameYear ? '' : ` ${parts.year}`
  return `${parts.day} ${parts.month}${year} ${clock}`
}

/** `17:40`, with the day in front when it lies further than 20 h from `nowMs`: for ends that nobody times by the second. */
export function formatClock(atMs: number, nowMs: number, zone?: Zone): string {
  if (!isInstant(atMs)) return missing
  const { day, month, hour, minute } = partsOf(atMs, zone)
  const near = Math.abs(nowMs - atMs) < (20 / 24) * dayMs
  return near ? `${hour}:${minute}` : `${day} ${month} ${hour}:${minute}`
}

/** `+01:00`: the offset that holds at an instant, for where times stand without it. */
export function formatOffset(atMs: number, zone?: Zone): string {
  return isInstant(atMs) ? offsetOf(partsOf(atMs, zone)) : missing
}

/** The same instant for comparing with AWS: `2026-03-02 01:14:05 UTC`. */
export function formatUtc(atMs: number): string {
  if (!isInstant(atMs)) return missing
  return `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** The range of ECMAScript's Date; NaN lies outside. */
const furthestMs = 8.64e15

export const isInstant = (atMs: number): boolean => Math.abs(atMs) <= furthestMs

function partsOf(atMs: number, zone: Zone): Record<string, string> {
  return Object.fromEntries(formatter(zone).formatToParts(atMs).map(({ type, value }) => [type, value]))
}

/** Intl writes `GMT+01:00`, and `GMT` alone for a zero offset. */
function offsetOf(parts: Record<string, string>): string {
  const offset = (parts['timeZoneName'] ?? '').replace('GMT', '')
  return offset === '' ? '+00:00' : offset
}

const formatters = new Map<Zone, Intl.DateTimeFormat>()

function formatter(zone: Zone): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    ...(zone === undefined ? {} : { timeZone: zone }),
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  })
  formatters.set(zone, made)
  return made
}
