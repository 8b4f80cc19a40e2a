import type { Ids } from '#electron/ports/clock'

/** Chance that repeats: mulberry32 over a seed, so that the same drill takes the same jitter each time. */
export function seededIds(seed: number): Ids {
  let state = seed >>> 0
  let count = 0
  return {
    next: () => `drill-${seed}-${(count += 1)}`,
    random: () => {
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
    },
  }
}
