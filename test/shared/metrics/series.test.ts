import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { metricRangeIds, metricRanges, metricWindow } from '#shared/metrics/ranges'
import { gapsOf, onGrid, summaryOf, withSilentZeros } from '#shared/metrics/series'
import { seriesCsv } from '#shared/metrics/series-csv'
import type { MetricSeries } from '#shared/metrics/tenant-metrics'

const fromMs = Date.UTC(2026, 2, 2, 6)
const grid = { fromMs, untilMs: fromMs + 5 * minuteMs, periodMs: minuteMs }
const line = (metric: MetricSeries['metric'], values: readonly number[]): MetricSeries => ({ metric, subject: 'frontend-app', environment: 'frontend', account: '1', region: 'r', shared: true, values: Float64Array.from(values) })

describe('A window of charts', () => {
  it('ends with the last period that is over, spans what was chosen and has some hundreds of points', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.constantFrom(...metricRangeIds), (nowMs, range) => {
        const window = metricWindow(range, nowMs)
        expect(window.untilMs).toBeLessThanOrEqual(nowMs)
        expect(nowMs - window.untilMs).toBeLessThan(window.periodMs)
        expect(window.untilMs - window.fromMs).toBe(metricRanges[range].spanMs)
        expect((window.untilMs - window.fromMs) / window.periodMs).toBeGreaterThanOrEqual(100)
        expect((window.untilMs - window.fromMs) / window.periodMs).toBeLessThanOrEqual(340)
      }),
    )
  })
})

describe('Datapoints on the grid', () => {
  it('keep gaps as gaps, and leave out what lies outside', () => {
    const values = onGrid('cpu', { timesMs: [fromMs, fromMs + 3 * minuteMs, fromMs + 9 * minuteMs, fromMs - minuteMs], values: [10, 20, 99, 98] }, grid)
    expect([...values]).toEqual([10, Number.NaN, Number.NaN, 20, Number.NaN])
    expect(gapsOf(values)).toBe(1)
  })

  it('tell counters per minute, and seconds as milliseconds', () => {
    const wide = { fromMs, untilMs: fromMs + hourMs, periodMs: 5 * minuteMs }
    expect(onGrid('requests', { timesMs: [fromMs], values: [1_500] }, wide)[0]).toBe(300)
    expect(onGrid('responseTime', { timesMs: [fromMs], values: [0.25] }, wide)[0]).toBe(250)
  })

  it('never invent a point: as many as there are times within the window', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 4 })), (slots) => {
        const values = onGrid('cpu', { timesMs: slots.map((slot) => fromMs + slot * minuteMs), values: slots.map(() => 1) }, grid)
        expect(summaryOf(values, grid)?.points ?? 0).toBe(slots.length)
      }),
    )
  })
})

describe('Server errors', () => {
  it('are none where the load balancer counted requests and sent no errors, and unknown where it counted nothing', () => {
    const [, errors] = withSilentZeros([line('requests', [100, 100, Number.NaN]), line('errors', [Number.NaN, 7, Number.NaN])])
    expect([...errors!.values]).toEqual([0, 7, Number.NaN])
  })
})

describe('The sentence of a line', () => {
  it('has last, least and most with their times', () => {
    expect(summaryOf(Float64Array.from([5, Number.NaN, 1, 9, Number.NaN]), grid)).toEqual({ last: { value: 9, atMs: fromMs + 3 * minuteMs }, least: { value: 1, atMs: fromMs + 2 * minuteMs }, most: { value: 9, atMs: fromMs + 3 * minuteMs }, points: 3 })
  })

  it('is missing for a line without a datapoint', () => {
    expect(summaryOf(Float64Array.from([Number.NaN, Number.NaN]), grid)).toBeUndefined()
  })
})

describe('Points as CSV', () => {
  it('have UTC times, a column a line, and empty cells for gaps', () => {
    const text = seriesCsv([{ title: 'frontend', values: Float64Array.from([1.5, Number.NaN]) }, { title: 'a "shared", group', values: Float64Array.from([0, 2]) }], { fromMs, periodMs: minuteMs })
    expect(text.split('\r\n')).toEqual(['time,frontend,"a ""shared"", group"', '2026-03-02T06:00:00Z,1.5,0', '2026-03-02T06:01:00Z,,2'])
  })

  it('hold no formula that a spreadsheet would run', () => {
    expect(seriesCsv([{ title: '=HYPERLINK("x")', values: Float64Array.from([-1]) }], { fromMs, periodMs: minuteMs }).split('\r\n')).toEqual(['time,"\'=HYPERLINK(""x"")"', '2026-03-02T06:00:00Z,-1'])
  })
})
