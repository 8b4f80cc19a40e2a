import { describe, expect, it } from 'vitest'
import { countText, dateText, durationText, listText, momentText } from '#shared/health/wording'
import { dayMs, hourMs, minuteMs, secondMs } from '#shared/kernel/time'

describe('words of findings', () => {
  it.each([
    [0, '0 s'],
    [-5, '0 s'],
    [999, '0 s'],
    [secondMs, '1 s'],
    [minuteMs, '1 m'],
    [4 * minuteMs + 10 * secondMs, '4 m 10 s'],
    [3 * hourMs + 5 * minuteMs + 59 * secondMs, '3 h 5 m'],
    [17 * dayMs + 2 * hourMs, '17 d 2 h'],
  ])('a span of %i ms is %s', (spanMs, text) => expect(durationText(spanMs)).toBe(text))

  it('dates are in UTC and say so', () => {
    const atMs = Date.UTC(2026, 4, 3, 2, 4, 5)
    expect(dateText(atMs)).toBe('3 May 2026')
    expect(momentText(atMs)).toBe('3 May 2026 02:04:05 UTC')
  })

  it('lists and counts read as sentences do', () => {
    expect(listText([])).toBe('')
    expect(listText(['a'])).toBe('a')
    expect(listText(['a', 'b', 'c'])).toBe('a, b and c')
    expect(listText(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more')
    expect([countText(1, 'day'), countText(2, 'day')]).toEqual(['1 day', '2 days'])
  })
})
