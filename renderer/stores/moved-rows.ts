/**
 * How many rows an operator would see jump if `next` replaced `shown`: rows that enter, leave, or are not part of the longest
 * run that keeps its order. O(n log n).
 */
export function countMoved(shown: Uint32Array, next: Uint32Array): number {
  const places = new Map<number, number>()
  shown.forEach((row, index) => places.set(row, index))
  const kept: number[] = []
  for (const row of next) {
    const place = places.get(row)
    if (place !== undefined) kept.push(place)
  }
  const steady = longestIncrease(kept)
  const entered = next.length - kept.length
  const left = shown.length - kept.length
  return entered + left + (kept.length - steady)
}

/** Length of the longest increasing subsequence (patience sorting). */
function longestIncrease(values: readonly number[]): number {
  const tails: number[] = []
  for (const value of values) {
    if (tails.length === 0 || value > tails[tails.length - 1]!) {
      tails.push(value)
      continue
    }
    let [low, high] = [0, tails.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (tails[middle]! < value) low = middle + 1
      else high = middle
    }
    tails[low] = value
  }
  return tails.length
}

export const sameRows = (a: Uint32Array, b: Uint32Array): boolean => a.length === b.length && a.every((row, index) => row === b[index])
