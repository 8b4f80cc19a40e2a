import type { Datapoint, Transition } from '../../world/alarm-timeline'
import { isBreaching } from '../../world/alarm-timeline'
import type { CompositeAlarm, MetricAlarm } from '../../world/fleet-model'
import { metricValue } from '../../world/metrics'
import { statisticOf } from '../../world/statistics'
import { topicArn } from '../../world/topics'
import type { World } from '../../world/world'
import { instant, list, type Tree } from '../../wire/tree'
import { dimensionsOf, namespaceOf } from './metric-names'

/** An alarm as DescribeAlarms returns it. */
export function metricAlarmTree(world: World, alarm: MetricAlarm, state: Transition): Tree {
  return {
    AlarmName: alarm.name,
    AlarmArn: alarm.key,
    AlarmDescription: alarm.description,
    AlarmConfigurationUpdatedTimestamp: instant(alarm.configuredAtMs),
    ActionsEnabled: actionsEnabled(world, alarm),
    OKActions: list([]),
    AlarmActions: list(actionsOf(world, alarm)),
    InsufficientDataActions: list([]),
    StateValue: state.state,
    StateReason: metricReason(world, alarm, state),
    StateReasonData: metricReasonData(world, alarm, state),
    StateUpdatedTimestamp: instant(state.atMs),
    MetricName: alarm.metric.name,
    Namespace: namespaceOf(alarm.metric),
    ...(alarm.statistic.startsWith('p') ? { ExtendedStatistic: alarm.statistic } : { Statistic: alarm.statistic }),
    Dimensions: list(dimensionsOf(alarm.metric).map(([Name, Value]) => ({ Name, Value }))),
    Period: alarm.periodMs / 1000,
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparison,
    TreatMissingData: alarm.missingData,
    StateTransitionedTimestamp: instant(state.atMs),
  }
}

export function compositeAlarmTree(world: World, alarm: CompositeAlarm, state: Transition): Tree {
  return {
    ActionsEnabled: actionsEnabled(world, alarm),
    AlarmActions: list(actionsOf(world, alarm)),
    AlarmArn: alarm.key,
    AlarmConfigurationUpdatedTimestamp: instant(alarm.configuredAtMs),
    AlarmDescription: alarm.description,
    AlarmName: alarm.name,
    AlarmRule: alarm.children.map((child) => `ALARM("${child.name}")`).join(' OR '),
    InsufficientDataActions: list([]),
    OKActions: list([]),
    StateReason: compositeReason(alarm, state),
    StateReasonData: compositeReasonData(state),
    StateUpdatedTimestamp: instant(state.atMs),
    StateValue: state.state,
    StateTransitionedTimestamp: instant(state.atMs),
  }
}

export const actionsEnabled = (world: World, alarm: MetricAlarm | CompositeAlarm): boolean =>
  world.effects.alarm(alarm.key).findLast((effect) => effect.actionsOff !== undefined && effect.fromMs <= world.nowMs && world.nowMs < effect.toMs)?.actionsOff !== true

export function actionsOf(world: World, alarm: MetricAlarm | CompositeAlarm): readonly string[] {
  const moved = world.effects.alarm(alarm.key).findLast((effect) => effect.topic !== undefined && effect.fromMs <= world.nowMs && world.nowMs < effect.toMs)
  return moved?.topic === undefined ? alarm.actions : [topicArn(alarm, moved.topic)]
}

/** What the alarm looked at; for the state since configuration, the datapoints of that time. */
function datapointsOf(world: World, alarm: MetricAlarm, state: Transition): readonly Datapoint[] {
  if (state.datapoints.length > 0) return state.datapoints
  const lastMs = Math.floor(state.atMs / alarm.periodMs) * alarm.periodMs
  return Array.from({ length: alarm.evaluationPeriods }, (_, at) => {
    const atMs = lastMs - (alarm.evaluationPeriods - at) * alarm.periodMs
    const value = metricValue(world.effects, alarm.metric, atMs)
    return { atMs, value: value === null ? null : statisticOf(alarm.statistic, value, alarm.metric.name) }
  })
}

