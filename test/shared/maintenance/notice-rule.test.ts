import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourMs } from '#shared/kernel/time'
import { noticeStanding, type Announcement, type Channel, type NoticeQuestion } from '#shared/maintenance/notice-rule'

const told = (channel: Channel, deliveredHour: number | undefined, startHour: number | undefined, more: Partial<Announcement> = {}): Announcement => ({
  tenant: 'acme',
  channel,
  sequence: 1,
  ...(startHour === undefined ? {} : { startMs: startHour * hourMs }),
  ...(deliveredHour === undefined ? {} : { deliveredAtMs: deliveredHour * hourMs }),
  ...more,
})
const both = (deliveredHour: number | undefined, startHour: number | undefined, more: Partial<Announcement> = {}): Announcement[] => [
  told('email', deliveredHour, startHour, more),
  told('loginScreen', deliveredHour, startHour, more),
]
const lastOf = (announcements: readonly Announcement[]): number => Math.max(1, ...announcements.map(({ sequence }) => sequence))
/** Of the window's last change that something was announced of, unless told otherwise. */
const ask = (startHour: number, announcements: readonly Announcement[], more: Partial<NoticeQuestion> = {}) =>
  noticeStanding({ kind: 'downtime', startMs: startHour * hourMs, sequence: lastOf(announcements), tenants: [{ tenant: 'acme', noticeHours: 48 }], announcements, ...more })

