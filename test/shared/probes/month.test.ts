import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayMs } from '#shared/kernel/time'
import { monthBefore, monthOf } from '#shared/probes/month'

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'Australia/Lord_Howe', 'America/Santiago']

describe('a calendar month', () => {
  it('begins and ends at midnight of the tenant, not of UTC', () => {
    expect(monthOf(Date.parse('2026-03-02T06:00:00Z'))).toEqual({ name: '2026-03', timeZone: 'UTC', fromMs: Date.parse('2026-03-01T00:00:00Z'), toMs: Date.parse('2026-04-01T00:00:00Z') })
    expect(monthOf(Date.parse('2026-03-02T06:00:00Z'), 'Europe/Berlin')).toEqual({ name: '2026-03', timeZone: 'Europe/Berlin', fromMs: Date.parse('2026-02-28T23:00:00Z'), toMs: Date.parse('2026-03-31T22:00:00Z') })
  })

  it('is an hour shorter where clocks go forward in it', () => {
    const march = monthOf(Date.parse('2026-03-15T00:00:00Z'), 'Europe/Berlin')
    expect(march.toMs - march.fromMs).toBe(31 * dayMs - 3_600_000)
  })

  it('is another one on the two sides of its end', () => {
    const march = monthOf(Date.parse('2026-03-15T00:00:00Z'), 'Asia/Kolkata')
    expect(monthOf(march.toMs - 1, 'Asia/Kolkata').name).toBe('2026-03')
    expect(monthOf(march.toMs, 'Asia/Kolkata').name).toBe('2026-04')
    expect(monthBefore(march).name).toBe('2026-02')
  })

  it('always holds its moment, and months follow each other without gap or overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) }), fc.constantFrom(...zones), (atMs, zone) => {
        const month = monthOf(atMs, zone)
        expect(month.fromMs).toBeLessThanOrEqual(atMs)
        expect(month.toMs).toBeGreaterThan(atMs)
        expect(monthBefore(month).toMs).toBe(month.fromMs)
      }),
      { numRuns: 300 },
    )
  })
})
