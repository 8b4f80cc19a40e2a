import { hourMs, minuteMs } from '#shared/kernel/time'
import { actKey, performed } from '../world/support-acts'
import { hasRole, replaceSchedule, scheduleNamed } from '../world/schedules'
import type { Schedule } from '../world/support-things'
import { tick, withDeeds, type World } from '../world/world'
import { placeNow } from '../world/place-now'
import { faults, type ServiceFault } from '../wire/service-fault'
import { revokeSecurityGroupIngress } from './ec2'
import { Input } from './input'
import type { Identity, Operation } from './operation'
import { deleteParameter, putParameter } from './parameters'
import { scheduledSession } from './refusals'
import { told } from './told'

/**
 * What happens by itself while time passes: schedules that fire, and what events do to parameters, rules and schedules.
 *
 * 1. In order of time, each in the world of its own moment: it does not matter how often somebody looks.
 * 2. A schedule does what its call would do. What AWS failed at is tried again for a day; what was refused is given up, and the truth says so.
 */
export function advance(world: World, nowMs: number): World {
  let now = world
  for (;;) {
    const next = firstDue(now, Math.max(nowMs, now.nowMs))
    if (next === undefined) return tick(now, nowMs)
    now = next.happen(tick(now, next.atMs))
  }
}

interface Due {
  readonly atMs: number
  happen(world: World): World
}

function firstDue(world: World, nowMs: number): Due | undefined {
  let first: Due | undefined
  for (const effect of world.effects.acts) {
    if (effect.fromMs > nowMs) break
    if (!world.deeds.said.has(actKey(effect))) first ??= { atMs: effect.fromMs, happen: (then) => performed(then, effect) }
    if (first !== undefined) break
  }
  for (const schedule of world.deeds.schedules) if (schedule.dueMs <= nowMs && schedule.dueMs < (first?.atMs ?? Infinity)) first = { atMs: schedule.dueMs, happen: (then) => fired(then, schedule) }
  return first
}

/** Operations that schedules do here: those that close. */
const callable: Readonly<Record<string, { readonly service: 'ssm' | 'ec2'; readonly name: string; readonly operation: Operation }>> = {
  'ssm:putParameter': { service: 'ssm', name: 'PutParameter', operation: putParameter },
  'ssm:deleteParameter': { service: 'ssm', name: 'DeleteParameter', operation: deleteParameter },
  'ec2:revokeSecurityGroupIngress': { service: 'ec2', name: 'RevokeSecurityGroupIngress', operation: revokeSecurityGroupIngress },
}

const longestTryMs = 24 * hourMs

function fired(world: World, schedule: Schedule): World {
  const { account, region, roleArn } = schedule
  const target = callable[schedule.targetArn.replace('arn:aws:scheduler:::aws-sdk:', '')]
  if (target === undefined) return ended(world, schedule, { code: 'NotFound', status: 404, message: `No service does ${schedule.targetArn} here.` })
  const role = roleArn.split('/').at(-1) ?? roleArn
  const identity: Identity = { account, arn: `arn:aws:sts::${account}:assumed-role/${role}/${scheduledSession}`, userId: `AROASCHEDULER:${scheduledSession}`, session: true }
  if (!hasRole(world, account, roleArn)) return ended(world, schedule, faults.denied(`arn:aws:iam::${account}:root`, 'sts:AssumeRole', roleArn))
  const place = placeNow(world, account, region)
  if (place === undefined) return ended(world, schedule, faults.internal())
  const params = JSON.parse(schedule.input) as Readonly<Record<string, unknown>> // looked at when the schedule was made
  const answer = target.operation.answer({ world, place, identity, input: new Input(params, target.operation.wording) })
  const after = told(answer.world ?? world, { service: target.service, operation: target.name, region, identity, params, fault: answer.ok ? undefined : answer.fault, invokedBy: 'scheduler.amazonaws.com' })
  return ended(after, schedule, answer.ok ? undefined : answer.fault)
}

/** Through, to be tried again, or given up. */
function ended(world: World, schedule: Schedule, fault: ServiceFault | undefined): World {
  const before = scheduleNamed(world, schedule, schedule.group, schedule.name) ?? schedule
  const waitMs = minuteMs * 2 ** schedule.tries
  const again = fault !== undefined && fault.status >= 500 && world.nowMs + waitMs <= schedule.atMs + longestTryMs
  if (fault === undefined && schedule.afterCompletion === 'DELETE') return withDeeds(world, { schedules: replaceSchedule(world, before, undefined) })
  const failure = fault === undefined || again ? {} : { failure: { atMs: world.nowMs, words: `${fault.code}: ${fault.message}` } }
  return withDeeds(world, { schedules: replaceSchedule(world, before, { ...before, tries: before.tries + 1, dueMs: again ? world.nowMs + waitMs : Infinity, ...failure }) })
}
