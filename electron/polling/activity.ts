/**
 * Counts work that can go on by itself: running code and requests in the air. Work that waits for a timer or for other work does
 * not count, so that "nothing counts" means: only time can change anything now. Drills advance their clock at that moment.
 */
export interface Activity {
  /** Tasks that run or await a reply. */
  count(): number
  run<T>(task: () => Promise<T>): Promise<T>
  /** Waits inside a task without counting. `start` receives the function that ends the wait; it counts again from that very call. */
  pause<T>(start: (resume: (value: T) => void) => void): Promise<T>
  settled(): Promise<void>
}

export function createActivity(): Activity {
  let count = 0
  let waiting: (() => void)[] = []
  const end = (): void => {
    count -= 1
    if (count > 0 || waiting.length === 0) return
    // What just ended may start something in this very turn: look again after it.
    queueMicrotask(() => {
      if (count > 0) return
      const settled = waiting
      waiting = []
      for (const resolve of settled) resolve()
    })
  }

  return {
    count: () => count,
    run: async (task) => {
      count += 1
      try {
        return await task()
      } finally {
        end()
      }
    },
    pause: (start) =>
      new Promise((resolve) => {
        let paused = true
        start((value) => {
          if (!paused) return
          paused = false
          count += 1
          resolve(value)
        })
        end()
      }),
    settled: async () => {
      while (count > 0) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}
