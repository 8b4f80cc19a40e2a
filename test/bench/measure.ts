/** One line of the bench's JSON. `value` null: not measured, and `notMeasured` says why. */
export interface Measured {
  readonly id: string
  readonly measure: string
  readonly unit: string
  readonly value: number | null
  readonly goal: number
  /** How it was measured, so that a figure can be argued with. */
  readonly how: string
  readonly notMeasured?: string
  readonly details?: Readonly<Record<string, unknown>>
}

export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((left, right) => left - right)
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new Error('a percentile needs samples')
  return value
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5)

/** Wall time of each of `rounds` runs in milliseconds, after some that only warm up. */
export function timeRounds(rounds: number, run: (round: number) => unknown): readonly number[] {
  for (let round = 0; round < Math.min(20, rounds); round++) run(round)
  return Array.from({ length: rounds }, (_, round) => {
    const startedAt = performance.now()
    run(round)
    return performance.now() - startedAt
  })
}

export const rounded = (value: number, digits = 3): number => Number(value.toFixed(digits))
