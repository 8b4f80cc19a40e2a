import type { Clock } from '#electron/ports/clock'

/**
 * AWS time, from Date headers.
 *
 * 1. A Date header has whole seconds and comes late: it bounds the offset, and an offset inside the bounds is kept as it is.
 * 2. Each place has its own offset; the fleet's is their median, so that one wrong clock (a proxy's, a simulated one) moves nothing.
 */
export interface AwsTime {
  /** AWS time now; the local clock's before the first reply. */
  nowMs(): number
  /** AWS minus local time; undefined before the first reply. */
  offsetMs(): number | undefined
  /** Notes a reply's Date header. Returns the time of that reply: the header's, unless it contradicts the fleet's. */
  note(place: string, dateMs: number): number
}

/** A header further off than this from the fleet's time is not believed. */
const toleranceMs = 60_000
/** A reply may have been on its way for so long: its header is that much too old, which says nothing about the clock. */
const slackMs = 2_000

export function createAwsTime(clock: Clock): AwsTime {
  const offsets = new Map<string, number>()
  let fleetMs: number | undefined

  const nowMs = (): number => clock.nowMs() + (fleetMs ?? 0)
  return {
    nowMs,
    offsetMs: () => fleetMs,
    note: (place, dateMs) => {
      const lowest = dateMs - clock.nowMs()
      const highest = lowest + 999 + slackMs
      const known = offsets.get(place) ?? fleetMs ?? 0
      const offset = Math.min(Math.max(known, lowest), highest)
      if (offsets.get(place) !== offset) {
        offsets.set(place, offset)
        fleetMs = median([...offsets.values()])
      }
      return Math.abs(dateMs - nowMs()) <= toleranceMs ? dateMs : nowMs()
    },
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
