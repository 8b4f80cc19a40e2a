import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time'
import { conflictsOf, nextFreeSlot, slotStepMs, type Blackout, type Booking } from '#shared/maintenance/booking'

const span = (fromHour: number, hours: number): Booking['span'] => ({ fromMs: fromHour * hourMs, toMs: (fromHour + hours) * hourMs })
const booking = (id: string, fromHour: number, hours: number, more: Partial<Booking> = {}): Booking => ({ id, title: `Window ${id}`, span: span(fromHour, hours), tenants: ['acme'], databases: ['db-1'], ...more })
const freeze = (fromHour: number, hours: number, tenants?: readonly string[]): Blackout => ({ calendar: 'freeze', title: 'Year end', span: span(fromHour, hours), ...(tenants ? { tenants } : {}) })

describe('what a window collides with', () => {
  const asking = booking('mine', 10, 2)

  it('the same database at the same time', () => {
    const other = booking('theirs', 11, 2)
    expect(conflictsOf(asking, { bookings: [other], blackouts: [] })).toEqual([{ kind: 'sameDatabase', with: other, databases: ['db-1'] }])
  })

  it('the same tenant with another database', () => {
    const other = booking('theirs', 11, 2, { databases: ['db-2'] })
    expect(conflictsOf(asking, { bookings: [other], blackouts: [] })).toEqual([{ kind: 'sameTenant', with: other, tenants: ['acme'] }])
  })

  it.each([
    ['it follows at once', booking('theirs', 12, 1)],
    ['it ends as mine begins', booking('theirs', 9, 1)],
    ['it is of others', booking('theirs', 10, 2, { tenants: ['zeta'], databases: ['db-9'] })],
    ['it is the same window as planned before', booking('mine', 11, 4)],
  ])('not another window when %s', (_, other) => {
    expect(conflictsOf(asking, { bookings: [other], blackouts: [] })).toEqual([])
  })

  it('a blackout that begins in the midst of it', () => {
    const blackout = freeze(11, 100)
    expect(conflictsOf(asking, { bookings: [], blackouts: [blackout] })).toEqual([{ kind: 'blackout', with: blackout, tenants: ['acme'] }])
  })

  it('a blackout only for those it names', () => {
    expect(conflictsOf(asking, { bookings: [], blackouts: [freeze(9, 100, ['zeta'])] })).toEqual([])
    expect(conflictsOf({ ...asking, tenants: ['acme', 'zeta'] }, { bookings: [], blackouts: [freeze(9, 100, ['zeta'])] })).toMatchObject([{ tenants: ['zeta'] }])
  })

  it('all of it, by time', () => {
    const conflicts = conflictsOf(asking, { bookings: [booking('b', 11, 1), booking('a', 9, 2)], blackouts: [freeze(10.5, 1)] })
    expect(conflicts.map(({ with: other }) => other.span.fromMs / hourMs)).toEqual([9, 10.5, 11])
  })
})

describe('the next free slot', () => {
  it('is at once where nothing is in the way, on a time that people can say', () => {
    expect(nextFreeSlot(booking('mine', 0, 1), { bookings: [], blackouts: [] }, hourMs + minuteMs)).toEqual({ fromMs: hourMs + slotStepMs, toMs: 2 * hourMs + slotStepMs })
  })

  it('lies between two windows where it fits, else behind them', () => {
    const calendar = { bookings: [booking('a', 0, 2), booking('b', 4, 2)], blackouts: [] }
    expect(nextFreeSlot(booking('mine', 0, 2), calendar, 0)).toEqual(span(2, 2))
    expect(nextFreeSlot(booking('mine', 0, 3), calendar, 0)).toEqual(span(6, 3))
  })

  it('is none when a blackout has no end in sight', () => {
    expect(nextFreeSlot(booking('mine', 0, 1), { bookings: [], blackouts: [freeze(0, 400 * 24)] }, 0)).toBeUndefined()
  })

  it('is free, and nothing before it is', () => {
    const spans = fc.array(fc.record({ at: fc.integer({ min: 0, max: 300 }), steps: fc.integer({ min: 1, max: 60 }) }), { maxLength: 20 })
    fc.assert(
      fc.property(spans, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 50 }), (busy, steps, from) => {
        const bookings = busy.map(({ at, steps: length }, index) => ({ ...booking(`b${index}`, 0, 1), span: { fromMs: at * slotStepMs, toMs: (at + length) * slotStepMs } }))
        const calendar = { bookings, blackouts: [] }
        const asking = { ...booking('mine', 0, 1), span: { fromMs: 0, toMs: steps * slotStepMs } }
        const slot = nextFreeSlot(asking, calendar, from * slotStepMs)
        if (slot === undefined) throw new Error('no slot in a day')
        const free = (fromMs: number): boolean => conflictsOf({ ...asking, span: { fromMs, toMs: fromMs + steps * slotStepMs } }, calendar).length === 0
        expect(free(slot.fromMs)).toBe(true)
        for (let before = from * slotStepMs; before < slot.fromMs; before += slotStepMs) expect(free(before)).toBe(false)
        expect(slot.fromMs).toBeLessThan(3 * dayMs)
      }),
    )
  })
})
