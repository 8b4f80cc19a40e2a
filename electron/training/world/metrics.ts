import { dayMs, minuteMs } from '#shared/kernel/time'
import { noise } from './chance'
import type { EffectIndex } from './effect-index'
import { resourceKey, type AppGroup, type Database, type DatabaseMetric, type GroupMetric, type Metric } from './fleet-model'
import { desiredAt, groupState } from './group-state'
import { linesMatched } from './tenant-services'

/**
 * A metric's value in the minute that begins at `minuteAtMs`; null: no datapoint was sent.
 * Healthy values stay well inside every threshold of the alarm catalogue: an alarm is never an accident of noise.
 */
export function metricValue(index: EffectIndex, metric: Metric, minuteAtMs: number): number | null {
  const value = plainValue(index, metric, minuteAtMs)
  const forced = index.alarmsOn(resourceKey(metric)).filter(({ target }) => target.type === 'metric' && target.metric.name === metric.name)
  return forced.reduce<number | null>((sofar, effect) => (effect.metric === undefined ? sofar : effect.metric(minuteAtMs, sofar)), value)
}

function plainValue(index: EffectIndex, metric: Metric, atMs: number): number | null {
  switch (metric.of) {
    case 'database':
      return databaseValue(index, metric.database, metric.name, atMs)
    case 'group':
      return groupValue(index, metric.group, metric.name, atMs)
    case 'log':
      return linesMatched(metric.filter, atMs, atMs + minuteMs)
  }
}

function databaseValue(index: EffectIndex, database: Database, name: DatabaseMetric, atMs: number): number | null {
  let value: number | null = healthyDatabaseValue(database, name, atMs)
  for (const effect of index.database(database)) {
    if (value === null) return null
    if (effect.metric !== undefined && effect.fromMs < atMs + minuteMs && atMs < effect.toMs) value = effect.metric(name, atMs, value)
  }
  return value
}

function groupValue(index: EffectIndex, group: AppGroup, name: GroupMetric, atMs: number): number | null {
  let value = isCounted(name) ? countOf(index, group, name, atMs) : healthyGroupValue(group, name, atMs)
  for (const effect of index.group(group)) {
    if (effect.metric !== undefined && effect.fromMs < atMs + minuteMs && atMs < effect.toMs) value = effect.metric(name, atMs, value)
  }
  return value
}

const countedMetrics = ['HealthyHostCount', 'GroupInServiceInstances', 'GroupDesiredCapacity'] as const satisfies readonly GroupMetric[]
type CountedMetric = (typeof countedMetrics)[number]
const isCounted = (name: GroupMetric): name is CountedMetric => countedMetrics.some((counted) => counted === name)

/** What follows from who is there at that moment. */
function countOf(index: EffectIndex, group: AppGroup, name: CountedMetric, atMs: number): number {
  const effects = index.group(group)
  if (effects.length === 0) return group.desired
  if (name === 'GroupDesiredCapacity') return desiredAt(group, effects, atMs)
  const { instances, targets } = groupState(group, effects, atMs)
  return name === 'HealthyHostCount' ? targets.filter(({ state }) => state === 'healthy').length : instances.filter(({ lifecycle }) => lifecycle === 'InService').length
}

/** The share of storage that is free in a healthy database, at least. */
export const healthyFreeRatio = (database: Database): number => 0.4 + ((database.noise % 1000) / 1000) * 0.3

/** 0 at four in the morning, 1 in the early afternoon. */
const busyness = (atMs: number): number => 0.5 - 0.5 * Math.cos(((((atMs % dayMs) / dayMs) * 24 - 4) / 24) * 2 * Math.PI)

function healthyDatabaseValue(database: Database, name: DatabaseMetric, atMs: number): number {
  const jitter = noise(database.noise, atMs / minuteMs)
  const own = (database.noise % 1000) / 1000
  switch (name) {
    case 'CPUUtilization':
      return round(8 + own * 12 + busyness(atMs) * 25 + jitter * 6, 3)
    case 'FreeStorageSpace':
      return Math.floor(database.storageGib * 1024 ** 3 * (healthyFreeRatio(database) + jitter * 0.002))
    case 'DatabaseConnections':
      return Math.round(20 + own * 60 + busyness(atMs) * 120 + jitter * 10)
    case 'WriteLatency':
      return round(0.0008 + own * 0.001 + busyness(atMs) * 0.001 + jitter * 0.0004, 6)
    case 'ReadLatency':
      return round(0.0003 + own * 0.0006 + busyness(atMs) * 0.0005 + jitter * 0.0002, 6)
    case 'ReplicaLag':
      return Math.round(jitter * 4)
  }
}

function healthyGroupValue(group: AppGroup, name: Exclude<GroupMetric, CountedMetric>, atMs: number): number | null {
  const jitter = noise(group.noise, atMs / minuteMs)
  const own = (group.noise % 1000) / 1000
  switch (name) {
    case 'TargetResponseTime':
      return round(0.06 + own * 0.1 + busyness(atMs) * 0.15 + jitter * 0.05, 6)
    case 'RequestCount':
      return Math.round(400 + own * 400 + busyness(atMs) * 2500 + jitter * 200)
    case 'HTTPCode_Target_5XX_Count':
      return jitter < 0.9 ? null : Math.ceil((jitter - 0.9) * 40)
  }
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits))
