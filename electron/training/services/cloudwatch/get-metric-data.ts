import { minuteMs, secondMs } from '#shared/kernel/time'
import { isStatistic, statisticOf } from '../../world/statistics'
import type { Metric, Place } from '../../world/fleet-model'
import { metricValue } from '../../world/metrics'
import { linesMatched } from '../../world/tenant-services'
import type { World } from '../../world/world'
import { faults, type ServiceFault } from '../../wire/service-fault'
import { instant, list, type Tree } from '../../wire/tree'
import type { Input } from '../input'
import { answered, operation, refused } from '../operation'
import { encodeToken } from '../paging'
import { readToken } from './describe-alarms'
import { readDimensions } from './list-metrics'
import { findMetric } from './metric-names'

const mostQueries = 500
const mostDatapoints = 100_800

export const getMetricData = operation('common', ({ world, place, input }) => {
  const startMs = input.time('StartTime')
  const endMs = input.time('EndTime')
  const descending = input.oneOf('ScanBy', ['TimestampDescending', 'TimestampAscending']) !== 'TimestampAscending'
  const most = input.whole('MaxDatapoints', { min: 1, max: mostDatapoints }) ?? mostDatapoints
  const queries = input.records('MetricDataQueries')
  const problem = checkRequest(queries, startMs, endMs)
  if (problem !== undefined || startMs === undefined || endMs === undefined) return refused(problem ?? faults.validation('The parameters StartTime and EndTime are required.'))
  const first = Number(readToken(input, 'metric-data') ?? 0)
  const window = { startMs, endMs: Math.min(endMs, world.nowMs) }
  const results: Tree[] = []
  let datapoints = 0
  let next = first
  for (; next < queries.length; next++) {
    const query = queries[next]
    const result = query === undefined ? undefined : answerQuery(world, place, query, window, descending)
    if (result === undefined) continue
    if (datapoints > 0 && datapoints + result.count > most) break
    datapoints += result.count
    results.push(result.tree)
  }
  const token = next < queries.length ? encodeToken('metric-data', String(next)) : undefined
  return answered({ MetricDataResults: list(results), Messages: list([]), NextToken: token })
})

function checkRequest(queries: readonly Input[], startMs: number | undefined, endMs: number | undefined): ServiceFault | undefined {
  if (queries.length === 0) return faults.validation('The parameter MetricDataQueries is required.')
  if (queries.length > mostQueries) return faults.validation(`The collection MetricDataQueries must not have a size greater than ${mostQueries}.`)
  if (startMs !== undefined && endMs !== undefined && startMs >= endMs) return faults.validation('The parameter EndTime must be greater than StartTime.')
  const ids = queries.map((query) => query.text('Id') ?? '')
  const odd = ids.find((id) => !/^[a-z][a-zA-Z0-9_]{0,254}$/.test(id))
  if (odd !== undefined) return faults.validation(`The value ${odd} for parameter MetricDataQueries.member.N.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`)
  if (new Set(ids).size !== ids.length) return faults.validation('The values for parameter id in MetricDataQueries are not unique.')
  return queries.map(checkQuery).find((problem) => problem !== undefined)
}

function checkQuery(query: Input): ServiceFault | undefined {
  const id = query.text('Id') ?? ''
  if (query.text('Expression') !== undefined) return faults.validation(`Error in expression '${id}': the training fleet does not evaluate metric math; ask for the metrics themselves.`)
  const stat = query.record('MetricStat')
  const period = stat?.whole('Period', { min: 1, max: 86_400 * 365 })
  if (stat === undefined || period === undefined) return faults.validation(`The parameter MetricDataQueries.member.N.MetricStat.Period of '${id}' is required.`)
  if (period % 60 !== 0) return faults.validation(`The parameter MetricDataQueries.member.N.MetricStat.Period of '${id}' must be a multiple of 60.`)
  return isStatistic(stat.text('Stat') ?? '') ? undefined : faults.validation(`The value ${stat.text('Stat') ?? ''} for parameter MetricDataQueries.member.N.MetricStat.Stat is not supported.`)
}

interface Window {
  readonly startMs: number
  readonly endMs: number
}

/** Undefined: a query whose data is not to be returned. */
function answerQuery(world: World, place: Place, query: Input, window: Window, descending: boolean): { readonly tree: Tree; readonly count: number } | undefined {
  if (query.flag('ReturnData') === false) return undefined
  const stat = query.record('MetricStat')
  const named = stat?.record('Metric')
  const metric = named === undefined ? undefined : findMetric(place, named.text('Namespace') ?? '', named.text('MetricName') ?? '', readDimensions(named))
  const periodMs = Number(stat?.text('Period')) * secondMs
  const points = metric === undefined ? [] : series(world, metric, stat?.text('Stat') ?? 'Average', periodMs, window)
  if (descending) points.reverse()
  const tree = {
    Id: query.text('Id'),
    Label: query.text('Label') ?? named?.text('MetricName'),
    Timestamps: list(points.map(([atMs]) => instant(atMs))),
    Values: list(points.map(([, value]) => value)),
    StatusCode: 'Complete',
  }
  return { tree, count: points.length }
}

/** Datapoints of periods that have ended, aligned to the period; long periods are read at a few of their minutes. */
function series(world: World, metric: Metric, statistic: string, periodMs: number, { startMs, endMs }: Window): [number, number][] {
  const points: [number, number][] = []
  for (let atMs = Math.floor(startMs / periodMs) * periodMs; atMs + periodMs <= endMs; atMs += periodMs) {
    const value = periodValue(world, metric, statistic, atMs, periodMs)
    if (value !== null) points.push([atMs, value])
  }
  return points
}

const mostSamples = 5

function periodValue(world: World, metric: Metric, statistic: string, atMs: number, periodMs: number): number | null {
  const minutes = periodMs / minuteMs
  // Lines of a log are few: of a long period every one counts, not a sample.
  if (metric.of === 'log' && minutes > mostSamples && statistic === 'Sum') return linesMatched(metric.filter, atMs, atMs + periodMs)
  const samples = Math.min(minutes, mostSamples)
  const values: number[] = []
  for (let sample = 0; sample < samples; sample++) {
    const value = metricValue(world.effects, metric, atMs + Math.floor((sample * minutes) / samples) * minuteMs)
    if (value !== null) values.push(statisticOf(statistic, value, metric.name))
  }
  if (values.length === 0) return null
  if (statistic === 'Minimum') return Math.min(...values)
  if (statistic === 'Maximum') return Math.max(...values)
  const average = values.reduce((sum, value) => sum + value, 0) / values.length
  return statistic === 'Sum' || statistic === 'SampleCount' ? (average * minutes * values.length) / samples : average
}
