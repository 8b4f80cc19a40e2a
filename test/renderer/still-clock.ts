import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import type { RendererClock } from '../../renderer/app/clock'

/** A clock that stands still until a test moves it. */
export interface StillClock extends RendererClock {
  advance(byMs: number): Promise<void>
}

export const wallStartMs = Date.UTC(2026, 10, 21, 12, 0, 0)

export function createStillClock(): StillClock {
  const time = createVirtualTime(wallStartMs)
  return {
    nowMs: () => time.clock.nowMs(),
    after: (delayMs, run) => time.timers.after(delayMs, 'test', run),
    advance: (byMs) => time.advanceTo(time.clock.nowMs() + byMs, () => Promise.resolve()),
  }
}
