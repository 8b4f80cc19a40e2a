import type { Timers } from '#electron/ports/clock'
import { err, ok, type Result } from '#shared/kernel/result'
import type { KeychainTrouble } from '#shared/session/session-view'
import { troubleOf } from './trouble'

/**
 * Calls into the keychain, one at a time, each with an end.
 *
 * A keychain that waits for its password blocks a thread of Node's small pool, which files and DNS need too. So while one call hangs no
 * other is begun: each is answered `timedOut` at once, until the hanging one comes back.
 */
export interface BoundedCalls {
  run<T>(work: () => Promise<T>): Promise<Result<T, KeychainTrouble>>
  /** A call that had been given up on came back well. */
  onRecovered(listener: () => void): () => void
}

export function createBoundedCalls(timers: Timers, limitMs: number): BoundedCalls {
  const listeners = new Set<() => void>()
  let last: Promise<unknown> = Promise.resolve()
  let hanging = false

  async function bounded<T>(work: () => Promise<T>): Promise<Result<T, KeychainTrouble>> {
    if (hanging) return err('timedOut')
    const settled = settle(work)
    const answer = await firstOf(settled, timers, limitMs)
    if (answer !== undefined) return answer
    hanging = true
    void settled.then((late) => {
      hanging = false
      if (late.ok) for (const listener of listeners) listener()
    })
    return err('timedOut')
  }

  return {
    run: (work) => {
      const answer = last.then(() => bounded(work))
      last = answer
      return answer
    },
    onRecovered: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

async function settle<T>(work: () => Promise<T>): Promise<Result<T, KeychainTrouble>> {
  try {
    return ok(await work())
  } catch (error) {
    return err(troubleOf(error))
  }
}

/** Undefined when the limit came first. */
function firstOf<T>(answer: Promise<T>, timers: Timers, limitMs: number): Promise<T | undefined> {
  return new Promise((resolve) => {
    const cancel = timers.after(limitMs, 'keychain answer', () => resolve(undefined))
    void answer.then((value) => {
      cancel()
      resolve(value)
    })
  })
}
