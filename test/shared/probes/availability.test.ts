import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { availability, spansOf } from '#shared/probes/availability'
import { monthOf } from '#shared/probes/month'
import type { ProbeChange, ProbeCondition } from '#shared/probes/probe-state'

const april = monthOf(Date.parse('2026-04-10T00:00:00Z'))
const at = (minutes: number): number => april.fromMs + minutes * minuteMs
const change = (minutes: number, state: ProbeCondition): ProbeChange => ({ atMs: at(minutes), state })

describe('availability of a month', () => {
  it('has 4.32 minutes to spend in 30 days at 99.99 %', () => {
    const found = availability([change(0, 'up')], april, at(60), 99.99)
    expect(found.budgetMs / minuteMs).toBeCloseTo(4.32, 6)
    expect(found).toMatchObject({ burnedMs: 0, budgetLeftPercent: 100, unknownMs: 0, raw: { percent: 100 } })
  })

  it('spends the minutes that it was down, and is broken when there are more than were promised', () => {
    const half = availability([change(0, 'up'), change(100, 'down'), change(102.16, 'up')], april, at(1000), 99.99)
    expect(half.budgetLeftPercent).toBeCloseTo(50, 3)
    const broken = availability([change(0, 'up'), change(100, 'down'), change(110, 'up')], april, at(1000), 99.99)
    expect(broken.budgetLeftPercent).toBeLessThan(-100)
    expect(broken.raw.percent).toBeCloseTo(99, 6)
  })

  it('takes what nobody saw for neither up nor down', () => {
    const found = availability([change(600, 'up'), change(660, 'unknown'), change(720, 'up')], april, at(780), 99.99)
    expect(found).toMatchObject({ raw: { upMs: 2 * hourMs, downMs: 0, percent: 100 }, unknownMs: 11 * hourMs })
    expect(availability([], april, at(780), 99.99).raw.percent).toBeUndefined()
  })

  it('leaves announced windows out of the contract, not out of the raw figure', () => {
    const changes = [change(0, 'up'), change(100, 'down'), change(160, 'up')]
    const windows = [{ fromMs: at(90), toMs: at(150) }, { fromMs: at(120), toMs: at(150) }]
    const found = availability(changes, april, at(1000), 99.99, windows)
    expect(found.raw.downMs).toBe(60 * minuteMs)
    expect(found.contract.downMs).toBe(10 * minuteMs)
    expect(found.burnedMs).toBe(10 * minuteMs)
    expect(found.contract.upMs).toBe(found.raw.upMs - 10 * minuteMs)
  })

  it('counts only the part of an outage that lies in the month', () => {
    expect(availability([change(-60, 'down'), change(2, 'up')], april, at(1000), 99.99).burnedMs).toBe(2 * minuteMs)
    const before = april.fromMs - hourMs
    expect(availability([{ atMs: before, state: 'up' }], april, before, 99.99)).toMatchObject({ unknownMs: 0, raw: { upMs: 0 } })
  })

  it('has nothing to spend when all of the time was promised', () => {
    expect(availability([change(0, 'up')], april, at(60), 100).budgetLeftPercent).toBe(100)
    expect(availability([change(0, 'up'), change(5, 'down')], april, at(60), 100).budgetLeftPercent).toBe(-100)
  })

  const history = fc
    .array(fc.record({ minutes: fc.integer({ min: -5000, max: 50_000 }), state: fc.constantFrom<ProbeCondition>('up', 'down', 'unknown') }), { maxLength: 30 })
    .map((list) => list.map(({ minutes, state }) => change(minutes, state)).sort((a, b) => a.atMs - b.atMs))
  const windowList = fc.array(fc.tuple(fc.integer({ min: -500, max: 50_000 }), fc.integer({ min: 0, max: 3000 })).map(([from, length]) => ({ fromMs: at(from), toMs: at(from + length) })), { maxLength: 6 })

  it('always divides the time that has passed into up, down and unknown', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 60_000 }), windowList, (changes, nowMinutes, windows) => {
        const found = availability(changes, april, at(nowMinutes), 99.99, windows)
        const passedMs = Math.min(april.toMs, at(nowMinutes)) - april.fromMs
        expect(found.raw.upMs + found.raw.downMs + found.unknownMs).toBe(passedMs)
        expect(found.contract.downMs).toBeLessThanOrEqual(found.raw.downMs)
        expect(found.contract.upMs).toBeLessThanOrEqual(found.raw.upMs)
        expect(found.contract.downMs).toBeGreaterThanOrEqual(0)
        expect(found.budgetLeftPercent).toBeLessThanOrEqual(100)
      }),
    )
  })

  it('has spans without gap or overlap', () => {
    fc.assert(
      fc.property(history, (changes) => {
        const span = { fromMs: at(0), toMs: at(10_000) }
        const spans = spansOf(changes, span)
        expect(spans[0]?.fromMs).toBe(span.fromMs)
        expect(spans.at(-1)?.toMs).toBe(span.toMs)
        for (const [i, next] of spans.slice(1).entries()) expect(next.fromMs).toBe(spans[i]?.toMs)
      }),
    )
  })
})
