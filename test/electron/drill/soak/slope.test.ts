import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slopePerMs } from '#electron/drill/soak/slope'

describe('The slope of readings', () => {
  it('is that of the line they lie on, whatever it starts from', () => {
    const whole = fc.integer({ min: -1000, max: 1000 })
    fc.assert(
      fc.property(whole, whole, fc.uniqueArray(fc.nat(10_000), { minLength: 2, maxLength: 40 }), (slope, from, times) => {
        expect(slopePerMs(times.map((atMs) => ({ atMs, value: from + slope * atMs })))).toBeCloseTo(slope, 6)
      }),
    )
  })

  it('lets one reading that is off tilt it little', () => {
    const flat = Array.from({ length: 99 }, (_, nth) => ({ atMs: nth, value: 5 }))
    expect(Math.abs(slopePerMs([...flat, { atMs: 99, value: 6 }]))).toBeLessThan(0.001)
  })

  it('is nothing where nothing can be told', () => {
    expect(slopePerMs([])).toBe(0)
    expect(slopePerMs([{ atMs: 1, value: 9 }])).toBe(0)
    expect(slopePerMs([{ atMs: 1, value: 9 }, { atMs: 1, value: 7 }])).toBe(0)
  })
})
