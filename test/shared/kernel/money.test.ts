import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDollars } from '#shared/kernel/money'

describe('Dollars', () => {
  it('add up as a ledger does, without the noise of binary fractions', () => {
    expect(0.0001 + 0.00005).not.toBe(0.00015)
    expect(addDollars(0.0001, 0.00005)).toBe(0.00015)
    expect(addDollars()).toBe(0)
  })

  it('are what so many requests cost, however they are added', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), (requests) => {
        const oneByOne = Array.from({ length: requests }, () => 0.00001).reduce((sum, dollars) => addDollars(sum, dollars), 0)
        expect(oneByOne).toBe(Number(`${requests}e-5`))
      }),
      { numRuns: 50 },
    )
  })
})
