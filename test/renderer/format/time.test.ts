import { describe, expect, it } from 'vitest'
import { formatOffset, formatTime, formatUtc } from '../../../renderer/format/time'

const now = Date.UTC(2026, 2, 2, 6, 0, 0)

describe('A time', () => {
  it('always carries its offset', () => {
    expect(formatTime(Date.UTC(2026, 2, 2, 1, 14, 5), now, 'Europe/Berlin')).toBe('02:14:05 +01:00')
    expect(formatTime(Date.UTC(2026, 2, 2, 1, 14, 5), now, 'Asia/Kolkata')).toBe('06:44:05 +05:30')
    expect(formatTime(Date.UTC(2026, 2, 2, 1, 14, 5), now, 'America/New_York')).toBe('20:14:05 -05:00')
  })

  it('has its offset alone for fields and axes, in summer and in winter', () => {
    expect([formatOffset(now, 'Europe/Berlin'), formatOffset(Date.UTC(2026, 6, 1), 'Europe/Berlin'), formatOffset(now, 'UTC'), formatOffset(Number.NaN)]).toEqual(['+01:00', '+02:00', '+00:00', '–'])
  })

  it('writes a zero offset out', () => {
    expect(formatTime(Date.UTC(2026, 2, 2, 1, 14, 5), now, 'UTC')).toBe('01:14:05 +00:00')
  })

  it('follows summer time', () => {
    expect(formatTime(Date.UTC(2026, 2, 29, 0, 59, 59), Date.UTC(2026, 2, 29, 1), 'Europe/Berlin')).toBe('01:59:59 +01:00')
    expect(formatTime(Date.UTC(2026, 2, 29, 1, 0, 0), Date.UTC(2026, 2, 29, 1), 'Europe/Berlin')).toBe('03:00:00 +02:00')
  })

  it('names the day when it is not about now, and the year when it is another', () => {
    expect(formatTime(Date.UTC(2026, 1, 27, 12), now, 'UTC')).toBe('27 Feb 12:00:00 +00:00')
    expect(formatTime(Date.UTC(2025, 11, 31, 12), now, 'UTC')).toBe('31 Dec 2025 12:00:00 +00:00')
    expect(formatTime(Date.UTC(2026, 1, 27, 12), Number.NaN, 'UTC')).toBe('27 Feb 2026 12:00:00 +00:00')
  })

  it('is a dash when missing', () => {
    expect(formatTime(Number.NaN, now)).toBe('–')
    expect(formatUtc(Number.NaN)).toBe('–')
    expect(formatUtc(Number.MAX_SAFE_INTEGER)).toBe('–')
  })

  it('in UTC is written for comparing with AWS', () => expect(formatUtc(now)).toBe('2026-03-02 06:00:00 UTC'))
})
