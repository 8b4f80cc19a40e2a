import type { Clock, Timers } from '#electron/ports/clock'

export const realClock: Clock = { nowMs: () => Date.now() }

export const realTimers: Timers = timersOver((delayMs, run) => {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
})

/** Builds the port's `sleep` from a plain `after`: one place knows how a wait ends early. */
export function timersOver(after: (delayMs: number, run: () => void, reason: string) => () => void): Timers {
  return {
    after: (delayMs, reason, run) => after(delayMs, run, reason),
    sleep: (delayMs, reason, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) {
          resolve()
          return
        }
        const finish = (): void => {
          cancel()
          signal?.removeEventListener('abort', finish)
          resolve()
        }
        const cancel = after(delayMs, finish, reason)
        signal?.addEventListener('abort', finish)
      }),
  }
}
