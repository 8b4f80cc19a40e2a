import { alarmStateAt, isUntouched } from '../../world/alarm-timeline'
import type { Alarm, Place } from '../../world/fleet-model'
import { faults } from '../../wire/service-fault'
import { list } from '../../wire/tree'
import type { Input } from '../input'
import { answered, operation } from '../operation'
import { decodeToken, pageAfter } from '../paging'
import { compositeAlarmTree, metricAlarmTree } from './alarm-tree'

const states = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const
const types = ['CompositeAlarm', 'MetricAlarm'] as const

/** Composite alarms are returned only to who asks for them in `AlarmTypes`, as CloudWatch documents it. */
export const describeAlarms = operation('common', ({ world, place, input }) => {
  const state = input.oneOf('StateValue', states)
  const size = input.whole('MaxRecords', { min: 1, max: 100 }) ?? 50
  const after = readToken(input, 'alarms')
  const asked = readTypes(input)
  const candidates = select(place, input).filter((alarm) => asked.has(alarm.type))
  const inState = state === undefined ? candidates : candidates.filter((alarm) => (isUntouched(world.effects, alarm) ? 'OK' : alarmStateAt(world.effects, alarm, world.nowMs).state) === state)
  const page = pageAfter('alarms', inState, orderOf, after, size)
  const shown = page.items.map((alarm) => ({ alarm, state: alarmStateAt(world.effects, alarm, world.nowMs) }))
  return answered({
    CompositeAlarms: list(shown.flatMap((item) => (item.alarm.type === 'composite' ? [compositeAlarmTree(world, item.alarm, item.state)] : []))),
    MetricAlarms: list(shown.flatMap((item) => (item.alarm.type === 'metric' ? [metricAlarmTree(world, item.alarm, item.state)] : []))),
    NextToken: page.next,
  })
})

/** Composites first, each kind by name. */
const orderOf = (alarm: Alarm): string => `${alarm.type === 'composite' ? 0 : 1}${alarm.name}`

export function readToken(input: Input, name: string): string | undefined {
  const token = input.text('NextToken')
  if (token === undefined || token === '') return undefined
  const after = decodeToken(name, token)
  if (after === undefined) input.fail({ code: 'InvalidNextToken', status: 400, message: 'The next token specified is invalid.' })
  return after
}

function readTypes(input: Input): ReadonlySet<Alarm['type']> {
  const given = input.texts('AlarmTypes')
  const unknown = given.find((type) => !(types as readonly string[]).includes(type))
  if (unknown !== undefined) input.fail(faults.validation(`1 validation error detected: Value '[${unknown}]' at 'alarmTypes' failed to satisfy constraint: Member must satisfy enum value set: [CompositeAlarm, MetricAlarm]`))
  if (given.length > 0) return new Set(given.map((type) => (type === 'CompositeAlarm' ? 'composite' : 'metric')))
  // Relations between alarms are about composites even when no type is named.
  return input.text('ChildrenOfAlarmName') === undefined && input.text('ParentsOfAlarmName') === undefined ? new Set(['metric']) : new Set(['metric', 'composite'])
}

function select(place: Place, input: Input): readonly Alarm[] {
  const names = input.texts('AlarmNames')
  const prefix = input.text('AlarmNamePrefix')
  const actionPrefix = input.text('ActionPrefix')
  const parent = input.text('ChildrenOfAlarmName')
  const child = input.text('ParentsOfAlarmName')
  if (names.length > 100) input.fail(faults.validation("1 validation error detected: Value at 'alarmNames' failed to satisfy constraint: Member must have length less than or equal to 100"))
  if (names.length > 0 && prefix !== undefined) input.fail({ code: 'InvalidParameterCombination', jsonCode: 'InvalidParameterCombinationException', status: 400, message: 'AlarmNamePrefix and AlarmNames cannot be used together' })
  if (parent !== undefined) return childrenOf(place, parent)
  if (child !== undefined) return place.alarms.filter((alarm) => alarm.type === 'composite' && alarm.children.some(({ name }) => name === child))
  if (names.length === 0 && prefix === undefined && actionPrefix === undefined) return place.alarms
  const wanted = new Set(names)
  return place.alarms.filter(
    (alarm) =>
      (names.length === 0 || wanted.has(alarm.name)) &&
      (prefix === undefined || alarm.name.startsWith(prefix)) &&
      (actionPrefix === undefined || alarm.actions.some((action) => action.startsWith(actionPrefix))),
  )
}

function childrenOf(place: Place, name: string): readonly Alarm[] {
  const parent = place.alarmByName.get(name)
  return parent?.type === 'composite' ? [...parent.children].sort((left, right) => (left.name < right.name ? -1 : 1)) : []
}
