import type { Activity } from './activity'
import { createPriorityQueue, type Priority } from './priority'

/**
 * How many polls run at once, in two pools: scopes that answer, and scopes whose last poll failed. Accounts that hang fill only the
 * second, so that they never delay the rest.
 */
export interface Gate {
  pass<T>(pool: Pool, priority: Priority, task: () => Promise<T>): Promise<T>
}
export type Pool = 'answering' | 'suspect'

export const poolSizes: Record<Pool, number> = { answering: 48, suspect: 16 }

export function createGate(activity: Activity, sizes: Record<Pool, number> = poolSizes): Gate {
  const pools = { answering: createPool(activity, sizes.answering), suspect: createPool(activity, sizes.suspect) }
  return { pass: (pool, priority, task) => pools[pool](priority, task) }
}

function createPool(activity: Activity, size: number) {
  let inside = 0
  const waiting = createPriorityQueue<() => void>()
  return async <T>(priority: Priority, task: () => Promise<T>): Promise<T> => {
    if (inside < size) inside += 1
    else await activity.pause<void>((resume) => waiting.push(priority, resume))
    try {
      return await task()
    } finally {
      // The place is handed over, not freed and taken again.
      const next = waiting.shift()
      if (next === undefined) inside -= 1
      else next()
    }
  }
}
