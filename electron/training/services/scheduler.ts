import { fireMs, hasRole, replaceSchedule, scheduleGroups, scheduleNamed } from '../world/schedules'
import type { Schedule } from '../world/support-things'
import { withDeeds } from '../world/world'
import type { ServiceFault } from '../wire/service-fault'
import { instant, list } from '../wire/tree'
import { answered, operation, refused, type Answer, type Asked } from './operation'
import { decodeToken, pageAfter } from './paging'

const fault = (code: string, status: number, message: string): ServiceFault => ({ code, status, message })
const invalid = (message: string): ServiceFault => fault('ValidationException', 400, message)
const noSchedule = (name: string): ServiceFault => fault('ResourceNotFoundException', 404, `Schedule ${name} does not exist.`)

const groupOf = ({ input }: Pick<Asked, 'input'>): string => input.text('GroupName') ?? 'default'
const nameOf = ({ input }: Pick<Asked, 'input'>): string => input.text('Name') ?? ''

/** What a request makes: one-off schedules in UTC that call one operation; others are not made here. */
function scheduleOf(asked: Asked, madeAtMs: number): Schedule | ServiceFault {
  const { world, place, input } = asked
  const [group, name, expression, timezone] = [groupOf(asked), nameOf(asked), input.text('ScheduleExpression') ?? '', input.text('ScheduleExpressionTimezone') ?? 'UTC']
  const target = input.record('Target')
  const at = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression)?.[1]
  const atMs = at === undefined ? Number.NaN : Date.parse(`${at}Z`)
  const [targetArn, roleArn, text] = [target?.text('Arn') ?? '', target?.text('RoleArn') ?? '', target?.text('Input') ?? '{}']
  if (!/^[\w.-]{1,64}$/.test(name)) return invalid(`1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$`)
  if (!scheduleGroups.includes(group)) return fault('ResourceNotFoundException', 404, `Schedule group ${group} does not exist.`)
  if (Number.isNaN(atMs)) return invalid(`Invalid Schedule Expression ${expression}.`)
  if (timezone !== 'UTC') return invalid('Schedules of this training fleet are in UTC.')
  if (atMs <= world.nowMs) return invalid(`Invalid Schedule Expression ${expression}. The time has passed.`)
  if (input.record('FlexibleTimeWindow')?.text('Mode') !== 'OFF') return invalid('Schedules of this training fleet have no flexible time window.')
  if (!/^arn:aws:scheduler:::aws-sdk:[a-z0-9]+:[a-z]\w+$/.test(targetArn)) return invalid(`Provided Arn ${targetArn} is not in correct format.`)
  if (!isJsonRecord(text)) return invalid('Invalid Input: it is not a JSON object.')
  if (!hasRole(world, place.account, roleArn)) return invalid('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.')
  const description = input.text('Description')
  const made = { account: place.account, region: place.region, group, name, ...(description === undefined ? {} : { description }), expression, timezone, atMs, targetArn, roleArn, input: text }
  const isEnabled = input.text('State') !== 'DISABLED'
  return { ...made, isEnabled, afterCompletion: input.text('ActionAfterCompletion') === 'DELETE' ? 'DELETE' : 'NONE', madeAtMs, changedAtMs: world.nowMs, tries: 0, dueMs: isEnabled ? fireMs(made) : Infinity }
}

function isJsonRecord(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

const arnOf = ({ account, region, group, name }: Schedule): string => `arn:aws:scheduler:${region}:${account}:schedule/${group}/${name}`

const put = (asked: Asked, before: Schedule | undefined): Answer => {
  const { world } = asked
  const made = scheduleOf(asked, before?.madeAtMs ?? world.nowMs)
  if ('code' in made) return refused(made)
  return { ...answered({ ScheduleArn: arnOf(made) }), world: withDeeds(world, { schedules: before === undefined ? [...world.deeds.schedules, made] : replaceSchedule(world, before, made) }) }
}

export const createSchedule = operation('common', (asked) => {
  const before = scheduleNamed(asked.world, asked.place, groupOf(asked), nameOf(asked))
  return before === undefined ? put(asked, undefined) : refused(fault('ConflictException', 409, `Schedule ${before.name} already exists.`))
})

export const updateSchedule = operation('common', (asked) => {
  const before = scheduleNamed(asked.world, asked.place, groupOf(asked), nameOf(asked))
  return before === undefined ? refused(noSchedule(nameOf(asked))) : put(asked, before)
})

export const getSchedule = operation('common', (asked) => {
  const found = scheduleNamed(asked.world, asked.place, groupOf(asked), nameOf(asked))
  if (found === undefined) return refused(noSchedule(nameOf(asked)))
  return answered({
    Arn: arnOf(found),
    GroupName: found.group,
    Name: found.name,
    ScheduleExpression: found.expression,
    ScheduleExpressionTimezone: found.timezone,
    State: found.isEnabled ? 'ENABLED' : 'DISABLED',
    Description: found.description,
    CreationDate: instant(found.madeAtMs),
    LastModificationDate: instant(found.changedAtMs),
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: found.afterCompletion,
    // Scheduler's own when nothing is said: a day of tries.
    Target: { Arn: found.targetArn, RoleArn: found.roleArn, Input: found.input, RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 } },
  })
})

export const listSchedules = operation('common', ({ world, place, input }) => {
  const [group, prefix] = [input.text('ScheduleGroup'), input.text('NamePrefix') ?? '']
  const size = input.whole('MaxResults', { min: 1, max: 100 }) ?? 100
  const token = input.text('NextToken')
  const after = token === undefined ? undefined : decodeToken('schedules', token)
  if (group !== undefined && !scheduleGroups.includes(group)) return refused(fault('ResourceNotFoundException', 404, `Schedule group ${group} does not exist.`))
  if (token !== undefined && after === undefined) return refused(invalid('Invalid NextToken'))
  const own = world.deeds.schedules.filter((one) => one.account === place.account && one.region === place.region && (group === undefined || one.group === group) && one.name.startsWith(prefix))
  const keyOf = ({ group: of, name }: Schedule): string => `${of}/${name}`
  const page = pageAfter('schedules', [...own].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1)), keyOf, after, size)
  const summaries = page.items.map((one) => ({ Arn: arnOf(one), Name: one.name, GroupName: one.group, State: one.isEnabled ? 'ENABLED' : 'DISABLED', CreationDate: instant(one.madeAtMs), LastModificationDate: instant(one.changedAtMs), Target: { Arn: one.targetArn } }))
  return answered({ Schedules: list(summaries), NextToken: page.next })
})

export const deleteSchedule = operation('common', (asked) => {
  const found = scheduleNamed(asked.world, asked.place, groupOf(asked), nameOf(asked))
  return found === undefined ? refused(noSchedule(nameOf(asked))) : { ...answered({}), world: withDeeds(asked.world, { schedules: replaceSchedule(asked.world, found, undefined) }) }
})
