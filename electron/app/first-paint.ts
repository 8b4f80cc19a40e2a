import { secondMs } from '#shared/kernel/time'
import type { Timers } from '#electron/ports/clock'

export interface FirstPaint {
  /** Resolves when the page has drawn what it had, or had its time. */
  readonly over: Promise<void>
  /** The page says that it drew; or somebody has no reason to wait any longer. */
  readonly end: () => void
}

/** A window that is covered, minimised or on a locked screen draws nothing, and the fleet must be watched all the same. */
const patienceMs = 3 * secondMs

/** The page has the processor to itself until it has drawn; what is not needed for that waits for `over`. */
export function createFirstPaint(timers: Timers): FirstPaint {
  const waiting = new AbortController()
  return { over: timers.sleep(patienceMs, 'the page draws what is kept', waiting.signal), end: () => waiting.abort() }
}
