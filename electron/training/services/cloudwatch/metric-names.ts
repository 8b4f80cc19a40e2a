import { databaseMetrics, groupMetrics, scalingMetrics, type AppGroup, type Database, type LogFilter, type Metric, type Place } from '../../world/fleet-model'

export type Dimension = readonly [name: string, value: string]

const isOfScaling = (name: string): boolean => scalingMetrics.some((each) => each === name)

export const namespaceOf = (metric: Metric): string => (metric.of === 'log' ? metric.filter.namespace : metric.of === 'database' ? 'AWS/RDS' : isOfScaling(metric.name) ? 'AWS/AutoScaling' : 'AWS/ApplicationELB')

/** As DescribeAlarms and ListMetrics write them. Load balancer dimensions are the tails of their ARNs. */
export function dimensionsOf(metric: Metric): readonly Dimension[] {
  if (metric.of === 'log') return []
  if (metric.of === 'database') return [['DBInstanceIdentifier', metric.database.id]]
  if (isOfScaling(metric.name)) return [['AutoScalingGroupName', metric.group.id]]
  return [
    ['LoadBalancer', tailOf(metric.group.loadBalancerArn, 'loadbalancer/')],
    ['TargetGroup', targetGroupDimension(metric.group)],
  ]
}

const tailOf = (arn: string, after: string): string => arn.slice(arn.indexOf(after) + after.length)
const targetGroupDimension = (group: AppGroup): string => tailOf(group.targetGroupArn, `${group.account}:`)

export function metricsOf(place: Place): Metric[] {
  return [...place.databases.flatMap(metricsOfDatabase), ...place.groups.flatMap((group) => [...groupMetrics, ...scalingMetrics].map((name): Metric => ({ of: 'group', group, name }))), ...place.services.filters.map(metricOfFilter)]
}

const metricOfFilter = (filter: LogFilter): Metric => ({ of: 'log', filter, name: filter.metricName })

export function metricsOfDatabase(database: Database): Metric[] {
  const names = database.replicaOf === undefined ? databaseMetrics : ([...databaseMetrics, 'ReplicaLag'] as const)
  return names.map((name): Metric => ({ of: 'database', database, name }))
}

/** Finds a metric by namespace, name and all of its dimensions; undefined: no such metric. */
export function findMetric(place: Place, namespace: string, name: string, dimensions: readonly Dimension[]): Metric | undefined {
  const value = (wanted: string): string | undefined => dimensions.find(([each]) => each === wanted)?.[1]
  if (namespace === 'AWS/RDS') {
    const database = dimensions.length === 1 ? place.databaseById.get(value('DBInstanceIdentifier') ?? '') : undefined
    return database === undefined ? undefined : metricsOfDatabase(database).find((metric) => metric.name === name)
  }
  if (namespace === 'AWS/AutoScaling') {
    const group = dimensions.length === 1 ? place.groupById.get(value('AutoScalingGroupName') ?? '') : undefined
    const known = scalingMetrics.find((each) => each === name)
    return group === undefined || known === undefined ? undefined : { of: 'group', group, name: known }
  }
  const filter = dimensions.length > 0 ? undefined : place.services.filters.find((each) => each.namespace === namespace && each.metricName === name)
  if (filter !== undefined) return metricOfFilter(filter)
  if (namespace !== 'AWS/ApplicationELB' || dimensions.length !== 2) return undefined
  const group = groupsByTarget(place).get(value('TargetGroup') ?? '')
  const known = groupMetrics.find((each) => each === name)
  if (group === undefined || known === undefined) return undefined
  const metric: Metric = { of: 'group', group, name: known }
  return dimensionsOf(metric)[0]?.[1] === value('LoadBalancer') ? metric : undefined
}

/** Built once a place: a metric sweep asks for hundreds at a time. */
const byTarget = new WeakMap<Place, ReadonlyMap<string, AppGroup>>()

function groupsByTarget(place: Place): ReadonlyMap<string, AppGroup> {
  const known = byTarget.get(place)
  if (known !== undefined) return known
  const built = new Map(place.groups.map((group) => [targetGroupDimension(group), group]))
  byTarget.set(place, built)
  return built
}
