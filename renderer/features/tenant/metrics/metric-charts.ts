import type { TenantView } from '#shared/fleet/tenant-view'
import { metricIds, metricSpec, type MetricId, type MetricSpec } from '#shared/metrics/metric-catalogue'
import type { TenantMetrics } from '#shared/metrics/tenant-metrics'
import { formatDuration } from '../../../format/duration'
import type { ChartLine } from '../../../components/chart/chart-types'

/** One chart: a metric, and a line for each thing of the tenant that has it. */
export interface MetricChart {
  readonly id: MetricId
  readonly title: string
  /** How a value was made of its period: `average of 5 m`. */
  readonly note: string
  readonly spec: MetricSpec
  readonly lines: readonly ChartLine[]
  /** Why it may be empty, or is not whole. */
  readonly remark?: string
}

/** Charts that stand on the screen, before and after their data came: the same ones, so that nothing jumps. */
export function metricCharts(view: TenantView, metrics: TenantMetrics | undefined, environment: string | undefined, periodMs: number): readonly MetricChart[] {
  return metricIds.filter((id) => notApplicable(id, view, environment) === undefined).map((id): MetricChart => {
    const spec = metricSpec(id)
    const series = (metrics?.series ?? []).filter(({ metric }) => metric === id)
    const titles = series.map(({ subject, environment: of, account }) => `${of}${spec.of === 'database' && isReplica(view, account, subject) ? ' replica' : ''}`)
    // Several of a kind are told apart by their own names.
    const many = new Set(titles).size < titles.length
    const lines = series.map(({ subject, account, region, values }, at) => ({ key: `${account} ${region} ${subject}`, title: many ? subject : (titles[at] ?? subject), values }))
    const isShared = spec.of !== 'database' && spec.of !== 'replica' && view.appGroups.some(({ shared }) => shared)
    const remark = metrics === undefined ? undefined : remarkOf(id, metrics)
    return { id, title: spec.title, note: `${noteOf(spec, periodMs)}${isShared ? ', shared with other tenants' : ''}`, spec, lines, ...(remark === undefined ? {} : { remark }) }
  })
}

const isReplica = ({ databases }: TenantView, account: string, id: string): boolean => databases.some(({ record }) => record.account === account && record.id === id && record.replicaOf !== undefined)

/** Metrics that this tenant has nothing for, and why. */
export const missingCharts = (view: TenantView, environment: string | undefined): readonly (readonly [title: string, why: string])[] =>
  metricIds.flatMap((id) => {
    const why = notApplicable(id, view, environment)
    return why === undefined ? [] : [[metricSpec(id).title, why] as const]
  })

function notApplicable(id: MetricId, { databases, appGroups }: TenantView, environment: string | undefined): string | undefined {
  const isShown = (each: { readonly environment: string }): boolean => environment === undefined || each.environment === environment
  switch (metricSpec(id).of) {
    case 'database':
      return databases.some(isShown) ? undefined : 'no database'
    case 'replica':
      return databases.some((each) => isShown(each) && each.record.replicaOf !== undefined) ? undefined : 'no read replica'
    case 'balancer':
      return appGroups.some((each) => isShown(each) && each.record.targetGroupArns.length > 0) ? undefined : 'no load balancer'
    case 'group':
      return appGroups.some(isShown) ? undefined : 'no app group'
  }
}

const statisticWords: Record<MetricSpec['statistic'], string> = { Average: 'average', Minimum: 'least', Maximum: 'most', Sum: 'sum', p99: '99th percentile' }

function noteOf({ statistic, perMinute }: MetricSpec, periodMs: number): string {
  return perMinute === true ? 'a minute' : `${statisticWords[statistic]} of ${formatDuration(periodMs)}`
}

function remarkOf(id: MetricId, metrics: TenantMetrics): string | undefined {
  const { of } = metricSpec(id)
  const refused = metrics.troubles.find(({ what }) => what === 'metrics' || of === 'balancer')
  const series = metrics.series.filter(({ metric }) => metric === id)
  const partial = series.find(({ incomplete }) => incomplete !== undefined)
  if (partial !== undefined) return `CloudWatch did not answer in full (${partial.incomplete ?? ''}): ${partial.subject}`
  if (series.length === 0) return refused?.error.message ?? (of === 'balancer' ? 'No Application Load Balancer is known in front of it.' : undefined)
  if (!series.every(({ values }) => values.every((value) => Number.isNaN(value)))) return undefined
  return of === 'group' ? 'No data: Auto Scaling sends it only for groups whose metrics are collected.' : 'CloudWatch has no data for this span.'
}
