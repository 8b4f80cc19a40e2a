import { dayMs } from '#shared/kernel/time'
import { transitionsUntil, type Transition } from '../../world/alarm-timeline'
import type { Alarm } from '../../world/fleet-model'
import type { World } from '../../world/world'
import { instant, list, type Tree } from '../../wire/tree'
import { answered, operation } from '../operation'
import { pageFrom } from '../paging'
import { actionsEnabled, compositeReason, compositeReasonData, metricReason, metricReasonData } from './alarm-tree'
import { readToken } from './describe-alarms'

const itemTypes = ['ConfigurationUpdate', 'StateUpdate', 'Action', 'AlarmContributorStateUpdate', 'AlarmContributorAction'] as const

/** CloudWatch keeps alarm history for 30 days. */
const keptMs = 30 * dayMs

interface Item {
  readonly alarm: Alarm
  readonly atMs: number
  readonly type: (typeof itemTypes)[number]
  readonly summary: string
  readonly data: string
}

export const describeAlarmHistory = operation('common', ({ world, place, input }) => {
  const name = input.text('AlarmName')
  const type = input.oneOf('HistoryItemType', itemTypes)
  const ascending = input.oneOf('ScanBy', ['TimestampDescending', 'TimestampAscending']) === 'TimestampAscending'
  const asked = input.texts('AlarmTypes')
  const size = input.whole('MaxRecords', { min: 1, max: 100 }) ?? 100
  const fromMs = Math.max(input.time('StartDate') ?? 0, world.nowMs - keptMs)
  const untilMs = Math.min(input.time('EndDate') ?? world.nowMs, world.nowMs)
  const after = readToken(input, 'alarm-history')
  const named = name === undefined ? undefined : place.alarmByName.get(name)
  // Like DescribeAlarms: composites only for who asks.
  const alarms = (name === undefined ? place.alarms : named === undefined ? [] : [named]).filter((alarm) => (asked.length === 0 ? alarm.type === 'metric' : asked.includes(alarm.type === 'metric' ? 'MetricAlarm' : 'CompositeAlarm')))
  const items = alarms
    .flatMap((alarm) => historyOf(world, alarm))
    .filter((item) => item.atMs >= fromMs && item.atMs <= untilMs && (type === undefined || item.type === type))
    .sort((left, right) => (ascending ? left.atMs - right.atMs : right.atMs - left.atMs))
  const page = pageFrom('alarm-history', items, after, size)
  return answered({ AlarmHistoryItems: list(page.items.map(itemTree)), NextToken: page.next })
})

function historyOf(world: World, alarm: Alarm): Item[] {
  const created: Item = { alarm, atMs: alarm.configuredAtMs, type: 'ConfigurationUpdate', summary: `Alarm "${alarm.name}" created`, data: JSON.stringify({ type: 'Create', version: '1.0' }) }
  const transitions = transitionsUntil(world.effects, alarm, world.nowMs)
  return [created, ...transitions.flatMap((transition, at) => stateItems(world, alarm, transitions[at - 1], transition))]
}

function stateItems(world: World, alarm: Alarm, before: Transition | undefined, now: Transition): Item[] {
  const oldState = before?.state ?? 'INSUFFICIENT_DATA'
  const reason = alarm.type === 'metric' ? metricReason(world, alarm, now) : compositeReason(alarm, now)
  const reasonData: unknown = JSON.parse(alarm.type === 'metric' ? metricReasonData(world, alarm, now) : compositeReasonData(now))
  const data = JSON.stringify({ version: '1.0', oldState: { stateValue: oldState }, newState: { stateValue: now.state, stateReason: reason, stateReasonData: reasonData } })
  const update: Item = { alarm, atMs: now.atMs, type: 'StateUpdate', summary: `Alarm updated from ${oldState} to ${now.state}`, data }
  const acted = now.state === 'ALARM' && actionsEnabled(world, alarm)
  const action = (arn: string): Item => ({ alarm, atMs: now.atMs + 40, type: 'Action', summary: `Successfully executed action ${arn}`, data: JSON.stringify({ actionState: 'Succeeded', notificationResource: arn, stateUpdateTimestamp: now.atMs }) })
  return [update, ...(acted ? alarm.actions.map(action) : [])]
}

const itemTree = ({ alarm, atMs, type, summary, data }: Item): Tree => ({
  AlarmName: alarm.name,
  AlarmType: alarm.type === 'metric' ? 'MetricAlarm' : 'CompositeAlarm',
  Timestamp: instant(atMs),
  HistoryItemType: type,
  HistorySummary: summary,
  HistoryData: data,
})