const comparisons = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
} as const

const number = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value))
const shortDate = (atMs: number): string => {
  const iso = new Date(atMs).toISOString()
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(2, 4)} ${iso.slice(11, 19)}`
}

export function metricReason(world: World, alarm: MetricAlarm, state: Transition): string {
  const datapoints = datapointsOf(world, alarm, state)
  const total = datapoints.length
  if (state.state === 'INSUFFICIENT_DATA') return `Insufficient Data: ${total} datapoint${total === 1 ? ' was' : 's were'} unknown.`
  const present = datapoints.filter((datapoint) => datapoint.value !== null)
  const inAlarm = state.state === 'ALARM'
  const told = present.filter((datapoint) => isBreaching(alarm, datapoint.value) === inAlarm)
  const missing = total - present.length
  if (!inAlarm && present.length === 0) return `Threshold Crossed: no datapoints were received for ${total} periods and ${total} missing datapoints were treated as [NonBreaching].`
  const shown = [...told].reverse().map((datapoint) => `${number(datapoint.value ?? 0)} (${shortDate(datapoint.atMs)})`).join(', ')
  const needed = inAlarm ? alarm.datapointsToAlarm : total - alarm.datapointsToAlarm + 1
  const direction = inAlarm ? 'OK -> ALARM' : 'ALARM -> OK'
  const rule = `${told.length === 1 && total === 1 ? 'was' : 'were'} ${inAlarm ? '' : 'not '}${comparisons[alarm.comparison]} the threshold (${number(alarm.threshold)})`
  const counted = missing > 0 && alarm.missingData === 'notBreaching' && !inAlarm ? ` and ${missing} missing datapoints were treated as [NonBreaching]` : ''
  return `Threshold Crossed: ${told.length} out of the last ${total} datapoints [${shown}] ${rule}${counted} (minimum ${needed} datapoint${needed === 1 ? '' : 's'} for ${direction} transition).`
}

const amazonDate = (atMs: number): string => new Date(atMs).toISOString().replace('Z', '+0000')

export function metricReasonData(world: World, alarm: MetricAlarm, state: Transition): string {
  const datapoints = [...datapointsOf(world, alarm, state)]
  const present = datapoints.filter((datapoint) => datapoint.value !== null)
  return JSON.stringify({
    version: '1.0',
    queryDate: amazonDate(state.atMs),
    ...(present[0] === undefined ? {} : { startDate: amazonDate(present[0].atMs) }),
    statistic: alarm.statistic,
    period: alarm.periodMs / 1000,
    recentDatapoints: present.map((datapoint) => datapoint.value),
    threshold: alarm.threshold,
    evaluatedDatapoints: datapoints.reverse().map(({ atMs, value }) => (value === null ? { timestamp: amazonDate(atMs) } : { timestamp: amazonDate(atMs), sampleCount: 1, value })),
  })
}

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

function longDate(atMs: number): string {
  const date = new Date(atMs)
  return `${days[date.getUTCDay()] ?? ''} ${String(date.getUTCDate()).padStart(2, '0')} ${months[date.getUTCMonth()] ?? ''}, ${date.getUTCFullYear()} ${date.toISOString().slice(11, 19)} UTC`
}

export function compositeReason(alarm: CompositeAlarm, { cause, atMs }: Transition): string {
  if (cause === undefined) return `${alarm.key} was created and its alarm rule evaluates to OK`
  return `${cause.child.key} transitioned to ${cause.state} at ${longDate(atMs)}`
}

export function compositeReasonData({ cause, atMs }: Transition): string {
  if (cause === undefined) return JSON.stringify({ triggeringAlarms: [] })
  return JSON.stringify({ triggeringAlarms: [{ arn: cause.child.key, state: { value: cause.state, timestamp: amazonDate(atMs) } }] })
}
