import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatAge, formatDuration } from '../../../renderer/format/duration'

describe('A duration', () => {
  it.each([
    [0, '0 s'],
    [-5_000, '0 s'],
    [999, '0 s'],
    [45_000, '45 s'],
    [60_000, '1 m'],
    [250_000, '4 m 10 s'],
    [7_500_000, '2 h 5 m'],
    [3 * 86_400_000, '3 d'],
    [3 * 86_400_000 + 4 * 3_600_000 + 59_000, '3 d 4 h'],
    [Number.NaN, '–'],
    [Number.POSITIVE_INFINITY, '–'],
  ])('of %d ms reads %s', (ms, words) => expect(formatDuration(ms)).toBe(words))

  it('never says more than passed, and at most its smaller unit less', () => {
    const units: Record<string, number> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 }
    const smaller: Record<string, number> = { d: 3_600_000, h: 60_000, m: 1_000, s: 1_000 }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (ms) => {
        const parts = formatDuration(ms).split(' ')
        const said = Number(parts[0]) * units[parts[1]!]! + (parts.length > 2 ? Number(parts[2]) * units[parts[3]!]! : 0)
        expect(said).toBeLessThanOrEqual(ms)
        expect(ms - said).toBeLessThan(smaller[parts[1]!]!)
      }),
    )
  })
})

describe('An age', () => {
  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [250_000, '4 m'],
    [7_500_000, '2 h'],
    [200_000_000, '2 d'],
    [Number.NaN, '–'],
  ])('of %d ms reads %s', (ms, words) => expect(formatAge(ms)).toBe(words))
})
