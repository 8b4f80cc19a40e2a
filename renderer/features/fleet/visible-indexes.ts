import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'

/** The indexes to draw: what is in view, and the focused row wherever it is, since a removed element would lose the focus. */
export function visibleIndexes(range: Range, focusIndex: number): number[] {
  const inView = defaultRangeExtractor(range)
  if (focusIndex < 0 || focusIndex >= range.count || inView.includes(focusIndex)) return inView
  return [...inView, focusIndex].sort((a, b) => a - b)
}
