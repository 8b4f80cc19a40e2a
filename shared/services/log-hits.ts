import { dayMs, hourMs } from '../kernel/time'
import type { AppError } from '../kernel/app-error'
import type { TenantServices } from '../fleet/service-views'

/** When lines were last counted by the metric filters of a tenant: asked of CloudWatch, a metric each, only when somebody wants to know. */
export interface LogHits {
  /** AWS time of the answer. */
  readonly readAtMs: number
  /** How far back it looked. */
  readonly sinceMs: number
  readonly filters: readonly LogHit[]
  readonly troubles: readonly AppError[]
  readonly dollars: number
}

export interface LogHit {
  /** `LogFilterRecord.key`. */
  readonly filter: string
  readonly account: string
  readonly region: string
  /** Lines in the whole span. */
  readonly lines: number
  /** Beginning of the last hour with a line; absent: none in the span. */
  readonly lastHourMs?: number
}

export const hitsSpanMs = 14 * dayMs
export const hitsPeriodMs = hourMs

/** The metric that each filter counts into; one that counts into none cannot be asked about. */
export function hitQueries(services: TenantServices | undefined): readonly { readonly filter: string; readonly account: string; readonly region: string; readonly namespace: string; readonly name: string }[] {
  return (services?.logs ?? []).flatMap(({ place: { account, region }, filters }) =>
    filters.flatMap(({ record: { key, metrics } }) => (metrics[0] === undefined ? [] : [{ filter: key, account, region, ...metrics[0] }])),
  )
}

/** Sums a series of one metric; a period without a datapoint had no line. */
export function hitOf(points: readonly { readonly atMs: number; readonly value: number }[]): Pick<LogHit, 'lines' | 'lastHourMs'> {
  const hits = points.filter(({ value }) => value > 0)
  const lines = hits.reduce((sum, { value }) => sum + value, 0)
  return hits.length === 0 ? { lines: 0 } : { lines, lastHourMs: Math.max(...hits.map(({ atMs }) => atMs)) }
}
