import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countMoved } from '../../../renderer/stores/moved-rows'

const rows = (...values: readonly number[]): Uint32Array => Uint32Array.from(values)

describe('How many rows would jump', () => {
  it('is none when nothing changed', () => expect(countMoved(rows(3, 1, 2), rows(3, 1, 2))).toBe(0))
  it('counts one row that rose to the top as one', () => expect(countMoved(rows(1, 2, 3, 4, 5), rows(5, 1, 2, 3, 4))).toBe(1))
  it('counts rows that enter and rows that leave', () => expect(countMoved(rows(1, 2, 3), rows(1, 3, 4, 5))).toBe(3))

  it('is never less than the number of entries and leavers, nor more than all rows', () => {
    const order = fc.uniqueArray(fc.integer({ min: 0, max: 40 })).map((values) => Uint32Array.from(values))
    fc.assert(
      fc.property(order, order, (shown, next) => {
        const kept = next.filter((row) => shown.includes(row)).length
        const moved = countMoved(shown, next)
        expect(moved).toBeGreaterThanOrEqual(shown.length - kept + next.length - kept)
        expect(moved).toBeLessThanOrEqual(shown.length - kept + next.length - kept + Math.max(0, kept - 1))
      }),
    )
  })
})
