import { minuteMs } from '../kernel/time'
import { metricSpec, type MetricId } from './metric-catalogue'
import type { MetricSeries } from './tenant-metrics'

export interface Grid {
  readonly fromMs: number
  readonly untilMs: number
  readonly periodMs: number
}

/** Datapoints on the grid of the question, in the metric's unit; what is not there is NaN, never a guess. */
export function onGrid(metric: MetricId, { timesMs, values }: { readonly timesMs: readonly number[]; readonly values: readonly number[] }, { fromMs, untilMs, periodMs }: Grid): Float64Array {
  const { scale = 1, perMinute } = metricSpec(metric)
  const factor = perMinute === true ? (scale * minuteMs) / periodMs : scale
  const grid = new Float64Array(Math.max(0, Math.round((untilMs - fromMs) / periodMs))).fill(Number.NaN)
  timesMs.forEach((atMs, index) => {
    const slot = Math.floor((atMs - fromMs) / periodMs)
    const value = values[index]
    if (slot >= 0 && slot < grid.length && value !== undefined) grid[slot] = value * factor
  })
  return grid
}

/** Fills in the zeros that AWS does not send: see `zeroWhere` of the catalogue. */
export function withSilentZeros(series: readonly MetricSeries[]): readonly MetricSeries[] {
  return series.map((line) => {
    const { zeroWhere } = metricSpec(line.metric)
    const other = zeroWhere === undefined ? undefined : series.find(({ metric, subject, account, region }) => metric === zeroWhere && subject === line.subject && account === line.account && region === line.region)
    return other === undefined ? line : { ...line, values: line.values.map((value, at) => (Number.isNaN(value) && !Number.isNaN(other.values[at] ?? Number.NaN) ? 0 : value)) }
  })
}

export interface SeriesPoint {
  readonly value: number
  /** Beginning of its period. */
  readonly atMs: number
}

/** What a line comes to: what its sentence says. Undefined: there is no datapoint. */
export interface SeriesSummary {
  readonly last: SeriesPoint
  readonly least: SeriesPoint
  readonly most: SeriesPoint
  readonly points: number
}

export function summaryOf(values: Float64Array, { fromMs, periodMs }: Pick<Grid, 'fromMs' | 'periodMs'>): SeriesSummary | undefined {
  let found: { last: number; least: number; most: number; points: number } | undefined
  values.forEach((value, at) => {
    if (Number.isNaN(value)) return
    if (found === undefined) found = { last: at, least: at, most: at, points: 1 }
    else {
      found.last = at
      found.points += 1
      if (value < (values[found.least] ?? value)) found.least = at
      if (value > (values[found.most] ?? value)) found.most = at
    }
  })
  if (found === undefined) return undefined
  const point = (at: number): SeriesPoint => ({ value: values[at] ?? Number.NaN, atMs: fromMs + at * periodMs })
  return { last: point(found.last), least: point(found.least), most: point(found.most), points: found.points }
}

/** How many periods in a row have no datapoint, between two that have one. */
export function gapsOf(values: Float64Array): number {
  let [gaps, open, begun] = [0, false, false]
  for (const value of values) {
    if (Number.isNaN(value)) open = begun
    else {
      if (open) gaps += 1
      open = false
      begun = true
    }
  }
  return gaps
}
