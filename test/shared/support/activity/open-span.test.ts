import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { commonSpans, grantsAround, marginMs, mergedSpans, openSpans } from '#shared/support/activity/open-span'
import { aGrantOf, sundayMs, wholeDay } from './activity-stage'

const a = 'g-aaaaaaaaaaaa'
const b = 'g-bbbbbbbbbbbb'

describe('The time that a statement looks at', () => {
  it('is from the first moment at which AWS may have let somebody in until the proof, and a quarter of an hour around it', () => {
    const openMs = sundayMs + 5 * hourMs
    expect(openSpans([aGrantOf(a, openMs, openMs + hourMs)], wholeDay, wholeDay.writtenAtMs)).toEqual([{ grant: a, environment: 'frontend', fromMs: openMs - marginMs, toMs: openMs + hourMs + marginMs }])
  })

  it('lasts until now while nothing is proven, and has nothing of a grant that was never sent', () => {
    const openMs = sundayMs + 5 * hourMs
    const nowMs = openMs + 20 * minuteMs
    expect(openSpans([aGrantOf(a, openMs)], wholeDay, nowMs)).toMatchObject([{ toMs: nowMs + 1 }])
    const never = aGrantOf(b, openMs)
    expect(openSpans([{ ...never, events: never.events.filter(({ kind }) => kind === 'opening') }], wholeDay, nowMs)).toEqual([])
  })

  it('ends with the statement, and does not begin before it', () => {
    const spans = openSpans([aGrantOf(a, sundayMs - hourMs, sundayMs + 30 * 24 * hourMs)], wholeDay, sundayMs + 40 * 24 * hourMs)
    expect(spans).toMatchObject([{ fromMs: wholeDay.fromMs, toMs: wholeDay.toMs + marginMs }])
    expect(openSpans([aGrantOf(a, sundayMs - 2 * hourMs, sundayMs - hourMs)], wholeDay, wholeDay.writtenAtMs)).toEqual([])
  })

  it('is asked for once where grants overlap', () => {
    const [first, second] = [aGrantOf(a, sundayMs + hourMs, sundayMs + 2 * hourMs), aGrantOf(b, sundayMs + 110 * minuteMs, sundayMs + 3 * hourMs)]
    expect(mergedSpans(openSpans([second, first], wholeDay, wholeDay.writtenAtMs))).toEqual([{ fromMs: sundayMs + hourMs - marginMs, toMs: sundayMs + 3 * hourMs + marginMs }])
  })

  it('covers, merged, exactly what its parts cover, apart and in order', () => {
    const span = fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 60 })).map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }))
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
        const merged = mergedSpans(spans)
        const covers = (all: typeof spans, at: number): boolean => all.some(({ fromMs, toMs }) => fromMs <= at && at < toMs)
        for (let at = 0; at < 262; at += 1) expect(covers([...merged], at)).toBe(covers(spans, at))
        merged.slice(1).forEach(({ fromMs }, index) => expect(fromMs).toBeGreaterThan(merged[index]!.toMs))
        expect(commonSpans(merged, [{ fromMs: 0, toMs: 1_000 }])).toEqual(merged)
      }),
    )
  })

  it('knows in whose time something fell, by environment, also of what lasts', () => {
    const spans = openSpans([aGrantOf(a, sundayMs + hourMs, sundayMs + 2 * hourMs), aGrantOf(b, sundayMs + hourMs, sundayMs + 2 * hourMs, 'cron')], wholeDay, wholeDay.writtenAtMs)
    const during = { atMs: sundayMs + 90 * minuteMs }
    expect(grantsAround(during, spans)).toEqual([a, b])
    expect(grantsAround({ ...during, environment: 'cron' }, spans)).toEqual([b])
    expect(grantsAround({ ...during, environment: 'portal' }, spans)).toEqual([])
    expect(grantsAround({ atMs: sundayMs, lasts: true }, spans)).toEqual([a, b])
    expect(grantsAround({ atMs: sundayMs, untilMs: sundayMs + 10 * minuteMs }, spans)).toEqual([])
    expect(grantsAround({ atMs: sundayMs, untilMs: sundayMs + 45 * minuteMs }, spans)).toEqual([a, b])
  })
})
