import type { AppError } from '../kernel/app-error'
import type { MetricId } from './metric-catalogue'
import type { MetricRange } from './ranges'

/** What is asked: what is on screen, no more. `environments` absent: all of them. */
export interface MetricsQuestion {
  readonly tenant: string
  readonly range: MetricRange
  readonly environments?: readonly string[]
}

/** The charts of a tenant. Times are AWS time, epoch milliseconds. */
export interface TenantMetrics {
  readonly tenant: string
  readonly range: MetricRange
  /** Beginning of the first period; the n-th value is of the period that begins at `fromMs + n * periodMs`. */
  readonly fromMs: number
  readonly untilMs: number
  readonly periodMs: number
  /** AWS time of the answer. */
  readonly readAtMs: number
  readonly series: readonly MetricSeries[]
  /** What could not be asked or was refused, and where. */
  readonly troubles: readonly MetricTrouble[]
  /** What this answer cost. */
  readonly queries: number
  readonly dollars: number
  /** Lines that are left out: one question holds no more than so many. */
  readonly leftOut: number
}

export interface MetricSeries {
  readonly metric: MetricId
  /** The database or app group, as an operator would type it. */
  readonly subject: string
  readonly environment: string
  readonly account: string
  readonly region: string
  /** Also of other tenants. */
  readonly shared: boolean
  /** One a period, in the metric's unit; NaN: there is no datapoint. */
  readonly values: Float64Array
  /** CloudWatch did not answer this one in full; its words. */
  readonly incomplete?: string
}

export interface MetricTrouble {
  readonly account: string
  readonly region: string
  readonly what: 'metrics' | 'loadBalancers'
  readonly error: AppError
}

/** One GetMetricData holds no more. */
export const mostQueries = 500
