import { addDollars } from '#shared/kernel/money'
import type { ServiceName } from './wire/call'

/** What a poller costs: per account x Region x API, and in all. Describe calls of RDS, Auto Scaling, ELBv2, STS, Logs, WAF, Transfer and the tagging API are free. */
export interface Billing {
  readonly requests: number
  /** Requests answered with a throttling error. */
  readonly throttled: number
  readonly dollars: number
  readonly lines: readonly BillingLine[]
}

export interface BillingLine extends Spent {
  readonly account: string
  readonly region: string
  readonly service: ServiceName
  readonly operation: string
}

export interface Spent {
  readonly requests: number
  readonly throttled: number
  readonly dollars: number
}

const dollarsPerThousand = 0.01
/** KMS: $0.03 for 10,000 requests of any kind. */
const keyRequestDollars = 0.000_003

/** S3: $0.0004 for 1,000 requests that read. */
const bucketRequestDollars = 0.000_000_4

/** KMS charges each request, GetMetricData is charged by metric, CloudWatch's other calls by request; a call that fails costs nothing. */
export function priceOf(service: ServiceName, operation: string, params: Readonly<Record<string, unknown>>): number {
  if (service === 'kms') return keyRequestDollars
  if (service === 's3') return bucketRequestDollars
  if (service !== 'cloudwatch') return 0
  const queries = params['MetricDataQueries']
  const units = operation === 'GetMetricData' ? (Array.isArray(queries) ? queries.length : 0) : 1
  return (units * dollarsPerThousand) / 1000
}

export function billingOf(lines: readonly BillingLine[]): Billing {
  const total = (pick: (line: BillingLine) => number): number => lines.reduce((sum, line) => sum + pick(line), 0)
  return { requests: total((line) => line.requests), throttled: total((line) => line.throttled), dollars: addDollars(...lines.map((line) => line.dollars)), lines }
}