describe('the 48 hours', () => {
  it('run from the delivery, to the minute', () => {
    expect(ask(48, both(0, 48))).toEqual({ isLegal: true, earliestMs: 48 * hourMs, waitingFor: [] })
    expect(ask(48, both(1, 48))).toMatchObject({ isLegal: false, earliestMs: 49 * hourMs })
  })

  it('run from the slower of the two channels', () => {
    expect(ask(60, [told('email', 10, 60), told('loginScreen', 13, 60)])).toMatchObject({ isLegal: false, earliestMs: 61 * hourMs })
  })

  it('run from the slowest tenant, each with its own contract', () => {
    const tenants = [{ tenant: 'acme', noticeHours: 48 }, { tenant: 'zeta', noticeHours: 72 }]
    const standing = ask(60, [...both(0, 60), ...both(0, 60, { tenant: 'zeta' })], { tenants })
    expect(standing).toEqual({ isLegal: false, earliestMs: 72 * hourMs, waitingFor: [{ tenant: 'zeta', untold: [], earliestMs: 72 * hourMs }] })
  })

  it('do not run while delivery is not proven, and say on which channel', () => {
    expect(ask(1000, [told('email', undefined, 1000), told('loginScreen', 0, 1000)])).toEqual({ isLegal: false, waitingFor: [{ tenant: 'acme', untold: ['email'] }] })
    expect(ask(1000, [])).toEqual({ isLegal: false, waitingFor: [{ tenant: 'acme', untold: ['email', 'loginScreen'] }] })
  })

  it('start again when the window moves earlier', () => {
    expect(ask(55, both(0, 60))).toMatchObject({ isLegal: false, waitingFor: [{ untold: ['email', 'loginScreen'] }] })
    expect(ask(55, [...both(0, 60), ...both(6, 55, { sequence: 2 })])).toMatchObject({ isLegal: true, earliestMs: 54 * hourMs })
    expect(ask(55, [...both(0, 60), ...both(8, 55, { sequence: 2 })])).toMatchObject({ isLegal: false, earliestMs: 56 * hourMs })
  })

  it('do not start again when it moves later, but the new time is told before it', () => {
    expect(ask(70, both(0, 60), { sequence: 2 })).toEqual({ isLegal: false, waitingFor: [{ tenant: 'acme', untold: ['email', 'loginScreen'] }] })
    expect(ask(70, [...both(0, 60), told('loginScreen', 65, 70, { sequence: 2 }), told('email', undefined, 70, { sequence: 2 })])).toMatchObject({ isLegal: false, waitingFor: [{ untold: ['email'] }] })
    expect(ask(70, [...both(0, 60), ...both(65, 70, { sequence: 2 })])).toMatchObject({ isLegal: true, earliestMs: 65 * hourMs })
    expect(ask(70, [...both(0, 60), ...both(71, 70, { sequence: 2 })])).toMatchObject({ isLegal: false, earliestMs: 71 * hourMs })
  })

  it('start again when it comes back to the start that everybody was told had moved away', () => {
    const postponed = [...both(0, 60), ...both(10, 160, { sequence: 2 })]
    expect(ask(60, postponed, { sequence: 3 })).toMatchObject({ isLegal: false, waitingFor: [{ untold: ['email', 'loginScreen'] }] })
    expect(ask(60, [...postponed, ...both(20, 60, { sequence: 3 })])).toMatchObject({ isLegal: false, earliestMs: 68 * hourMs })
    expect(ask(100, [...postponed, ...both(20, 100, { sequence: 3 })])).toMatchObject({ isLegal: true, earliestMs: 68 * hourMs })
    expect(ask(60, [...both(0, 60), told('email', undefined, 160, { sequence: 2 }), ...both(20, 60, { sequence: 3 })])).toMatchObject({ isLegal: false, earliestMs: 68 * hourMs })
  })

  it('start again for the length, and for being kept out, that were taken back in between', () => {
    const shortened = [...both(0, 60, { lengthMs: 8 * hourMs }), ...both(10, 60, { lengthMs: hourMs, sequence: 2 }), ...both(20, 60, { lengthMs: 8 * hourMs, sequence: 3 })]
    expect(ask(60, shortened, { lengthMs: 8 * hourMs })).toMatchObject({ isLegal: false, earliestMs: 68 * hourMs })
    expect(ask(60, shortened, { lengthMs: hourMs })).toMatchObject({ isLegal: true, earliestMs: 48 * hourMs })
    const letIn = [...both(0, 60, { isDowntime: true }), ...both(10, 60, { isDowntime: false, sequence: 2 }), ...both(20, 60, { isDowntime: true, sequence: 3 })]
    expect(ask(60, letIn)).toMatchObject({ isLegal: false, earliestMs: 68 * hourMs })
  })

  it('do not start again when it becomes shorter, which is told all the same', () => {
    const long = both(0, 60, { lengthMs: 4 * hourMs })
    expect(ask(60, long, { lengthMs: hourMs, sequence: 2 })).toMatchObject({ isLegal: false, waitingFor: [{ untold: ['email', 'loginScreen'] }] })
    expect(ask(60, [...long, ...both(40, 60, { lengthMs: hourMs, sequence: 2 })], { lengthMs: hourMs })).toMatchObject({ isLegal: true, earliestMs: 48 * hourMs })
  })

  it('start again when it becomes longer: nobody was told of the rest', () => {
    const changed = [...both(0, 60, { lengthMs: hourMs }), ...both(40, 60, { lengthMs: 4 * hourMs, sequence: 2 })]
    expect(ask(60, changed, { lengthMs: 4 * hourMs })).toMatchObject({ isLegal: false, earliestMs: 88 * hourMs })
    expect(ask(90, [...changed, ...both(41, 90, { lengthMs: 4 * hourMs, sequence: 3 })], { lengthMs: 4 * hourMs })).toMatchObject({ isLegal: true, earliestMs: 88 * hourMs })
  })

  it('start again when people are to be kept out who were told that they could work', () => {
    const changed = [...both(0, 60, { isDowntime: false }), ...both(40, 60, { isDowntime: true, sequence: 2 })]
    expect(ask(60, changed)).toMatchObject({ isLegal: false, earliestMs: 88 * hourMs })
    expect(ask(60, both(0, 60, { isDowntime: true }), { kind: 'noDowntime' })).toMatchObject({ isLegal: true })
  })

  it('run on for notices that were kept without length and kind', () => {
    expect(ask(60, both(0, 60), { lengthMs: 24 * hourMs })).toMatchObject({ isLegal: true })
  })

  it('start again after a cancellation, also when it reached nobody', () => {
    const calledOff = told('email', undefined, undefined, { sequence: 2 })
    expect(ask(60, [...both(0, 60), calledOff])).toMatchObject({ isLegal: false, waitingFor: [{ untold: ['email', 'loginScreen'] }] })
    expect(ask(60, [...both(0, 60), calledOff, ...both(20, 60, { sequence: 3 })])).toMatchObject({ isLegal: false, earliestMs: 68 * hourMs })
  })

  it('name who is untold before who is late', () => {
    const tenants = ['a', 'b', 'c'].map((tenant) => ({ tenant, noticeHours: 48 }))
    const standing = ask(48, [...both(1, 48, { tenant: 'a' }), ...both(0, 48, { tenant: 'b' })], { tenants })
    expect(standing.waitingFor.map(({ tenant }) => tenant)).toEqual(['c', 'a'])
  })
})

