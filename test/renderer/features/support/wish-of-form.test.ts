import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { aGrant, aTenantSupport, supportNowMs } from '#test/builders/support'
import { endOf, issuesOf, sorted, startOf, wishOf } from '../../../../renderer/features/support/form/wish-of-form'
import { emptyGrantForm, formOfExtension, type GrantForm } from '../../../../renderer/stores/grant-form'

const at = { nowMs: supportNowMs, zone: 'Europe/Berlin' }
const policy = aTenantSupport()
const whole: GrantForm = { ...emptyGrantForm('acme-bank'), environment: 'frontend', what: ['application'], reference: ' REQ-1 ', askedBy: 'J. Doe', reason: 'A report' }

describe('A grant as it is written', () => {
  it('says by field what is missing', () => {
    expect(Object.keys(issuesOf(emptyGrantForm('acme-bank'), policy, at))).toEqual(['environment', 'what', 'reference', 'askedBy', 'reason'])
    expect(issuesOf(whole, policy, at)).toEqual({})
  })

  it('is sent trimmed, without a start where it begins at once', () => {
    expect(wishOf(whole, at)).toEqual({ tenant: 'acme-bank', environment: 'frontend', what: ['application'], reference: 'REQ-1', askedBy: 'J. Doe', reason: 'A report', untilMs: supportNowMs + hourMs })
  })

  it('begins later at the wall time of this computer’s zone', () => {
    const later: GrantForm = { ...whole, from: 'later', day: '2026-03-02', time: '8:30', minutes: '30' }
    expect(startOf(later, at)).toBe(Date.UTC(2026, 2, 2, 7, 30))
    expect(wishOf(later, at)).toMatchObject({ fromMs: Date.UTC(2026, 2, 2, 7, 30), untilMs: Date.UTC(2026, 2, 2, 8) })
  })

  it('begins at once without an approval, and says so beside a later beginning', () => {
    const later: GrantForm = { ...whole, from: 'later', day: '2026-03-02', time: '8:30', minutes: '30' }
    expect(issuesOf(later, policy, at)).toEqual({})
    expect(issuesOf({ ...later, isBreakGlass: true }, policy, at).fromMs).toContain('it opens at once: choose Now')
    expect(issuesOf({ ...whole, isBreakGlass: true }, policy, at)).toEqual({})
  })

  it('refuses a time that the clocks skip, one that is past, and none at all', () => {
    const times = [['2026-03-29', '02:30'], ['2026-03-02', '07:00'], ['', ''], ['2026-03-02', '25:00']] as const
    expect(times.map(([day, time]) => issuesOf({ ...whole, from: 'later', day, time }, policy, at).fromMs?.split(':')[0])).toEqual(['There is no such time', 'This is past by AWS time.', 'Choose the day and the time at which it may open.', 'There is no such time'])
  })

  it('is no longer than the fleet file allows, and the longest is allowed', () => {
    expect(issuesOf({ ...whole, minutes: '480' }, policy, at)).toEqual({})
    expect(issuesOf({ ...whole, minutes: '481' }, policy, at)).toEqual({ untilMs: 'The fleet file allows 8 h at most.' })
    expect(['', '0', '-5', '1.5', 'an hour'].map((minutes) => issuesOf({ ...whole, minutes }, policy, at).untilMs)).toEqual(Array(5).fill('Write the length in whole minutes.'))
  })

  it('as an extension ends so much later than what it extends, and is counted from now', () => {
    const longer = formOfExtension(aGrant({ untilMs: supportNowMs + hourMs }))
    expect(endOf(longer, at)).toBe(supportNowMs + 90 * minuteMs)
    expect(wishOf(longer, at)).toMatchObject({ reference: 'REQ-4711', untilMs: supportNowMs + 90 * minuteMs })
    expect(issuesOf({ ...longer, minutes: '421' }, policy, at).untilMs).toContain('counted from now')
  })

  it('never ends before what it extends', () => {
    fc.assert(fc.property(fc.integer({ min: -600, max: 600 }), fc.integer({ min: 1, max: 600 }), (left, minutes) => {
      const untilMs = supportNowMs + left * minuteMs
      const endMs = endOf({ ...formOfExtension(aGrant({ untilMs })), minutes: String(minutes) }, at)!
      expect(endMs).toBeGreaterThan(Math.max(untilMs, supportNowMs))
    }))
  })
})

describe('What the core says of it', () => {
  it('stands beside its field, however deep its path; what belongs to none stands above', () => {
    expect(sorted([{ path: 'wish.untilMs', message: 'Too long.' }, { path: 'wish.what[0]', message: 'Nothing to open.' }, { path: '', message: 'This computer’s clock is wrong.' }, { path: 'untilMs', message: 'Second.' }])).toEqual({
      byField: { untilMs: 'Too long.', what: 'Nothing to open.' },
      others: ['This computer’s clock is wrong.'],
    })
  })
})
