import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dayOf, daysFrom, dayText, startOfDayMs } from '#shared/kernel/calendar-day'
import { hourMs } from '#shared/kernel/time'

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Australia/Lord_Howe', 'Africa/Cairo', 'America/Sao_Paulo'] as const
const anyInstant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) })

describe('A day of the calendar', () => {
  it.each([
    ['Europe/Berlin', { year: 2026, month: 3, day: 29 }, 23],
    ['Europe/Berlin', { year: 2026, month: 10, day: 25 }, 25],
    ['Europe/Berlin', { year: 2026, month: 3, day: 28 }, 24],
    ['Australia/Lord_Howe', { year: 2026, month: 4, day: 5 }, 24.5],
    ['UTC', { year: 2028, month: 2, day: 29 }, 24],
  ] as const)('in %s of %o has its own length: %d hours', (zone, day, hours) => {
    expect((startOfDayMs(addDays(day, 1), zone) - startOfDayMs(day, zone)) / hourMs).toBe(hours)
  })

  it('begins with an instant of that day, and the instant before is of another', () => {
    fc.assert(
      fc.property(anyInstant, fc.constantFrom(...zones), (atMs, zone) => {
        const day = dayOf(atMs, zone)
        const start = startOfDayMs(day, zone)
        expect(start).toBeLessThanOrEqual(atMs)
        expect(dayOf(start, zone)).toEqual(day)
        expect(dayOf(start - 1, zone)).toEqual(addDays(day, -1))
      }),
      { numRuns: 150 },
    )
  })

  it('counts over leap days, months and years', () => {
    expect([addDays({ year: 2028, month: 2, day: 28 }, 1), addDays({ year: 2026, month: 2, day: 28 }, 1), addDays({ year: 2026, month: 1, day: 1 }, -1)].map(dayText)).toEqual(['29 Feb', '1 Mar', '31 Dec'])
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -800, max: 800 }), (atMs, days) => {
        expect(daysFrom(dayOf(atMs, 'UTC'), addDays(dayOf(atMs, 'UTC'), days)) - days).toBe(0)
      }),
    )
  })
})
