import type { ScalingActivity } from '../fleet/records'
import type { AppGroupView } from '../fleet/tenant-view'
import { dayMs, minuteMs } from '../kernel/time'
import { inService } from './app-capacity'

/**
 * What a group's activities say of its size and its troubles. AWS has no fields for it: the reasons stand in the cause, in a few fixed
 * sentences.
 */
export interface CapacityChange {
  readonly atMs: number
  readonly from: number
  readonly to: number
  readonly by: 'policy' | 'schedule' | 'user' | 'other'
  readonly policy?: string
  readonly alarm?: string
}

const changing = /changing the desired capacity from (\d+) to (\d+)/
const byPolicy = /monitor alarm (\S+) in state ALARM triggered policy (\S+)/

/** Changes of the wanted number, newest first. */
export function capacityChanges(activities: readonly ScalingActivity[]): readonly CapacityChange[] {
  const found = activities.flatMap(({ atMs, cause }): readonly CapacityChange[] => {
    const change = changing.exec(cause)
    if (change === null) return []
    return [{ atMs, from: Number(change[1]), to: Number(change[2]), ...cameBy(cause) }]
  })
  // One activity a machine: all of a change carry the same sentence.
  return found.filter((change, at) => found.findIndex((other) => other.from === change.from && other.to === change.to && Math.abs(other.atMs - change.atMs) < minuteMs) === at)
}

function cameBy(cause: string): Pick<CapacityChange, 'by' | 'policy' | 'alarm'> {
  const [, alarm, policy] = byPolicy.exec(cause) ?? []
  if (alarm !== undefined && policy !== undefined) return { by: 'policy', alarm, policy }
  if (/scheduled action/.test(cause)) return { by: 'schedule' }
  return { by: /a user request/.test(cause) ? 'user' : 'other' }
}

/** What brought the group to the number it wants now; undefined: the page of activities does not say. */
export const lastChange = ({ record, activities }: AppGroupView): CapacityChange | undefined => capacityChanges(activities?.activities ?? []).find(({ to }) => to === record.desired)

/** Above the usual: the lowest number that policies held it at within a day. Undefined: not by a policy, or not above. */
export function scaledByLoad(group: AppGroupView): { readonly usual: number; readonly change: CapacityChange } | undefined {
  const changes = capacityChanges(group.activities?.activities ?? [])
  const [newest] = changes
  if (newest === undefined || newest.by !== 'policy' || newest.to !== group.record.desired) return undefined
  const others = changes.findIndex(({ by }) => by !== 'policy')
  const run = changes.slice(0, others < 0 ? changes.length : others).filter(({ atMs }) => newest.atMs - atMs < dayMs)
  const usual = Math.min(...run.flatMap(({ from, to }) => [from, to]))
  return group.record.desired > usual ? { usual, change: newest } : undefined
}

const over: ReadonlySet<string> = new Set(['Successful', 'Failed', 'Cancelled'])
export const goesOn = ({ status }: ScalingActivity): boolean => !over.has(status)

/** Readings that belong to the group as it is shown: what goes on was asked with it or after it. */
export const readWith = (group: AppGroupView, reading: { readonly readAtMs: number } | undefined): boolean =>
  reading !== undefined && (group.place.feeds['autoscaling.groups'].observedAtMs ?? 0) - reading.readAtMs < 6 * minuteMs

/** Short only because more are wanted than a moment ago: all that were there serve, and the rest is on its way. */
export function isGrowing(group: AppGroupView): boolean {
  const { record, activities } = group
  if (activities === undefined || !readWith(group, activities)) return false
  const raise = lastChange(group)
  if (raise === undefined || raise.to <= raise.from) return false
  const serving = inService(record).length
  const launching = activities.activities.filter((activity) => goesOn(activity) && changing.test(activity.cause))
  return serving >= raise.from && record.desired - serving <= launching.length
}

/** The last launch, if AWS refused it and none has worked since. */
export function refusedLaunch({ activities }: AppGroupView): ScalingActivity | undefined {
  const launches = (activities?.activities ?? []).filter(({ description }) => description.startsWith('Launching'))
  const [newest] = launches
  return newest?.status === 'Failed' ? newest : undefined
}

/** A machine that failed is being replaced, or could not be. */
export const isHealing = ({ activities }: AppGroupView): boolean =>
  (activities?.activities ?? []).some((activity) => (goesOn(activity) && /health check|unhealthy instance/.test(activity.cause)) || (activity.status === 'Failed' && (activities?.readAtMs ?? 0) - activity.atMs < 15 * minuteMs))
