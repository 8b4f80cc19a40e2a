import { parseIsoDuration } from '#shared/kernel/iso-duration'
import type { MuteRule } from '../../world/deeds'
import { withDeeds, type World } from '../../world/world'
import type { ServiceFault } from '../../wire/service-fault'
import { faults } from '../../wire/service-fault'
import { instant, list, type Tree } from '../../wire/tree'
import type { Place } from '../../world/fleet-model'
import type { Input } from '../input'
import { answered, operation, refused, type Answer, type Asked, type Operation } from '../operation'
import { pageAfter } from '../paging'
import { readToken } from './describe-alarms'

/** Newer Regions have no mute rules yet: there alarm actions are switched off one by one. */
const lacking = new Set(['eu-south-2', 'ap-southeast-7', 'mx-central-1'])

const muting = (answer: (asked: Asked) => Answer): Operation => operation('common', (asked) => (lacking.has(asked.place.region) ? refused(faults.unknownOperation('AlarmMuteRule', '2010-08-01')) : answer(asked)))

const unknownRule = (name: string): ServiceFault => ({ code: 'ResourceNotFoundException', status: 404, message: `Alarm mute rule ${name} does not exist` })

const ownRules = ({ deeds }: World, { account, region }: Place): readonly MuteRule[] => deeds.muteRules.filter((rule) => rule.account === account && rule.region === region)

/** Of that name it is replaced. One-time schedules only: `at(2026-03-02T13:00)` in its own zone, here UTC. */
export const putAlarmMuteRule = muting(({ world, place, input }) => {
  const name = input.text('Name') ?? ''
  const rule = readRule(world, place, input, name)
  if (rule === undefined || input.problem !== undefined) return refused(input.problem ?? faults.validation('Rule.Schedule is not valid'))
  const others = world.deeds.muteRules.filter((one) => one.name !== name || one.account !== place.account || one.region !== place.region)
  return { ...answered(undefined), world: withDeeds(world, { muteRules: [...others, rule] }) }
})

function readRule(world: World, { account, region }: Place, input: Input, name: string): MuteRule | undefined {
  const schedule = input.record('Rule')?.record('Schedule')
  const expression = schedule?.text('Expression') ?? ''
  const duration = schedule?.text('Duration') ?? ''
  const timezone = schedule?.text('Timezone') ?? 'UTC'
  const at = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d)\)$/.exec(expression)?.[1]
  const lengthMs = parseIsoDuration(duration)
  const alarms = input.record('MuteTargets')?.texts('AlarmNames') ?? []
  if (name === '' || at === undefined || lengthMs === undefined || timezone !== 'UTC') return undefined
  if (alarms.length === 0 || alarms.length > 100) input.fail(faults.validation('MuteTargets.AlarmNames must have between 1 and 100 names'))
  const fromMs = Date.parse(`${at}:00Z`)
  const expireMs = input.time('ExpireDate')
  const description = input.text('Description')
  return { account, region, name, expression, duration, alarms, fromMs, toMs: Math.min(fromMs + lengthMs, expireMs ?? Infinity), updatedAtMs: world.nowMs, ...(expireMs === undefined ? {} : { expireMs }), ...(description === undefined ? {} : { description }) }
}

export const getAlarmMuteRule = muting(({ world, place, input }) => {
  const name = input.text('AlarmMuteRuleName') ?? ''
  const rule = ownRules(world, place).find((one) => one.name === name)
  if (rule === undefined) return refused(unknownRule(name))
  return answered({
    Name: rule.name,
    AlarmMuteRuleArn: arnOf(rule),
    Description: rule.description,
    Rule: { Schedule: { Expression: rule.expression, Duration: rule.duration, Timezone: 'UTC' } },
    MuteTargets: { AlarmNames: list(rule.alarms) },
    ExpireDate: rule.expireMs === undefined ? undefined : instant(rule.expireMs),
    Status: statusOf(rule, world.nowMs),
    LastUpdatedTimestamp: instant(rule.updatedAtMs),
    MuteType: 'ONE_TIME',
  })
})

export const listAlarmMuteRules = muting(({ world, place, input }) => {
  const after = readToken(input, 'mute-rules')
  const size = input.whole('MaxRecords', { min: 1, max: 100 }) ?? 50
  const alarm = input.text('AlarmName')
  const statuses = input.texts('Statuses')
  const wanted = ownRules(world, place)
    .filter((rule) => (alarm === undefined || rule.alarms.includes(alarm)) && (statuses.length === 0 || statuses.includes(statusOf(rule, world.nowMs))))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
  const page = pageAfter('mute-rules', wanted, ({ name }) => name, after, size)
  const summary = (rule: MuteRule): Tree => ({ AlarmMuteRuleArn: arnOf(rule), ExpireDate: rule.expireMs === undefined ? undefined : instant(rule.expireMs), Status: statusOf(rule, world.nowMs), MuteType: 'ONE_TIME', LastUpdatedTimestamp: instant(rule.updatedAtMs) })
  return answered({ AlarmMuteRuleSummaries: list(page.items.map(summary)), NextToken: page.next })
})

/** Deleting what is not there is no error. */
export const deleteAlarmMuteRule = muting(({ world, place, input }) => {
  const name = input.text('AlarmMuteRuleName') ?? ''
  const muteRules = world.deeds.muteRules.filter((one) => one.name !== name || one.account !== place.account || one.region !== place.region)
  return { ...answered(undefined), world: withDeeds(world, { muteRules }) }
})

const arnOf = ({ account, region, name }: MuteRule): string => `arn:aws:cloudwatch:${region}:${account}:alarm-mute-rule:${name}`

const statusOf = ({ fromMs, toMs }: MuteRule, nowMs: number): string => (nowMs < fromMs ? 'SCHEDULED' : nowMs < toMs ? 'ACTIVE' : 'EXPIRED')
