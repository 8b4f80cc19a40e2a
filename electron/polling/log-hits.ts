import { appError, type AppError } from '#shared/kernel/app-error'
import { addDollars } from '#shared/kernel/money'
import { err, ok, type Result } from '#shared/kernel/result'
import { minuteMs } from '#shared/kernel/time'
import type { TenantView } from '#shared/fleet/tenant-view'
import { hitOf, hitQueries, hitsPeriodMs, hitsSpanMs, type LogHit, type LogHits } from '#shared/services/log-hits'
import type { AwsTime } from './aws-time'
import { createCall, type CallServices } from './poll'
import type { Place } from './poll-state'
import { dollarsOf } from './spend'

/**
 * When the metric filters of a tenant last counted a line: one GetMetricData a place, through the watch's limiter and on its bill.
 *
 * Asked again only after ten minutes: the answer is in whole hours. One place that refuses leaves the others' answers.
 */
export interface LogHitsDesk {
  load(tenant: string): Promise<Result<LogHits, AppError>>
}

export interface LogHitsOptions {
  readonly services: CallServices
  readonly places: readonly Place[]
  readonly awsTime: AwsTime
  /** What is known of a tenant; undefined: there is none of that name. */
  readonly view: (tenant: string) => TenantView | undefined
}

const keptForMs = 10 * minuteMs
const mostKept = 24

type Query = ReturnType<typeof hitQueries>[number]

export function createLogHits({ services, places, awsTime, view }: LogHitsOptions): LogHitsDesk {
  const kept = new Map<string, LogHits>()

  const ask = async (tenant: string): Promise<Result<LogHits, AppError>> => {
    const found = view(tenant)
    if (found === undefined) return err(appError('notFound', `There is no tenant ${tenant} in this fleet.`, { at: 'services.logHits' }))
    const queries = hitQueries(found.services)
    const endMs = Math.floor(awsTime.nowMs() / minuteMs) * minuteMs
    const window = { startMs: Math.floor((endMs - hitsSpanMs) / hitsPeriodMs) * hitsPeriodMs, endMs }
    const parts = await Promise.all(places.map((place) => readPlace(place, queries.filter(({ account, region }) => account === place.account && region === place.region), window)))
    const answer: LogHits = {
      readAtMs: awsTime.nowMs(),
      sinceMs: window.startMs,
      filters: parts.flatMap((part) => (part.ok ? part.value : [])),
      troubles: parts.flatMap((part) => (part.ok ? [] : [part.error])),
      dollars: addDollars(...parts.map((part) => (part.ok && part.value.length > 0 ? dollarsOf('cloudwatch', 'GetMetricData', part.value.length) : 0))),
    }
    if (answer.troubles.length === 0) keep(tenant, answer)
    return ok(answer)
  }

  const readPlace = async (place: Place, queries: readonly Query[], window: { readonly startMs: number; readonly endMs: number }): Promise<Result<readonly LogHit[], AppError>> => {
    const scope = place.scopes.find((candidate) => candidate.scope.service === 'cloudwatch')
    if (queries.length === 0 || scope === undefined) return ok([])
    const call = createCall(services, { scope }, 'visible', { requests: 0 })
    const reply = await place.reader.metrics(call, queries.map(({ namespace, name }) => ({ namespace, metric: name, statistic: 'Sum', dimensions: {}, periodSeconds: hitsPeriodMs / 1_000 })), window)
    call.end()
    if (!reply.ok) return reply
    awsTime.note(place.key, reply.value.dateMs)
    return ok(queries.map(({ filter, account, region }, at) => ({ filter, account, region, ...hitOf(reply.value.records[at]?.points ?? []) })))
  }

  const keep = (tenant: string, answer: LogHits): void => {
    kept.delete(tenant)
    kept.set(tenant, answer)
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  }

  return {
    load: (tenant) => {
      const known = kept.get(tenant)
      return known !== undefined && awsTime.nowMs() - known.readAtMs < keptForMs ? Promise.resolve(ok(known)) : services.activity.run(() => ask(tenant))
    },
  }
}
