import type { Tier } from '#shared/fleet/feeds'

/** Who goes first where several wait: state and events, what an operator looks at, inventory, sweeps. */
export const priorities = ['T0', 'visible', 'T1', 'T2'] as const
export type Priority = (typeof priorities)[number]

export const priorityOf = (tier: Tier, visible: boolean): Priority => (tier === 'T0' ? 'T0' : visible ? 'visible' : tier)

/** First in, first out within a priority. */
export interface PriorityQueue<T> {
  size(): number
  push(priority: Priority, item: T): void
  shift(): T | undefined
  remove(item: T): void
}

export function createPriorityQueue<T>(): PriorityQueue<T> {
  const lines = priorities.map(() => new Set<T>())
  return {
    size: () => lines.reduce((sum, line) => sum + line.size, 0),
    push: (priority, item) => {
      lines[priorities.indexOf(priority)]?.add(item)
    },
    shift: () => {
      for (const line of lines) {
        for (const item of line) {
          line.delete(item)
          return item
        }
      }
      return undefined
    },
    remove: (item) => {
      for (const line of lines) line.delete(item)
    },
  }
}
