import type { Clock, Ids, Timers } from '#electron/ports/clock'
import { minuteMs, secondMs } from '#shared/kernel/time'

/**
 * Whose turn it is at the SSO portal.
 *
 * 1. At most five calls in any second: the portal's limit is shared by everybody of the desk. None of them is lost by waiting evenly:
 *    300 accounts take the 59 s that the limit costs.
 * 2. The most urgent first (lowest `urgency()`, asked when a turn is given), then in order of asking.
 * 3. After "too many requests" everybody waits, then one call goes alone until it succeeds, at most one a second: a storm costs few
 *    calls, its end is noticed within the second, and the full pace is back at once. The call that was refused keeps its place.
 */
export interface PortalTurns {
  take<T>(urgency: () => number, call: () => Promise<TurnOutcome<T>>): Promise<TurnResult<T>>
  /** Answers everybody who waits with `stopped`. */
  stop(): void
}

export type TurnOutcome<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'throttled'; readonly retryAfterMs?: number }
export type TurnResult<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'throttled' } | { readonly kind: 'stopped' }

const callsPerSecond = 5
const mostInFlight = callsPerSecond
const firstPauseMs = secondMs / 2
const longestPauseMs = secondMs
/** So long a call that is always throttled is tried; its caller then hears "throttled" and asks again when it is due. */
const patienceMs = 2 * minuteMs

interface Waiting {
  readonly order: number
  readonly since: number
  readonly urgency: () => number
  readonly run: () => Promise<void>
  readonly stop: () => void
}

export function createPortalTurns({ clock, timers, ids }: { readonly clock: Clock; readonly timers: Timers; readonly ids: Ids }): PortalTurns {
  let queue: Waiting[] = []
  let order = 0
  let inFlight = 0
  let throttles = 0
  let pausedUntilMs = -Infinity
  /** When the last five calls began, oldest first. */
  let begun: readonly number[] = []
  let cancelWake: (() => void) | undefined

  const pump = (): void => {
    const limit = throttles > 0 ? 1 : mostInFlight
    if (queue.length === 0 || inFlight >= limit || cancelWake !== undefined) return
    const [oldest = -Infinity] = begun.length < callsPerSecond ? [] : begun
    const waitMs = Math.max(pausedUntilMs, oldest + secondMs) - clock.nowMs()
    if (waitMs > 0) {
      cancelWake = timers.after(waitMs, 'turn at the SSO portal', () => {
        cancelWake = undefined
        pump()
      })
      return
    }
    const next = mostUrgent(queue)
    queue = queue.filter((entry) => entry !== next)
    inFlight++
    begun = [...begun, clock.nowMs()].slice(-callsPerSecond)
    void next.run().finally(() => {
      inFlight--
      pump()
    })
    pump()
  }

  const pause = (retryAfterMs: number | undefined): void => {
    throttles++
    const backOffMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (throttles - 1)) * (1 - 0.25 * ids.random())
    pausedUntilMs = Math.max(pausedUntilMs, clock.nowMs() + (retryAfterMs ?? backOffMs))
    cancelWake?.()
    cancelWake = undefined
  }

  return {
    take: (urgency, call) =>
      new Promise((resolve, reject) => {
        const stop = (): void => resolve({ kind: 'stopped' })
        const entry: Waiting = {
          order: order++,
          since: clock.nowMs(),
          urgency,
          stop,
          run: async () => {
            try {
              const outcome = await call()
              if (outcome.kind === 'done') {
                throttles = 0
                return resolve(outcome)
              }
              pause(outcome.retryAfterMs)
              if (clock.nowMs() - entry.since >= patienceMs) resolve({ kind: 'throttled' })
              else queue.push(entry)
            } catch (error) {
              reject(error instanceof Error ? error : new Error('a portal call failed'))
            }
          },
        }
        queue.push(entry)
        pump()
      }),
    stop: () => {
      const stopped = queue
      queue = []
      cancelWake?.()
      cancelWake = undefined
      throttles = 0
      for (const { stop } of stopped) stop()
    },
  }
}

function mostUrgent(queue: readonly Waiting[]): Waiting {
  return queue.map((entry) => ({ entry, urgency: entry.urgency() })).reduce((best, other) => (other.urgency < best.urgency || (other.urgency === best.urgency && other.entry.order < best.entry.order) ? other : best)).entry
}