describe('other kinds of window', () => {
  it('without downtime the login screen must have said so before the start', () => {
    expect(ask(5, [told('loginScreen', 4, 5)], { kind: 'noDowntime' })).toMatchObject({ isLegal: true })
    expect(ask(5, [told('loginScreen', 6, 5)], { kind: 'noDowntime' })).toMatchObject({ isLegal: false })
    expect(ask(5, [told('email', 0, 5)], { kind: 'noDowntime' })).toMatchObject({ isLegal: false, waitingFor: [{ untold: ['loginScreen'] }] })
  })

  it('an emergency waits for nobody', () => {
    expect(ask(5, [], { kind: 'emergency' })).toEqual({ isLegal: true, waitingFor: [] })
  })
})

describe('whatever was announced, and when', () => {
  const hours = fc.integer({ min: 0, max: 200 })
  const announcement = fc.record({
    channel: fc.constantFrom<Channel>('email', 'loginScreen'),
    sequence: fc.integer({ min: 1, max: 5 }),
    startHour: fc.option(hours, { nil: undefined }),
    deliveredHour: fc.option(hours, { nil: undefined }),
  })
  const announcements = fc.array(announcement, { maxLength: 12 }).map((all) => all.map(({ channel, sequence, startHour, deliveredHour }) => told(channel, deliveredHour, startHour, { sequence })))

  it('a legal start lies 48 hours after a delivery on every channel that named it or an earlier one', () => {
    fc.assert(
      fc.property(hours, announcements, (startHour, all) => {
        if (!ask(startHour, all).isLegal) return
        for (const channel of ['email', 'loginScreen'] as const) {
          const early = all.some((each) => each.channel === channel && each.startMs !== undefined && each.startMs <= startHour * hourMs && (each.deliveredAtMs ?? Infinity) + 48 * hourMs <= startHour * hourMs)
          expect(early).toBe(true)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('a legal start stays legal when it moves later, once everybody was told of it and not before', () => {
    fc.assert(
      fc.property(hours, hours, announcements, (startHour, by, all) => {
        if (!ask(startHour, all).isLegal) return
        const sequence = lastOf(all) + 1
        expect(ask(startHour + by, all, { sequence }).waitingFor).toEqual([{ tenant: 'acme', untold: ['email', 'loginScreen'] }])
        expect(ask(startHour + by, [...all, ...both(startHour, startHour + by, { sequence })]).isLegal).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it('a legal start was announced on every channel as the window is now', () => {
    fc.assert(
      fc.property(hours, announcements, (startHour, all) => {
        if (!ask(startHour, all).isLegal) return
        for (const channel of ['email', 'loginScreen'] as const) expect(all.some((each) => each.channel === channel && each.sequence === lastOf(all) && (each.deliveredAtMs ?? Infinity) <= startHour * hourMs)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it('a notice more that covers the window never makes a start illegal', () => {
    fc.assert(
      fc.property(hours, announcements, announcement, (startHour, all, more) => {
        const sequence = lastOf(all)
        if (more.startHour === undefined || more.startHour > startHour || more.sequence > sequence || !ask(startHour, all).isLegal) return
        expect(ask(startHour, [...all, told(more.channel, more.deliveredHour, more.startHour, { sequence: more.sequence })], { sequence }).isLegal).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it('what was said before anybody was told of something else counts for nothing', () => {
    fc.assert(
      fc.property(hours, announcements, (startHour, all) => {
        const sequence = lastOf(all)
        const takenBackAt = Math.max(0, ...all.filter(({ startMs }) => startMs === undefined || startMs > startHour * hourMs).map((each) => each.sequence))
        expect(ask(startHour, all, { sequence })).toEqual(ask(startHour, all.filter((each) => each.sequence > takenBackAt), { sequence }))
      }),
      { numRuns: 2_000 },
    )
  })
})
