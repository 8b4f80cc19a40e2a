import type { DatabaseMetric, GroupMetric } from './fleet-model'

/** Counters are sums by nature; a gauge's extremes lie a little off its average. */
const counters: ReadonlySet<string> = new Set<DatabaseMetric | GroupMetric>(['RequestCount', 'HTTPCode_Target_5XX_Count'])
const exact: ReadonlySet<string> = new Set<DatabaseMetric | GroupMetric>(['HealthyHostCount', 'FreeStorageSpace', 'GroupInServiceInstances', 'GroupDesiredCapacity'])

export const statistics = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const

/** A statistic of one minute's value; undefined for names that CloudWatch does not know. */
export function statisticOf(statistic: string, value: number, metric: string): number {
  if (statistic === 'SampleCount') return counters.has(metric) ? Math.max(1, value) : 1
  if (counters.has(metric)) return statistic === 'Sum' ? value : value === 0 ? 0 : 1
  if (exact.has(metric)) return value
  if (statistic === 'Minimum') return value * 0.97
  if (statistic === 'Maximum') return value * (metric === 'CPUUtilization' ? 1.02 : 1.3)
  const percentile = /^p(\d{1,2}(?:\.\d+)?)$/i.exec(statistic)
  if (percentile !== null) return value * (0.7 + (0.6 * Number(percentile[1])) / 100)
  return value
}

export const isStatistic = (name: string): boolean => (statistics as readonly string[]).includes(name) || /^p(\d{1,2}(\.\d+)?|100)$/i.test(name) || /^(tm|wm|tc|ts|pr)/i.test(name)
