import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { feeds } from '#shared/fleet/feeds'
import { cadenceOf, nextPollMs, nextSlotMs } from '#electron/polling/phase'

const places = Array.from({ length: 250 }, (_, number) => `${111100000000 + number}/eu-west-1`)

describe('the phase of a place', () => {
  it('is the same whenever it is asked', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.integer({ min: 0, max: 1e12 }), (place, nowMs) => {
        const slot = nextSlotMs(place, minuteMs, nowMs)
        expect(slot % minuteMs).toBe(nextSlotMs(place, minuteMs, 0) % minuteMs)
        expect(slot - nowMs).toBeGreaterThanOrEqual(6 * secondMs)
        expect(slot - nowMs).toBeLessThan(66 * secondMs)
        // Polled at its slot, the next is exactly one cadence later.
        expect(nextSlotMs(place, minuteMs, slot)).toBe(slot + minuteMs)
      }),
    )
  })

  it('spreads a fleet over the minute', () => {
    const perSecond = new Map<number, number>()
    for (const place of places) {
      const second = Math.floor((nextSlotMs(place, minuteMs, 0) % minuteMs) / secondMs)
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1)
    }
    expect(perSecond.size).toBeGreaterThan(50)
    expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(16)
  })
})

describe('the cadence of snapshots', () => {
  it.each([
    [1, 30],
    [3, 30],
    [12, 120],
    [150, 360],
  ])('with %i requests a sweep is %i minutes', (requests, minutes) => {
    expect(cadenceOf(feeds['rds.snapshots'], requests)).toBe(minutes * minuteMs)
  })

  it('is nobody else\'s', () => {
    expect(cadenceOf(feeds['rds.automated-backups'], 12)).toBe(30 * minuteMs)
  })
})

describe('the poll after a failed one', () => {
  const sweep = feeds['rds.snapshots']
  it('comes sooner than the cadence, later each time, never later than the slot', () => {
    const waits = [1, 2, 3, 9].map((inARow) => nextPollMs(places[0]!, sweep, 0, { kind: 'timeout', inARow }))
    expect(waits.slice(0, 3)).toEqual([minuteMs, 2 * minuteMs, 4 * minuteMs])
    expect(waits[3]).toBe(nextSlotMs(places[0]!, sweep.cadenceMs, 0))
  })

  it('keeps the cadence when asking sooner cannot help', () => {
    for (const kind of ['denied', 'expired', 'unsupported'] as const) expect(nextPollMs(places[0]!, sweep, 0, { kind, inARow: 1 })).toBe(nextSlotMs(places[0]!, sweep.cadenceMs, 0))
  })
})
