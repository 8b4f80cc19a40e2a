import { secondMs } from '#shared/kernel/time'
import { hash32 } from './chance'
import type { Schedule } from './support-things'
import type { World } from './world'

interface Where {
  readonly account: string
  readonly region: string
}

export const defaultRole = 'WatchfloorSupportCloser'
/** Groups that every account and Region has. */
export const scheduleGroups: readonly string[] = ['default', 'watchfloor-support']

export const scheduleNamed = (world: World, { account, region }: Where, group: string, name: string): Schedule | undefined =>
  world.deeds.schedules.find((one) => one.account === account && one.region === region && one.group === group && one.name === name)

/** AWS fires within the minute that begins with the schedule's second. */
export const fireMs = ({ account, name, atMs }: Pick<Schedule, 'account' | 'name' | 'atMs'>): number => atMs + (hash32('fires', account, name, atMs / secondMs) % 55) * secondMs

/** Whether the role by which schedules close is there. */
export const hasRole = (world: World, account: string, roleArn: string): boolean =>
  roleArn === `arn:aws:iam::${account}:role/${defaultRole}` && !world.effects.support(account).some(({ roleIsGone, fromMs, toMs }) => roleIsGone === true && fromMs <= world.nowMs && world.nowMs < toMs)

export const replaceSchedule = ({ deeds }: World, before: Schedule, after: Schedule | undefined): readonly Schedule[] => deeds.schedules.flatMap((one) => (one === before ? (after ?? []) : one))
