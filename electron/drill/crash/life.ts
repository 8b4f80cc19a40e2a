import type { Timers } from '#electron/ports/clock'

/**
 * One console from its start to its death. Everything that it does passes edges; at the one at which it dies it is gone, and nothing that it waits
 * for ever answers: what it sent before is in the world, and what it had in mind is lost.
 */
export interface Life {
  edge(label: string): Promise<void>
  /** What was asked for comes back only to the living. */
  whileAlive<T>(work: Promise<T>): Promise<T>
  isOver(): boolean
  /** Edges that were passed so far, in order. */
  readonly passed: readonly string[]
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined)

/** Whether this is the edge, after those. */
export type IsLast = (label: string, passed: readonly string[]) => boolean

/** `diesAt`: counts edges from 0, or knows the one; absent: it lives. `die`: what ends more than its hopes. */
export function createLife(diesAt?: number | IsLast, die?: () => void): Life {
  const isLast: IsLast = typeof diesAt === 'function' ? diesAt : (_, before) => before.length === diesAt
  const passed: string[] = []
  let isOver = false
  return {
    async edge(label) {
      if (isOver) return never()
      if (isLast(label, passed)) {
        isOver = true
        die?.()
        return never()
      }
      passed.push(label)
    },
    whileAlive: async (work) => {
      const value = await work
      return isOver ? never() : value
    },
    isOver: () => isOver,
    passed,
  }
}

/** Timers of the dead ring for nobody. */
export const timersOf = (timers: Timers, life: Life): Timers => ({
  after: (delayMs, reason, run) => timers.after(delayMs, reason, () => (life.isOver() ? undefined : run())),
  sleep: (delayMs, reason, signal) => life.whileAlive(timers.sleep(delayMs, reason, signal)),
})
