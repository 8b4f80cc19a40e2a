import type { TenantView } from '../fleet/tenant-view'
import { metricIds, metricSpec, type MetricId } from './metric-catalogue'
import { mostQueries, type MetricSeries } from './tenant-metrics'

/** One line to be asked for, and where. */
export interface MetricQuery extends Omit<MetricSeries, 'values' | 'incomplete'> {
  readonly dimensions: Readonly<Record<string, string>>
}

/** The load balancer in front of a target group, as CloudWatch's dimension names it; undefined: not known. */
export type BalancerOf = (targetGroupArn: string) => string | undefined

/** Target groups whose load balancer must be known to ask for their metrics. */
export const neededTargetGroups = (view: TenantView, environments?: readonly string[]): readonly TargetGroupAt[] =>
  view.appGroups.filter(({ environment }) => environments?.includes(environment) ?? true).flatMap(({ record: { account, region, targetGroupArns } }) => targetGroupArns.map((arn) => ({ account, region, arn })))

export interface TargetGroupAt {
  readonly account: string
  readonly region: string
  readonly arn: string
}

/** Every line of a tenant's charts, by metric and then as its things stand; too many are cut off. */
export function metricQueries(view: TenantView, balancerOf: BalancerOf, environments?: readonly string[]): { readonly queries: readonly MetricQuery[]; readonly leftOut: number } {
  const isAsked = ({ environment }: { readonly environment: string }): boolean => environments?.includes(environment) ?? true
  const shown = { ...view, databases: view.databases.filter(isAsked), appGroups: view.appGroups.filter(isAsked) }
  const all = metricIds.flatMap((metric) => linesOf(metric, shown, balancerOf))
  return { queries: all.slice(0, mostQueries), leftOut: Math.max(0, all.length - mostQueries) }
}

function linesOf(metric: MetricId, view: Pick<TenantView, 'databases' | 'appGroups'>, balancerOf: BalancerOf): readonly MetricQuery[] {
  const { of } = metricSpec(metric)
  if (of === 'database' || of === 'replica') {
    const asked = of === 'replica' ? view.databases.filter(({ record }) => record.replicaOf !== undefined) : view.databases
    return asked.map(({ record: { id, account, region }, environment }) => ({ metric, subject: id, environment, account, region, shared: false, dimensions: { DBInstanceIdentifier: id } }))
  }
  return view.appGroups.flatMap(({ record: { id, account, region, targetGroupArns }, environment, shared }): readonly MetricQuery[] => {
    const line = { metric, subject: id, environment, account, region, shared }
    if (of === 'group') return [{ ...line, dimensions: { AutoScalingGroupName: id } }]
    return targetGroupArns.slice(0, 1).flatMap((arn) => {
      const balancer = balancerOf(arn)
      const TargetGroup = /:(targetgroup\/.+)$/.exec(arn)?.[1]
      return balancer === undefined || TargetGroup === undefined ? [] : [{ ...line, dimensions: { TargetGroup, LoadBalancer: balancer } }]
    })
  })
}

/** `app/<name>/<id>`, from the ARN of an Application Load Balancer; others have metrics of their own. */
export const balancerDimension = (loadBalancerArn: string): string | undefined => /:loadbalancer\/(app\/.+)$/.exec(loadBalancerArn)?.[1]
