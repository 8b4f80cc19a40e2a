import type { MetricsQuestion, TenantMetrics } from '../metrics/tenant-metrics'

/** What the charts of a tenant ask. Asking costs money in AWS: only while they are looked at, once a period. */
export interface MetricsCommands {
  'metrics.load': { input: MetricsQuestion; output: TenantMetrics }
  /** Nobody looks at them any more: what is under way ends as `cancelled`. */
  'metrics.leave': { input: null; output: null }
}
