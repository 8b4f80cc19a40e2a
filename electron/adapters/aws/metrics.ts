import { GetMetricDataCommand, type CloudWatchClient, type GetMetricDataCommandOutput, type MetricDataQuery } from '@aws-sdk/client-cloudwatch'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Call, MetricQuery, MetricSeries, MetricWindow, Reply } from '#electron/ports/aws-reader'
import { omitAbsent } from './omit-absent'
import { send, type Exchange } from './send'

/** AWS's limit of queries in one GetMetricData. */
const queriesPerRequest = 500

/** What pages have brought of one metric; CloudWatch's word for it while it is not complete. */
interface Points extends Map<number, number> {
  incomplete?: string
}

/** Follows pages: a long window of many metrics does not fit into one reply. */
export async function fetchMetrics(cloudWatch: CloudWatchClient, exchange: Exchange, call: Call, queries: readonly MetricQuery[], window: MetricWindow): Promise<Reply<MetricSeries>> {
  const found = queries.map((): Points => new Map<number, number>())
  let dateMs = exchange.clock.nowMs()
  for (let from = 0; from < queries.length; from += queriesPerRequest) {
    const reply = await fetchChunk(cloudWatch, exchange, call, queries.slice(from, from + queriesPerRequest), window, found.slice(from, from + queriesPerRequest))
    if (!reply.ok) return reply
    dateMs = reply.value
  }
  const records = found.map((points) => ({ points: [...points].sort(([a], [b]) => a - b).map(([atMs, value]) => ({ atMs, value })), ...omitAbsent({ incomplete: points.incomplete }) }))
  return ok({ records, dateMs })
}

async function fetchChunk(cloudWatch: CloudWatchClient, exchange: Exchange, call: Call, queries: readonly MetricQuery[], { startMs, endMs }: MetricWindow, into: readonly Points[]): Promise<Result<number, AppError>> {
  const asked = { MetricDataQueries: queries.map(toQuery), StartTime: new Date(startMs), EndTime: new Date(endMs), ScanBy: 'TimestampAscending' as const }
  const seen = new Set<string>()
  for (let token: string | undefined; ; ) {
    const reply = await send(exchange, call, 'cloudwatch', 'GetMetricData', (abortSignal) => cloudWatch.send(new GetMetricDataCommand({ ...asked, NextToken: token }), { abortSignal }), queries.length)
    if (!reply.ok) return reply
    const { MetricDataResults: results, NextToken: next } = reply.value.output
    if (results === undefined) return err(appError('unreadableReply', 'The list of metrics is missing from a reply. A proxy may have changed it; it is tried again.'))
    for (const result of results) takePoints(result, into)
    if (next === undefined || next === '') return ok(reply.value.dateMs)
    if (seen.has(next)) return err(appError('unreadableReply', 'AWS repeated a page of metrics. It is read again from its beginning.'))
    seen.add(next)
    token = next
  }
}

const toQuery = ({ namespace, metric, dimensions, statistic, periodSeconds }: MetricQuery, nth: number): MetricDataQuery => ({
  Id: `q${nth}`,
  MetricStat: { Metric: { Namespace: namespace, MetricName: metric, Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })) }, Period: periodSeconds, Stat: statistic },
})

/** A page may be partial and the next one whole: the last word counts. */
function takePoints({ Id: id, Timestamps: times = [], Values: values = [], StatusCode: status }: NonNullable<GetMetricDataCommandOutput['MetricDataResults']>[number], into: readonly Points[]): void {
  const points = into[Number(id?.slice(1))]
  if (points === undefined) return
  if (status === undefined || status === 'Complete') delete points.incomplete
  else points.incomplete = status
  times.forEach((time, at) => {
    const value = values[at]
    if (value !== undefined) points.set(time.getTime(), value)
  })
}
