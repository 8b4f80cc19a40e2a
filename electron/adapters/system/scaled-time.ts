import type { Clock, Timers } from '#electron/ports/clock'
import { timersOver } from './real-time'

/** Training time: at wall time `wallOriginMs` it was `originMs`, and it runs `speed` times as fast as the wall clock. */
export interface TimeScale {
  readonly originMs: number
  readonly wallOriginMs: number
  readonly speed: number
}

export interface ScaledTime {
  readonly clock: Clock
  readonly timers: Timers
  scale(): TimeScale
  /** Jumps or changes speed; every waiting timer is re-armed for the new time. */
  rescale(next: TimeScale): void
}

/** The longest delay setTimeout takes; a longer wait is re-armed when it ends. */
const longestDelayMs = 2_147_483_647

export function createScaledTime(initial: TimeScale, wallNowMs: () => number = () => Date.now()): ScaledTime {
  let scale = initial
  const waiting = new Set<Waiting>()
  const nowMs = (): number => scale.originMs + (wallNowMs() - scale.wallOriginMs) * scale.speed

  const arm = (entry: Waiting): void => {
    clearTimeout(entry.handle)
    if (scale.speed <= 0) return
    const delayMs = Math.min(longestDelayMs, Math.max(0, (entry.dueAtMs - nowMs()) / scale.speed))
    entry.handle = setTimeout(() => (nowMs() + 0.5 < entry.dueAtMs ? arm(entry) : fire(entry)), delayMs)
  }
  const fire = (entry: Waiting): void => {
    waiting.delete(entry)
    entry.run()
  }

  return {
    clock: { nowMs },
    timers: timersOver((delayMs, run) => {
      const entry: Waiting = { dueAtMs: nowMs() + delayMs, run, handle: undefined }
      waiting.add(entry)
      arm(entry)
      return () => {
        clearTimeout(entry.handle)
        waiting.delete(entry)
      }
    }),
    scale: () => scale,
    rescale: (next) => {
      scale = next
      for (const entry of waiting) arm(entry)
    },
  }
}

interface Waiting {
  readonly dueAtMs: number
  readonly run: () => void
  handle: ReturnType<typeof setTimeout> | undefined
}
