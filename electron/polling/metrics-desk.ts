import { appError, type AppError } from '#shared/kernel/app-error'
import { addDollars } from '#shared/kernel/money'
import { err, ok, type Result } from '#shared/kernel/result'
import { hourMs } from '#shared/kernel/time'
import type { TenantView } from '#shared/fleet/tenant-view'
import { metricSpec } from '#shared/metrics/metric-catalogue'
import { balancerDimension, metricQueries, neededTargetGroups, type MetricQuery } from '#shared/metrics/metric-queries'
import { metricWindow } from '#shared/metrics/ranges'
import { onGrid, withSilentZeros, type Grid } from '#shared/metrics/series'
import type { MetricSeries, MetricsQuestion, MetricTrouble, TenantMetrics } from '#shared/metrics/tenant-metrics'
import type { AwsTime } from './aws-time'
import { createCall, type CallServices } from './poll'
import type { Place, ScopeBook } from './poll-state'
import { dollarsOf } from './spend'

/**
 * Metrics for the charts that somebody looks at.
 *
 * 1. One GetMetricData an account x Region, through the same limiter and on the same bill as the watch's own requests.
 * 2. One question at a time: the next one, or leaving, ends the one under way.
 * 3. A question is asked once a period: the same one again within it is answered from memory, and costs nothing.
 * 4. One place that refuses leaves the others' lines; nothing is thrown, and what was refused is said.
 */
export interface MetricsDesk {
  load(question: MetricsQuestion): Promise<Result<TenantMetrics, AppError>>
  /** Nobody looks at charts any more. */
  leave(): void
}

export interface MetricsDeskOptions {
  readonly services: CallServices
  readonly places: readonly Place[]
  readonly awsTime: AwsTime
  /** What is known of a tenant; undefined: there is none of that name. */
  readonly view: (tenant: string) => TenantView | undefined
}

/** Answers of so many questions are remembered. */
const mostKept = 24
/** A target group seldom changes its load balancer. */
const balancerKeptMs = hourMs

interface KnownBalancer {
  readonly dimension: string | undefined
  readonly readAtMs: number
}

