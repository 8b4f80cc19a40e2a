import { describe, expect, it } from 'vitest'
import { quietNow, quietUntil } from '#shared/alarms/quiet'
import { dayMs, hourMs } from '#shared/kernel/time'
import { monday } from '#test/builders/fleet'

describe('do not disturb', () => {
  it('ends in an hour, in the morning, or now', () => {
    expect(quietUntil('hour', monday, monday + 9 * hourMs)).toBe(monday + hourMs)
    expect(quietUntil('morning', monday, monday + 9 * hourMs)).toBe(monday + 9 * hourMs)
    expect(quietUntil('off', monday, monday + 9 * hourMs)).toBeUndefined()
  })

  it('is off once it has ended, and never holds for days whatever was stored', () => {
    expect(quietNow(monday + 1, monday)).toBe(monday + 1)
    expect(quietNow(monday, monday)).toBeUndefined()
    expect(quietNow(monday + 3 * dayMs, monday)).toBeUndefined()
    expect(quietNow(undefined, monday)).toBeUndefined()
  })
})
