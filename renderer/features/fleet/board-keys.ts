export interface BoardShape {
  readonly columns: number
  readonly count: number
  readonly pageLines: number
}

/** The tile a key moves to; undefined when the key does not move. */
export function boardFocus(key: string, index: number, { columns, count, pageLines }: BoardShape): number | undefined {
  const step = steps(columns, pageLines)[key]
  if (step !== undefined) return Math.max(0, Math.min(count - 1, index + step))
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return undefined
}

const steps = (columns: number, pageLines: number): Partial<Record<string, number>> => ({
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: columns,
  ArrowUp: -columns,
  j: columns,
  k: -columns,
  PageDown: columns * pageLines,
  PageUp: -columns * pageLines,
})