export function createMetricsDesk({ services, places, awsTime, view }: MetricsDeskOptions): MetricsDesk {
  const kept = new Map<string, TenantMetrics>()
  const balancers = new Map<string, KnownBalancer>()
  let current = new AbortController()

  const leave = (): void => {
    current.abort()
    current = new AbortController()
  }

  const ask = async (question: MetricsQuestion, found: TenantView, grid: Grid, signal: AbortSignal): Promise<TenantMetrics> => {
    const asking = places.map((place): Asking => ({ place, services: { ...services, signal } }))
    const unknown = await readBalancers(asking, found, question.environments)
    const { queries, leftOut } = metricQueries(found, (arn) => balancers.get(arn)?.dimension, question.environments)
    const parts = await Promise.all(asking.map((each) => readPlace(each, queries.filter((query) => isOf(each.place, query)), grid)))
    return {
      tenant: question.tenant,
      range: question.range,
      ...grid,
      readAtMs: awsTime.nowMs(),
      series: withSilentZeros(parts.flatMap(({ series }) => series)),
      troubles: [...unknown, ...parts.flatMap(({ trouble }) => trouble ?? [])],
      queries: parts.reduce((sum, part) => sum + part.queries, 0),
      dollars: addDollars(...parts.map((part) => part.dollars)),
      leftOut,
    }
  }

  const readBalancers = async (asking: readonly Asking[], found: TenantView, environments: readonly string[] | undefined): Promise<readonly MetricTrouble[]> => {
    const nowMs = awsTime.nowMs()
    const missing = neededTargetGroups(found, environments).filter(({ arn }) => !(nowMs - (balancers.get(arn)?.readAtMs ?? Number.NEGATIVE_INFINITY) < balancerKeptMs))
    const troubles = await Promise.all(
      asking.map(async ({ place, services: mine }): Promise<readonly MetricTrouble[]> => {
        const arns = [...new Set(missing.filter((each) => isOf(place, each)).map(({ arn }) => arn))]
        if (arns.length === 0) return []
        const call = createCall(mine, { scope: scopeOf(place, 'elbv2') }, 'visible', { requests: 0 })
        const reply = await place.reader.loadBalancers(call, arns)
        call.end()
        if (!reply.ok) return [{ account: place.account, region: place.region, what: 'loadBalancers', error: reply.error }]
        const arnsOf = new Map(reply.value.records.map(({ targetGroupArn, loadBalancerArns }) => [targetGroupArn, loadBalancerArns]))
        for (const arn of arns) balancers.set(arn, { dimension: (arnsOf.get(arn) ?? []).flatMap((each) => balancerDimension(each) ?? [])[0], readAtMs: nowMs })
        return []
      }),
    )
    return troubles.flat()
  }

  const readPlace = async ({ place, services: mine }: Asking, queries: readonly MetricQuery[], grid: Grid): Promise<PlacePart> => {
    if (queries.length === 0 || mine.signal.aborted) return nothingAsked
    const call = createCall(mine, { scope: scopeOf(place, 'cloudwatch') }, 'visible', { requests: 0 })
    const asked = queries.map(({ metric, dimensions }) => {
      const { namespace, name, statistic } = metricSpec(metric)
      return { namespace, metric: name, statistic, dimensions, periodSeconds: grid.periodMs / 1_000 }
    })
    const reply = await place.reader.metrics(call, asked, { startMs: grid.fromMs, endMs: grid.untilMs })
    call.end()
    const cost = { queries: queries.length, dollars: dollarsOf('cloudwatch', 'GetMetricData', queries.length) }
    if (!reply.ok) return { series: [], trouble: { account: place.account, region: place.region, what: 'metrics', error: reply.error }, queries: 0, dollars: 0 }
    awsTime.note(place.key, reply.value.dateMs)
    const series = queries.map(({ dimensions: _dimensions, ...line }, at): MetricSeries => {
      const told = reply.value.records[at]
      const points = told?.points ?? []
      const values = onGrid(line.metric, { timesMs: points.map(({ atMs }) => atMs), values: points.map(({ value }) => value) }, grid)
      return { ...line, values, ...(told?.incomplete === undefined ? {} : { incomplete: told.incomplete }) }
    })
    return { series, ...cost }
  }

  return {
    leave,
    load: async (question) => {
      leave()
      const found = view(question.tenant)
      if (found === undefined) return err(appError('notFound', `There is no tenant “${question.tenant}” in this fleet.`, { at: 'metrics.load' }))
      const grid = metricWindow(question.range, awsTime.nowMs())
      const key = JSON.stringify([question.tenant, question.range, question.environments ?? null])
      const known = kept.get(key)
      if (known?.untilMs === grid.untilMs) return ok(known)
      const mine = current
      const stop = (): void => mine.abort()
      services.signal.addEventListener('abort', stop, { once: true })
      const answer = await services.activity.run(() => ask(question, found, grid, mine.signal))
      services.signal.removeEventListener('abort', stop)
      if (mine.signal.aborted) return err(appError('cancelled', 'Nobody looks at these charts any more.', { at: 'metrics.load' }))
      if (answer.troubles.length === 0) keep(kept, key, answer)
      return ok(answer)
    },
  }
}

interface Asking {
  readonly place: Place
  readonly services: CallServices
}

interface PlacePart {
  readonly series: readonly MetricSeries[]
  readonly trouble?: MetricTrouble
  readonly queries: number
  readonly dollars: number
}
const nothingAsked: PlacePart = { series: [], queries: 0, dollars: 0 }

const isOf = (place: Place, { account, region }: { readonly account: string; readonly region: string }): boolean => place.account === account && place.region === region

function scopeOf(place: Place, service: ScopeBook['scope']['service']): ScopeBook {
  const found = place.scopes.find(({ scope }) => scope.service === service)
  if (found === undefined) throw new Error(`No scope for ${service}`) // every place has one a service
  return found
}

function keep(kept: Map<string, TenantMetrics>, key: string, answer: TenantMetrics): void {
  kept.delete(key)
  kept.set(key, answer)
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break
    kept.delete(oldest)
  }
}
