import type { Clock, Timers } from '#electron/ports/clock'
import { timersOver } from './real-time'

/**
 * Time that stands still until it is advanced: drills and tests. Timers fire in order of due time, then of creation.
 */
export interface VirtualTime {
  readonly clock: Clock
  readonly timers: Timers
  /** When the next timer is due, or undefined when nothing waits. */
  nextDueAtMs(): number | undefined
  /** Why each timer waits, soonest first: for a drill that hangs. */
  reasons(): readonly string[]
  /** Moves time to `atMs` and fires what is due on the way; `settle` runs before each step, so that replies in flight arrive first. */
  advanceTo(atMs: number, settle?: () => Promise<void>): Promise<void>
  /**
   * The computer sleeps: the clock jumps and nothing runs meanwhile. Its timers stood still and wait for the rest of their time
   * (Linux, macOS), or all that came due are overdue at the wake-up (Windows).
   */
  sleep(ms: number, timers: 'stoodStill' | 'overdue'): void
}

export function createVirtualTime(startMs: number): VirtualTime {
  let nowMs = startMs
  let order = 0
  const waiting: Waiting[] = []

  const soonest = (): Waiting | undefined => waiting[0]
  const insert = (entry: Waiting): void => {
    const at = waiting.findIndex((other) => other.dueAtMs > entry.dueAtMs)
    if (at < 0) waiting.push(entry)
    else waiting.splice(at, 0, entry)
  }
  const remove = (entry: Waiting): void => {
    const at = waiting.indexOf(entry)
    if (at >= 0) waiting.splice(at, 1)
  }

  return {
    clock: { nowMs: () => nowMs },
    timers: timersOver((delayMs, run, reason) => {
      const entry: Waiting = { dueAtMs: nowMs + Math.max(0, delayMs), order: order++, run, reason }
      insert(entry)
      return () => remove(entry)
    }),
    nextDueAtMs: () => soonest()?.dueAtMs,
    reasons: () => waiting.map((entry) => entry.reason),
    async advanceTo(atMs, settle = async () => undefined) {
      await settle()
      for (let next = soonest(); next !== undefined && next.dueAtMs <= atMs; next = soonest()) {
        nowMs = Math.max(nowMs, next.dueAtMs)
        while (soonest() !== undefined && soonest()!.dueAtMs <= nowMs) {
          const due = waiting.shift()!
          due.run()
        }
        await settle()
      }
      nowMs = Math.max(nowMs, atMs)
    },
    sleep: (ms, timers) => {
      nowMs += ms
      if (timers === 'overdue') return
      // The same objects: whoever holds one may still cancel it.
      for (const entry of waiting) entry.dueAtMs += ms
    },
  }
}

interface Waiting {
  dueAtMs: number
  readonly order: number
  readonly run: () => void
  readonly reason: string
}
