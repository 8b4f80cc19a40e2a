import { minuteMs, secondMs } from '#shared/kernel/time'
import { inService } from '#shared/health/app-capacity'
import { isUnderWay } from '#shared/health/app-refresh'
import type { AlarmRecord, AppGroupRecord } from '#shared/fleet/records'
import type { PlaceMemory } from './place-memory'

/**
 * Which app groups deserve a closer look, and in which order.
 *
 * 1. Looked at: somebody has them on the screen. Always read.
 * 2. Restless: too few in service, machines that come or go or differ in version, at the most they may have, changed lately, being
 *    refreshed; or above their minimum for a reason that was never read. Read within a budget: who is short first, then who is longest unread.
 * 3. What was read a moment ago is not read again.
 */
export function chooseGroups(memory: PlaceMemory, nowMs: number, budget: number, readAtMs: (group: string) => number | undefined): readonly string[] {
  const due = (memory.appGroups ?? []).filter(({ id }) => nowMs - (readAtMs(id) ?? Number.NEGATIVE_INFINITY) >= justNowMs)
  const looked = due.filter(({ id }) => isLookedAt(memory, id, nowMs)).map(({ id }) => id)
  const restless = due.filter((group) => !looked.includes(group.id) && isRestless(memory, group, nowMs)).map(({ id }) => id)
  const short = new Set(due.filter(isShort).map(({ id }) => id))
  const age = (id: string): number => readAtMs(id) ?? 0
  const inOrder = restless.sort((a, b) => Number(short.has(b)) - Number(short.has(a)) || age(a) - age(b))
  return [...looked, ...inOrder.slice(0, Math.max(0, budget))]
}

const justNowMs = 45 * secondMs

export const isLookedAt = (memory: PlaceMemory, group: string, nowMs: number): boolean => (memory.lookedAt.get(group) ?? Number.NEGATIVE_INFINITY) > nowMs

export function isRestless(memory: PlaceMemory, group: AppGroupRecord, nowMs: number): boolean {
  const { desired, min, max, instances } = group
  if (isShort(group) || (desired === max && max > min) || (desired > min && !memory.activities.has(group.id))) return true
  if (instances.some(({ lifecycle, health }) => lifecycle !== 'InService' || health.toLowerCase() !== 'healthy')) return true
  if (new Set(instances.map(({ version }) => version)).size > 1) return true
  const refresh = memory.refreshes.get(group.id)?.latest
  return (refresh !== undefined && isUnderWay(refresh)) || (memory.changedGroups.get(group.id) ?? Number.NEGATIVE_INFINITY) > nowMs
}

const isShort = (group: AppGroupRecord): boolean => inService(group).length < group.desired

/** Compares with the poll before: who has other machines now, or wants another number of them. */
export function noteChanges(memory: PlaceMemory, groups: readonly AppGroupRecord[], nowMs: number): void {
  const before = new Map((memory.appGroups ?? []).map((group) => [group.id, group]))
  for (const group of groups) {
    const old = before.get(group.id)
    if (old !== undefined && signOf(old) !== signOf(group)) memory.changedGroups.set(group.id, nowMs + closelyMs)
  }
  const living = new Set(groups.map(({ id }) => id))
  for (const known of [memory.changedGroups, memory.lookedAt, memory.activities, memory.refreshes]) for (const id of known.keys()) if (!living.has(id)) known.delete(id)
}

const closelyMs = 15 * minuteMs
const signOf = ({ desired, instances }: AppGroupRecord): string => [desired, ...instances.map(({ id }) => id).sort()].join(' ')

/** CloudWatch's TargetGroup dimension is the end of the ARN: `targetgroup/<name>/<id>`. */
export function isAbout(alarm: AlarmRecord, group: AppGroupRecord): boolean {
  const { AutoScalingGroupName: groupName, TargetGroup: targetGroup } = alarm.dimensions
  return groupName === group.id || (targetGroup !== undefined && group.targetGroupArns.some((arn) => arn.endsWith(targetGroup)))
}
