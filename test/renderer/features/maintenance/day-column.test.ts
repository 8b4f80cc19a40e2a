import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { dayColumn, placeInDay, weekFrom } from '../../../../renderer/features/maintenance/calendar/day-column'
import { periodWords, shifted, weeksOfMonth } from '../../../../renderer/features/maintenance/calendar/period'
import { clockSpan, mondayOf, momentWords, spanWords } from '../../../../renderer/features/maintenance/times'

const lengthH = ({ span }: { readonly span: { readonly fromMs: number; readonly toMs: number } }): number => (span.toMs - span.fromMs) / hourMs

describe('A day of the calendar', () => {
  it('has 23 hours when the clocks go forward, and no 02:00', () => {
    const day = dayColumn({ year: 2026, month: 3, day: 29 }, 'Europe/Berlin')
    expect(lengthH(day)).toBe(23)
    expect(day.hours.map(({ clock }) => clock).slice(0, 4)).toEqual(['00:00', '01:00', '03:00', '04:00'])
    expect(day.change).toMatchObject({ hours: 23, words: '01:59 +01:00 is followed by 03:00 +02:00' })
  })

  it('has 25 hours when they go back, and 02:00 twice', () => {
    const day = dayColumn({ year: 2026, month: 10, day: 25 }, 'Europe/Berlin')
    expect(lengthH(day)).toBe(25)
    expect(day.hours.map(({ clock }) => clock).slice(1, 5)).toEqual(['01:00', '02:00', '02:00', '03:00'])
    expect(day.change?.words).toBe('02:59 +02:00 is followed by 02:00 +01:00')
  })

  it.each([
    ['America/New_York', { year: 2026, month: 3, day: 8 }, 23],
    ['Australia/Lord_Howe', { year: 2026, month: 4, day: 5 }, 24.5],
    ['America/Santiago', { year: 2026, month: 9, day: 6 }, 23],
    ['Asia/Kolkata', { year: 2026, month: 3, day: 29 }, 24],
  ])('is as long as it is in %s', (zone, day, hours) => expect(lengthH(dayColumn(day, zone))).toBe(hours))

  it('follows on the one before without a gap, in every week and zone', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'America/Santiago', 'Australia/Lord_Howe', 'Africa/Cairo', 'Pacific/Auckland', 'UTC')
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 3_000 }), (zone, days) => {
        const week = weekFrom(mondayOf({ year: 2024, month: 1, day: 1 + days }), zone)
        expect(week.slice(1).map(({ span }) => span.fromMs)).toEqual(week.slice(0, -1).map(({ span }) => span.toMs))
      }),
      { numRuns: 60 },
    )
  })
})

describe('Windows of a day', () => {
  const day = { fromMs: 0, toMs: 24 * hourMs }
  const window = (fromH: number, toH: number) => ({ span: { fromMs: fromH * hourMs, toMs: toH * hourMs } })

  it('stand side by side where they overlap, and have the whole width where they do not', () => {
    const placed = placeInDay([window(1, 3), window(2, 4), window(5, 6)], day, 30 * minuteMs)
    expect(placed.map(({ lane, lanes }) => [lane, lanes])).toEqual([[0, 2], [1, 2], [0, 1]])
  })

  it('are cut at midnight and long enough to be read', () => {
    const [late] = placeInDay([window(23.5, 25.5)], day, 100 * minuteMs)
    expect([late!.fromMs, late!.toMs]).toEqual([day.toMs - 100 * minuteMs, day.toMs])
    expect(placeInDay([window(24, 25)], day, minuteMs)).toEqual([])
  })

  it('never cover each other', () => {
    const spans = fc.array(fc.tuple(fc.integer({ min: -120, max: 1_500 }), fc.integer({ min: 5, max: 600 })), { maxLength: 12 })
    fc.assert(
      fc.property(spans, (minutes) => {
        const placed = placeInDay(minutes.map(([from, length]) => ({ span: { fromMs: from * minuteMs, toMs: (from + length) * minuteMs } })), day, 60 * minuteMs)
        for (const one of placed) {
          expect(one.lane).toBeLessThan(one.lanes)
          for (const other of placed) if (one !== other && one.lane === other.lane) expect(one.toMs <= other.fromMs || other.toMs <= one.fromMs).toBe(true)
        }
      }),
    )
  })
})

describe('Times of windows', () => {
  const at = Date.UTC(2026, 2, 29, 0, 30)

  it('carry their offset, both where the clocks change in between', () => {
    expect(spanWords({ fromMs: at, toMs: at + 2 * hourMs }, 'Europe/Berlin')).toBe('Sun 29 Mar 2026, 01:30 +01:00 to 04:30 +02:00')
    expect(clockSpan({ fromMs: at, toMs: at + 2 * hourMs }, 'UTC')).toBe('00:30 to 02:30 +00:00')
  })

  it('name the day of the end where it is another', () => {
    expect(clockSpan({ fromMs: at, toMs: at + 24 * hourMs }, 'UTC')).toBe('00:30 to Mon 30 Mar 00:30 +00:00')
  })

  it('leave the day out where it is today', () => {
    expect(momentWords(at, 'UTC', at - 60_000)).toBe('00:30 +00:00')
    expect(momentWords(at, 'UTC', at - 25 * hourMs)).toBe('Sun 29 Mar 00:30 +00:00')
  })
})

describe('Going through the calendar', () => {
  it('goes by weeks from any day, and by months to their first', () => {
    expect(shifted({ year: 2026, month: 3, day: 4 }, 'week', 1)).toEqual({ year: 2026, month: 3, day: 9 })
    expect(shifted({ year: 2026, month: 12, day: 31 }, 'month', 1)).toEqual({ year: 2027, month: 1, day: 1 })
    expect(shifted({ year: 2026, month: 1, day: 31 }, 'month', -1)).toEqual({ year: 2025, month: 12, day: 1 })
  })

  it('says what is shown', () => {
    expect(periodWords({ year: 2026, month: 3, day: 4 }, 'week')).toBe('2 Mar to 8 Mar 2026')
    expect(periodWords({ year: 2027, month: 1, day: 1 }, 'week')).toBe('28 Dec 2026 to 3 Jan 2027')
    expect(periodWords({ year: 2026, month: 3, day: 4 }, 'month')).toBe('March 2026')
  })

  it('shows every day of a month in whole weeks', () => {
    expect(weeksOfMonth({ year: 2027, month: 2, day: 3 })).toHaveLength(4)
    expect(weeksOfMonth({ year: 2026, month: 8, day: 3 })).toHaveLength(6)
  })
})
