import { describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import { cutOffMs, fits, leastMinutes, offersAt } from '#shared/maintenance/cut-off'

const expected = { prepareMinutes: 20, changeMinutes: 30, restoreMinutes: 40 }
const span = { fromMs: 0, toMs: 120 * minuteMs }

describe('the cut-off', () => {
  it('is where change and restore still fit before the end', () => {
    expect(cutOffMs(span, expected)).toBe(50 * minuteMs)
  })

  it.each([
    [50, false, ['change', 'reopen']],
    [50, true, ['change', 'restore', 'reopen']],
    [51, false, ['reopen']],
    [51, true, ['restore', 'reopen']],
    [500, true, ['restore', 'reopen']],
  ])('at minute %d (changed: %s) offers %j', (minute, hasChanged, offers) => {
    expect(offersAt(minute * minuteMs, span, { expected, hasChanged })).toEqual(offers)
  })

  it('a window too short for doing and undoing is told by how much', () => {
    expect(leastMinutes(expected)).toBe(90)
    expect(fits(span, expected)).toBe(true)
    expect(fits({ fromMs: 0, toMs: 89 * minuteMs }, expected)).toBe(false)
  })
})
