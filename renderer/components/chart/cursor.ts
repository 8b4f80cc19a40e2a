/** A moment that several charts point at together; undefined: nobody points at one. */
export interface ChartCursor {
  readonly get: () => number | undefined
  readonly set: (atMs: number | undefined) => void
  readonly subscribe: (listener: () => void) => () => void
}

export function createChartCursor(): ChartCursor {
  let at: number | undefined
  const listeners = new Set<() => void>()
  return {
    get: () => at,
    set: (atMs) => {
      if (atMs === at) return
      at = atMs
      for (const listener of [...listeners]) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
