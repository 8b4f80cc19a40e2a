import type { AppErrorKind } from '#shared/kernel/app-error'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { Feed } from '#shared/fleet/feeds'

/**
 * When a feed is polled next.
 *
 * 1. Each place has a fixed phase within the cadence (a hash of its name), so that a fleet's polls spread evenly and the same way each run.
 * 2. Snapshots are read as often as their number allows: half-hourly where a request or three bring all, else ten minutes a request, at
 *    the rarest by the feed's cadence.
 * 3. A failed poll is repeated sooner than its cadence, doubling up to it: a sweep lost to a passing fault must not wait half an hour.
 */
export function cadenceOf({ id, cadenceMs }: Pick<Feed, 'id' | 'cadenceMs'>, requests: number): number {
  return id === 'rds.snapshots' ? Math.min(cadenceMs, Math.max(30 * minuteMs, requests * 10 * minuteMs)) : cadenceMs
}

export function nextSlotMs(place: string, cadenceMs: number, nowMs: number): number {
  const phaseMs = hash(place) % cadenceMs
  // A slot that comes right after this poll would bring nothing new.
  const earliestMs = nowMs + cadenceMs * 0.1
  return earliestMs + modulo(phaseMs - earliestMs, cadenceMs)
}

export function nextPollMs(place: string, feed: Pick<Feed, 'tier' | 'cadenceMs'>, nowMs: number, failure: { readonly kind: AppErrorKind; readonly inARow: number } | undefined): number {
  const slotMs = nextSlotMs(place, feed.cadenceMs, nowMs)
  if (failure === undefined || patient.has(failure.kind)) return slotMs
  const firstMs = feed.tier === 'T0' ? 20 * secondMs : 60 * secondMs
  return Math.min(slotMs, nowMs + firstMs * 2 ** Math.min(10, failure.inARow - 1))
}

/** Asking sooner helps none of these. */
const patient = new Set<AppErrorKind>(['denied', 'expired', 'unsupported', 'invalidInput', 'internal'])

const modulo = (value: number, by: number): number => ((value % by) + by) % by

/** FNV-1a: stable over runs and machines. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    value ^= text.charCodeAt(index)
    value = Math.imul(value, 0x01000193)
  }
  // The low bits of similar names differ little: mix once more.
  value ^= value >>> 15
  value = Math.imul(value, 0x2c1b3c6d)
  return (value ^ (value >>> 12)) >>> 0
}
