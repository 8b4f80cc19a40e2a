import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { clockRemark, isRegistrationUsable, refreshAtMs, retryRefreshAfterMs, roleKeysRenewAtMs } from '#shared/session/expiry'

const validity = fc.record({ issuedAtMs: fc.integer({ min: 0, max: 2 ** 40 }), lifeMs: fc.integer({ min: 0, max: 90 * 24 * hourMs }) }).map(({ issuedAtMs, lifeMs }) => ({ issuedAtMs, expiresAtMs: issuedAtMs + lifeMs }))
const jitter = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('renewal', () => {
  it('happens 15 minutes before the end of an eight-hour token, or up to half as much again earlier', () => {
    const eight = { issuedAtMs: 0, expiresAtMs: 8 * hourMs }
    expect(refreshAtMs(eight, 0)).toBe(8 * hourMs - 15 * minuteMs)
    expect(refreshAtMs(eight, 1)).toBe(8 * hourMs - 22.5 * minuteMs)
  })

  it('does not chase the end of the sign-in with ever shorter tokens', () => {
    expect(refreshAtMs({ issuedAtMs: 0, expiresAtMs: 2 * minuteMs }, 0.5)).toBe(2 * minuteMs)
    const endMs = 8 * hourMs
    let [nowMs, renewals] = [7 * hourMs, 0]
    for (; nowMs < endMs; renewals++) nowMs = refreshAtMs({ issuedAtMs: nowMs, expiresAtMs: Math.min(endMs, nowMs + hourMs) }, 0)
    expect(renewals).toBeLessThan(6)
  })

  it('always falls within the life, whatever the life and the chance', () => {
    fc.assert(
      fc.property(validity, jitter, (life, chance) => {
        for (const at of [refreshAtMs(life, chance), roleKeysRenewAtMs(life, chance)]) {
          expect(at).toBeGreaterThanOrEqual(life.issuedAtMs)
          expect(at).toBeLessThanOrEqual(life.expiresAtMs)
        }
      }),
    )
  })

  it('never uses role keys past 80 % of their life', () => {
    fc.assert(
      fc.property(validity, jitter, (life, chance) => {
        expect(roleKeysRenewAtMs(life, chance)).toBeLessThanOrEqual(life.issuedAtMs + 0.8 * (life.expiresAtMs - life.issuedAtMs))
      }),
    )
  })

  it('waits longer after each failure, and never more than five minutes', () => {
    expect([1, 2, 3, 20].map((failures) => retryRefreshAfterMs(failures, 0))).toEqual([5_000, 10_000, 20_000, 5 * minuteMs])
    expect(retryRefreshAfterMs(1, 1)).toBe(2_500)
  })
})

describe('a client registration', () => {
  it('is not used in its last day', () => {
    const ninetyDays = { issuedAtMs: 0, expiresAtMs: 90 * 24 * hourMs }
    expect(isRegistrationUsable(ninetyDays, 88 * 24 * hourMs)).toBe(true)
    expect(isRegistrationUsable(ninetyDays, 89 * 24 * hourMs)).toBe(false)
  })

  it('of a short life is used for four fifths of it, so that it is not made anew each time', () => {
    expect(isRegistrationUsable({ issuedAtMs: 0, expiresAtMs: hourMs }, 47 * minuteMs)).toBe(true)
    expect(isRegistrationUsable({ issuedAtMs: 0, expiresAtMs: hourMs }, 48 * minuteMs)).toBe(false)
  })
})

describe('the computer clock', () => {
  it.each([
    [undefined, undefined],
    [59_000, undefined],
    [10 * minuteMs, "This computer's clock is 10 minutes behind AWS. Correct it; until then AWS time is used."],
    [-90_000, "This computer's clock is 2 minutes ahead of AWS. Correct it; until then AWS time is used."],
  ])('that is %s ms off is described as %s', (offsetMs, words) => {
    expect(clockRemark(offsetMs)).toBe(words)
  })
})
