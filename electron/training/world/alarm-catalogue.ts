import { dayMs, minuteMs } from '#shared/kernel/time'
import { chance } from './chance'
import { onCall, topicArn } from './topics'
import type { Alarm, AppGroup, CompositeAlarm, Database, Fleet, LogFilter, Metric, MetricAlarm } from './fleet-model'

/** The alarms of a place: two a database, three an app group, one composite a tenant and environment. */
export function alarmsFor(fleet: Fleet, databases: readonly Database[], groups: readonly AppGroup[]): Alarm[] {
  const metric = [...databases.flatMap((database) => databaseAlarms(fleet, database)), ...groups.flatMap((group) => groupAlarms(fleet, group))]
  return [...metric, ...composites(fleet, metric)]
}

type Rule = Pick<MetricAlarm, 'statistic' | 'periodMs' | 'evaluationPeriods' | 'datapointsToAlarm' | 'threshold' | 'comparison' | 'missingData'>

const minutely = { periodMs: minuteMs, evaluationPeriods: 5, datapointsToAlarm: 3 }

function databaseAlarms(fleet: Fleet, database: Database): MetricAlarm[] {
  const of = (name: Extract<Metric, { of: 'database' }>['name'], suffix: string, description: string, rule: Rule): MetricAlarm =>
    alarm(fleet, database, database.tenant, `${database.id}-${suffix}`, description, { of: 'database', database, name }, rule)
  const cpu = of('CPUUtilization', 'cpu-high', 'Database CPU above 90 % for 3 of 5 minutes', { ...minutely, statistic: 'Average', threshold: 90, comparison: 'GreaterThanThreshold', missingData: 'missing' })
  if (database.replicaOf !== undefined) {
    return [cpu, of('ReplicaLag', 'replica-lag-high', 'Replica more than two minutes behind', { ...minutely, statistic: 'Maximum', threshold: 120, comparison: 'GreaterThanThreshold', missingData: 'missing' })]
  }
  const storage = of('FreeStorageSpace', 'free-storage-low', 'Less than a tenth of the storage is free', {
    ...minutely,
    evaluationPeriods: 3,
    statistic: 'Minimum',
    threshold: database.storageGib * 1024 ** 3 * 0.1,
    comparison: 'LessThanThreshold',
    missingData: 'missing',
  })
  return [cpu, storage]
}

function groupAlarms(fleet: Fleet, group: AppGroup): MetricAlarm[] {
  const of = (name: Extract<Metric, { of: 'group' }>['name'], suffix: string, description: string, rule: Rule): MetricAlarm =>
    alarm(fleet, group, group.tenantTag, `${group.id}-${suffix}`, description, { of: 'group', group, name }, rule)
  return [
    of('TargetResponseTime', 'latency-high', 'p99 response time above 2 s', { ...minutely, statistic: 'p99', threshold: 2, comparison: 'GreaterThanThreshold', missingData: 'notBreaching' }),
    // The load balancer sends no datapoint for a minute without errors: missing is good here.
    of('HTTPCode_Target_5XX_Count', '5xx-high', 'More than 50 server errors a minute', { ...minutely, statistic: 'Sum', threshold: 50, comparison: 'GreaterThanThreshold', missingData: 'notBreaching' }),
    of('HealthyHostCount', 'healthy-hosts-low', 'Fewer healthy hosts than the service needs', {
      ...minutely,
      evaluationPeriods: 3,
      statistic: 'Minimum',
      threshold: Math.ceil(group.desired * 0.6),
      comparison: 'LessThanThreshold',
      missingData: 'missing',
    }),
  ]
}

/** One for each metric filter over a log: five lines in a minute are too many. No line is good news. */
export const logAlarms = (fleet: Fleet, filters: readonly LogFilter[]): MetricAlarm[] =>
  filters.map((filter) =>
    alarm(fleet, filter, filter.tenant, `${filter.tenant}-${filter.environment}-log-${filter.name}`, `Lines that match ${filter.pattern}: five or more in a minute`, { of: 'log', filter, name: filter.metricName }, {
      periodMs: minuteMs,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      statistic: 'Sum',
      threshold: 5,
      comparison: 'GreaterThanOrEqualToThreshold',
      missingData: 'notBreaching',
    }),
  )

/** Where a watched resource lives, and since when. */
interface Home {
  readonly account: string
  readonly region: string
  readonly environment: string
  readonly createdAtMs: number
}

function alarm(fleet: Fleet, at: Home, tenantTag: string, name: string, description: string, metric: Metric, rule: Rule): MetricAlarm {
  return { type: 'metric', ...base(fleet, at, tenantTag, name, description), metric, ...rule }
}

function composites(fleet: Fleet, alarms: readonly MetricAlarm[]): CompositeAlarm[] {
  const own = new Map<string, MetricAlarm[]>()
  for (const child of alarms) {
    if (child.tenantTag === '*') continue
    const key = `${child.tenantTag}-${child.environment}`
    const others = own.get(key)
    if (others === undefined) own.set(key, [child])
    else others.push(child)
  }
  return [...own].flatMap(([key, children]) => {
    const first = children[0]
    if (first === undefined) return []
    return [{ type: 'composite' as const, ...base(fleet, { ...first, createdAtMs: first.configuredAtMs }, first.tenantTag, `${key}-service`, 'Anything of this service is in alarm'), children }]
  })
}

function base(fleet: Fleet, at: Home, tenantTag: string, name: string, description: string) {
  const draw = [fleet.seed, 'alarm', at.account, at.region, name] as const
  return {
    key: `arn:aws:cloudwatch:${at.region}:${at.account}:alarm:${name}`,
    name,
    description,
    account: at.account,
    region: at.region,
    tenantTag,
    environment: at.environment,
    configuredAtMs: Math.max(at.createdAtMs + 30 * minuteMs, fleet.startAtMs - Math.floor((30 + chance(...draw, 'age') * 300) * dayMs)),
    phaseMs: Math.floor(chance(...draw, 'phase') * minuteMs),
    actions: [topicArn(at, onCall)],
  }
}
