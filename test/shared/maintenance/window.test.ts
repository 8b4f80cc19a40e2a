import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { instantsOf, nextExisting, offsetText, parseWallTime, wallTimeOf, wallTimeText } from '#shared/kernel/wall-time'
import { overlap, resolveWindow, spanText, type WindowTimes } from '#shared/maintenance/window'

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Kolkata', 'Africa/Casablanca', 'Pacific/Apia', 'UTC']

const window = (start: string, zone: string, more: Partial<WindowTimes> = {}): WindowTimes => ({ start, zone, durationMinutes: 120, ...more })
const instants = (times: WindowTimes): string[] => {
  const resolved = resolveWindow(times)
  return resolved.ok ? [resolved.value.fromMs, resolved.value.toMs].map((atMs) => new Date(atMs).toISOString().slice(0, 16)) : [resolved.error.message]
}
const refused = (times: WindowTimes): { path?: string; message: string } => {
  const resolved = resolveWindow(times)
  if (resolved.ok) throw new Error('was not refused')
  return { ...resolved.error.issues?.[0], message: resolved.error.message }
}

describe('the instants of a window', () => {
  it.each([
    ['2026-03-29T01:30', 'Europe/Berlin', '2026-03-29T00:30', '2026-03-29T02:30'],
    ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00', '2026-03-29T03:00'],
    ['2026-10-25T01:59', 'Europe/Berlin', '2026-10-24T23:59', '2026-10-25T01:59'],
    ['2026-10-25T03:00', 'Europe/Berlin', '2026-10-25T02:00', '2026-10-25T04:00'],
    ['2026-03-08T01:30', 'America/New_York', '2026-03-08T06:30', '2026-03-08T08:30'],
    ['2026-11-01T02:00', 'America/New_York', '2026-11-01T07:00', '2026-11-01T09:00'],
    ['2026-10-04T01:59', 'Australia/Lord_Howe', '2026-10-03T15:29', '2026-10-03T17:29'],
    ['2026-07-01T22:00', 'America/Sao_Paulo', '2026-07-02T01:00', '2026-07-02T03:00'],
    ['2026-07-01T22:00', 'Asia/Kolkata', '2026-07-01T16:30', '2026-07-01T18:30'],
    ['2028-02-29T23:30', 'UTC', '2028-02-29T23:30', '2028-03-01T01:30'],
    ['2026-02-28T23:30', 'Europe/Berlin', '2026-02-28T22:30', '2026-03-01T00:30'],
    ['2028-02-29T23:30', 'Europe/Berlin', '2028-02-29T22:30', '2028-03-01T00:30'],
    ['2028-02-28T23:30', 'Asia/Kolkata', '2028-02-28T18:00', '2028-02-28T20:00'],
    ['2026-12-31T23:00', 'Pacific/Apia', '2026-12-31T10:00', '2026-12-31T12:00'],
  ])('%s in %s is %s to %s UTC', (start, zone, from, to) => {
    expect(instants(window(start, zone))).toEqual([from, to])
  })

  it.each([
    ['2026-03-29T02:00', 'Europe/Berlin', '2026-03-29 03:00'],
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29 03:00'],
    ['2026-03-29T02:59', 'Europe/Berlin', '2026-03-29 03:00'],
    ['2026-03-08T02:15', 'America/New_York', '2026-03-08 03:00'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-04 02:30'],
    ['2018-11-04T00:10', 'America/Sao_Paulo', '2018-11-04 01:00'],
    ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-31 00:00'],
  ])('%s in %s does not exist, and %s is offered', (start, zone, next) => {
    expect(refused(window(start, zone))).toMatchObject({ path: 'start', message: expect.stringContaining(`does not exist in ${zone}`) as string })
    expect(refused(window(start, zone)).message).toContain(`The next time that does is ${next}.`)
  })

  it.each([
    ['2026-10-25T02:30', 'Europe/Berlin', '+02:00', '+01:00', 60],
    ['2026-11-01T01:30', 'America/New_York', '-04:00', '-05:00', 60],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', '+11:00', '+10:30', 30],
  ])('%s in %s comes twice, at %s and %s: a person chooses', (start, zone, first, second, apart) => {
    expect(refused(window(start, zone))).toMatchObject({ path: 'when', message: expect.stringContaining(`at ${first} and at ${second}`) as string })
    const [earlier, later] = (['earlier', 'later'] as const).map((when) => resolveWindow(window(start, zone, { when })))
    if (!earlier?.ok || !later?.ok) throw new Error('was refused')
    expect(later.value.fromMs - earlier.value.fromMs).toBe(apart * minuteMs)
    expect(offsetText(earlier.value.fromMs, zone)).toBe(first)
    expect(offsetText(later.value.fromMs, zone)).toBe(second)
  })

  it('a choice changes nothing where the time comes once', () => {
    expect(instants(window('2026-07-01T22:00', 'Europe/Berlin', { when: 'later' }))).toEqual(instants(window('2026-07-01T22:00', 'Europe/Berlin')))
  })

  it.each([
    [{ zone: 'Europe/Berln' }, 'zone', '"Europe/Berln" is no time zone'],
    [{ zone: '+02:00' }, 'zone', 'Write its IANA name'],
    [{ start: '2026-02-29T10:00' }, 'start', '"2026-02-29T10:00" is no day and time'],
    [{ start: '2026-02-28T24:00' }, 'start', 'is no day and time'],
    [{ start: '2026-02-28T10:00Z' }, 'start', 'without an offset'],
    [{ durationMinutes: 0 }, 'durationMinutes', 'between 5 minutes and 24 hours'],
    [{ durationMinutes: 1441 }, 'durationMinutes', '1441 is not'],
    [{ durationMinutes: 30.5 }, 'durationMinutes', 'whole minutes'],
    [{ durationMinutes: Number.NaN }, 'durationMinutes', 'NaN is not'],
  ])('%j is refused at %s', (more, path, words) => {
    expect(refused(window('2026-07-01T22:00', 'Europe/Berlin', more))).toMatchObject({ path, message: expect.stringContaining(words) as string })
  })

  it('lasts as long as it was planned, whatever the clocks do', () => {
    const minutes = fc.integer({ min: Date.UTC(2024, 0, 1) / minuteMs, max: Date.UTC(2028, 11, 31) / minuteMs })
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), fc.integer({ min: 5, max: 1440 }), (atMinute, zone, durationMinutes) => {
        const wall = wallTimeOf(atMinute * minuteMs, zone)
        expect(instantsOf(wall, zone)).toContain(atMinute * minuteMs)
        for (const when of ['earlier', 'later'] as const) {
          const resolved = resolveWindow({ start: wallTimeText(wall), zone, durationMinutes, when })
          if (!resolved.ok) throw new Error(resolved.error.message)
          expect(resolved.value.toMs - resolved.value.fromMs).toBe(durationMinutes * minuteMs)
          expect(wallTimeOf(resolved.value.fromMs, zone)).toEqual(wall)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('what is offered instead of a skipped time exists, and comes after it', () => {
    const wall = fc.record({ day: fc.integer({ min: 1, max: 28 }), month: fc.integer({ min: 1, max: 12 }), hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) })
    fc.assert(
      fc.property(wall, fc.integer({ min: 2008, max: 2030 }), fc.constantFrom(...zones), (fields, year, zone) => {
        const asked = { ...fields, year }
        const next = nextExisting(asked, zone)
        expect(instantsOf(next, zone).length).toBeGreaterThan(0)
        expect(wallTimeText(next) >= wallTimeText(asked)).toBe(true)
        expect(parseWallTime(wallTimeText(asked))).toEqual(asked)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a window in words', () => {
  it.each([
    ['2026-03-29T01:30', 'Europe/Berlin', '2026-03-29 01:30 +01:00 to 04:30 +02:00'],
    ['2026-07-01T23:00', 'Asia/Kolkata', '2026-07-01 23:00 +05:30 to 2026-07-02 01:00 +05:30'],
    ['2026-07-01T20:00', 'America/New_York', '2026-07-01 20:00 -04:00 to 22:00 -04:00'],
  ])('%s in %s: %s', (start, zone, words) => {
    const resolved = resolveWindow(window(start, zone))
    if (!resolved.ok) throw new Error(resolved.error.message)
    expect(spanText(resolved.value, zone)).toBe(words)
  })

  it('touching windows do not overlap', () => {
    const first = { fromMs: 0, toMs: hourMs }
    expect(overlap(first, { fromMs: hourMs, toMs: 2 * hourMs })).toBe(false)
    expect(overlap(first, { fromMs: hourMs - 1, toMs: 2 * hourMs })).toBe(true)
  })
})
