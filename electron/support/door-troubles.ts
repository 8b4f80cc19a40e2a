import { minuteMs, secondMs } from '#shared/kernel/time'

/** Tries of one door that failed, since the last that did not. */
export interface DoorTrouble {
  readonly words: string
  readonly tries: number
  readonly sinceMs: number
  readonly nextTryAtMs: number
}

export interface DoorTroubles {
  failed(key: string, words: string, nowMs: number): DoorTrouble
  /** Whether there had been trouble. */
  fine(key: string): boolean
  /** That failed, one after the other. */
  tries(key: string): number
  /** Nothing is wanted of any other door any more. */
  only(keys: ReadonlySet<string>): void
  isWaiting(key: string, nowMs: number): boolean
  /** When the next try is due; undefined: none is. */
  nextTryAtMs(): number | undefined
}

const firstWaitMs = 5 * secondMs
const longestWaitMs = minuteMs

/** 5, 10, 20, 40, then 60 seconds between two tries. */
export function createDoorTroubles(): DoorTroubles {
  const troubles = new Map<string, DoorTrouble>()
  return {
    failed: (key, words, nowMs) => {
      const before = troubles.get(key)
      const tries = (before?.tries ?? 0) + 1
      const trouble = { words, tries, sinceMs: before?.sinceMs ?? nowMs, nextTryAtMs: nowMs + Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(tries - 1, 10)) }
      troubles.set(key, trouble)
      return trouble
    },
    fine: (key) => troubles.delete(key),
    tries: (key) => troubles.get(key)?.tries ?? 0,
    only: (keys) => {
      for (const key of [...troubles.keys()]) if (!keys.has(key)) troubles.delete(key)
    },
    isWaiting: (key, nowMs) => (troubles.get(key)?.nextTryAtMs ?? 0) > nowMs,
    nextTryAtMs: () => {
      const due = [...troubles.values()].map(({ nextTryAtMs }) => nextTryAtMs)
      return due.length === 0 ? undefined : Math.min(...due)
    },
  }
}
