import { minuteMs, secondMs } from '#shared/kernel/time'
import type { Clock } from '#electron/ports/clock'

/**
 * AWS time, from Date headers.
 *
 * 1. A Date header has whole seconds and comes late: it bounds the offset, and an offset inside the bounds is kept as it is.
 * 2. Each place has its own offset. While one that answered lately agrees within a minute with the local clock, or else with what was
 *    believed before, those further off are contradicted, however many they are: two clocks do not go wrong alike, and AWS's do not jump.
 * 3. When none does, our own clock is wrong or was set: the median of those that answered lately is believed from then on.
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
const toleranceMs = minuteMs
/** A reply may have been on its way for so long: its header is that much too old, which says nothing about the clock. */
const slackMs = 2 * secondMs
/** A place that has not answered for so long says nothing about now: events are asked for each minute. */
const latelyMs = 3 * minuteMs

interface Told {
  readonly offsetMs: number
  /** Local clock. */
  readonly atMs: number
}

export function createAwsTime(clock: Clock): AwsTime {
  const told = new Map<string, Told>()
  let fleetMs: number | undefined

  const nowMs = (): number => clock.nowMs() + (fleetMs ?? 0)
  /** A local clock that was set meanwhile makes what was told look long ago, or yet to come: neither is lately. */
  const isLate = ({ atMs }: Told): boolean => clock.nowMs() - atMs > latelyMs || atMs > clock.nowMs()
  const believed = (): number => {
    const lately = [...told.values()].filter((each) => !isLate(each)).map(({ offsetMs }) => offsetMs)
    const near = (offset: number): readonly number[] => lately.filter((offsetMs) => Math.abs(offsetMs - offset) <= toleranceMs)
    return median([near(0), near(fleetMs ?? 0), lately].find((offsets) => offsets.length > 0) ?? [])
  }
  return {
    nowMs,
    offsetMs: () => fleetMs,
    note: (place, dateMs) => {
      const lowest = dateMs - clock.nowMs()
      const highest = lowest + 999 + slackMs
      const known = told.get(place)?.offsetMs ?? 0
      told.set(place, { offsetMs: Math.min(Math.max(known, lowest), highest), atMs: clock.nowMs() })
      fleetMs = believed()
      return Math.abs(dateMs - nowMs()) <= toleranceMs ? dateMs : nowMs()
    },
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
