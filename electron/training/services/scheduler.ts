import { instantsOf, isZone, nextExisting, parseWallTime } from '#shared/kernel/wall-time'
import { secondMs } from '#shared/kernel/time'
import { fireMs, hasRole, replaceSchedule, scheduleGroups, scheduleNamed } from '../world/schedules'
import type { Schedule } from '../world/support-things'
import { withDeeds } from '../world/world'
import type { ServiceFault } from '../wire/service-fault'
import { instant, list, maybeInstant } from '../wire/tree'
import type { Input } from './input'
import { answered, operation, refused, type Answer, type Asked } from './operation'
import { decodeToken, pageAfter } from './paging'

const fault = (code: string, status: number, message: string): ServiceFault => ({ code, status, message })
const invalid = (message: string): ServiceFault => fault('ValidationException', 400, message)
const noSchedule = (name: string): ServiceFault => fault('ResourceNotFoundException', 404, `Schedule ${name} does not exist.`)

const groupOf = ({ input }: Pick<Asked, 'input'>): string => input.text('GroupName') ?? 'default'
const nameOf = ({ input }: Pick<Asked, 'input'>): string => input.text('Name') ?? ''

/** What a request makes: one-off schedules that call one operation; others are not made here. */
function scheduleOf(asked: Asked, madeAtMs: number): Schedule | ServiceFault {
  const { world, place, input } = asked
  const [group, name, expression, timezone] = [groupOf(asked), nameOf(asked), input.text('ScheduleExpression') ?? '', input.text('ScheduleExpressionTimezone') ?? 'UTC']
  const target = input.record('Target')
  const [window, startMs, endMs] = [windowOf(input.record('FlexibleTimeWindow')), input.time('StartDate'), input.time('EndDate')]
  const [targetArn, roleArn, text] = [target?.text('Arn') ?? '', target?.text('RoleArn') ?? '', target?.text('Input') ?? '{}']
  if (!/^[\w.-]{1,64}$/.test(name)) return invalid(`1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$`)
  if (!scheduleGroups.includes(group)) return fault('ResourceNotFoundException', 404, `Schedule group ${group} does not exist.`)
  if (!isZone(timezone)) return invalid(`Invalid Schedule Expression Timezone ${timezone}.`)
  const atMs = momentOf(expression, timezone)
  if (atMs === undefined) return invalid(`Invalid Schedule Expression ${expression}.`)
  if (atMs <= world.nowMs) return invalid(`Invalid Schedule Expression ${expression}. The time has passed.`)
  if (window === undefined) return invalid('Invalid FlexibleTimeWindow. Mode FLEXIBLE takes 1 to 1440 minutes, and OFF none.')
  if (!/^arn:aws:scheduler:::aws-sdk:[a-z0-9]+:[a-z]\w+$/.test(targetArn)) return invalid(`Provided Arn ${targetArn} is not in correct format.`)
  if (!isJsonRecord(text)) return invalid('Invalid Input: it is not a JSON object.')
  if (!hasRole(world, place.account, roleArn)) return invalid('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.')
  const description = input.text('Description')
  const said = { ...(description === undefined ? {} : { description }), ...(startMs === undefined ? {} : { startMs }), ...(endMs === undefined ? {} : { endMs }) }
  const made = { account: place.account, region: place.region, group, name, ...said, expression, timezone, atMs, ...window, targetArn, roleArn, input: text }
  const isEnabled = input.text('State') !== 'DISABLED'
  return { ...made, isEnabled, afterCompletion: input.text('ActionAfterCompletion') === 'DELETE' ? 'DELETE' : 'NONE', madeAtMs, changedAtMs: world.nowMs, tries: 0, dueMs: isEnabled ? fireMs(made) : Infinity }
}

/** `at(2026-03-02T12:30:00)` on a wall in the zone; a time that its clocks skip comes when they show a time again. */
function momentOf(expression: string, zone: string): number | undefined {
  const [, minute = '', second = ''] = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d):([0-5]\d)\)$/.exec(expression) ?? []
  const wall = parseWallTime(minute)
  const atMs = wall === undefined ? undefined : instantsOf(nextExisting(wall, zone), zone)[0]
  return atMs === undefined ? undefined : atMs + Number(second) * secondMs
}

/** Undefined: AWS takes no such window. */
function windowOf(window: Input | undefined): Pick<Schedule, 'windowMinutes'> | undefined {
  const windowMinutes = Number(window?.text('MaximumWindowInMinutes') ?? 0)
  const isRight = window?.text('Mode') === 'FLEXIBLE' ? Number.isInteger(windowMinutes) && windowMinutes >= 1 && windowMinutes <= 1440 : window?.text('Mode') === 'OFF' && windowMinutes === 0
  return isRight ? { windowMinutes } : undefined
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
    FlexibleTimeWindow: found.windowMinutes === 0 ? { Mode: 'OFF' } : { Mode: 'FLEXIBLE', MaximumWindowInMinutes: found.windowMinutes },
    StartDate: maybeInstant(found.startMs),
    EndDate: maybeInstant(found.endMs),
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
