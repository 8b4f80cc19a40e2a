import type { GroupEffect } from './effects'
import type { AppGroup } from './fleet-model'
import { desiredAt, extraIds, groupState, replacements, type Replacement } from './group-state'
import { uuidOf } from './place'

/** What Auto Scaling did to a group and why, in the words that DescribeScalingActivities has for it. */
export interface Activity {
  readonly group: AppGroup
  readonly atMs: number
  /** Later than now while it goes on. */
  readonly endMs: number
  readonly description: string
  readonly cause: string
  readonly az: string
  readonly failure?: string
}

/** Those that began by now. */
export function activitiesOf(group: AppGroup, effects: readonly GroupEffect[], nowMs: number): readonly Activity[] {
  const all = [
    ...replacements(group, effects, nowMs).flatMap((replacement) => ofReplacement(group, replacement)),
    ...effects.flatMap((effect) => ofFailedLaunches(group, effect)),
    ...effects.flatMap((effect) => ofScaling(group, effects, effect)),
  ]
  return all.filter(({ atMs }) => atMs <= nowMs)
}

export const activityId = ({ group, atMs, description }: Activity): string => uuidOf(group.noise, atMs, description)

const stamp = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`

function ofReplacement(group: AppGroup, { change, old, next, oldAz, nextAz, wasThere }: Replacement): Activity[] {
  const isRefresh = change.deliberate === true
  const out = isRefresh ? 'an instance refresh' : 'an ELB system health check failure'
  const why = isRefresh ? 'an instance refresh' : 'an unhealthy instance needing to be replaced'
  const terminating: Activity = {
    group,
    atMs: change.terminatingAtMs,
    endMs: change.goneAtMs,
    description: `Terminating EC2 instance: ${old}`,
    cause: `At ${stamp(change.terminatingAtMs)} an instance was taken out of service in response to ${out}.${isRefresh ? `  At ${stamp(change.terminatingAtMs)} instance ${old} was selected for termination.` : ''}`,
    az: oldAz,
  }
  const gone = wasThere ? [terminating] : []
  if (!Number.isFinite(change.launchedAtMs)) return gone
  const launching: Activity = {
    group,
    atMs: change.launchedAtMs,
    endMs: change.inServiceAtMs,
    description: `Launching a new EC2 instance: ${next}`,
    cause: `At ${stamp(change.launchedAtMs)} an instance was launched in response to ${why}.`,
    az: nextAz,
  }
  return [...gone, launching]
}

const ofFailedLaunches = (group: AppGroup, { failedLaunches = [] }: GroupEffect): Activity[] =>
  failedLaunches.map(({ atMs, message }) => ({
    group,
    atMs,
    endMs: atMs + 2000,
    description: 'Launching a new EC2 instance.  Status Reason: ' + message,
    cause: `At ${stamp(atMs)} an instance was launched in response to an unhealthy instance needing to be replaced.`,
    az: group.azs[0] ?? '',
    failure: message,
  }))

/** One activity a machine; the first says what changed the desired capacity. */
function ofScaling(group: AppGroup, effects: readonly GroupEffect[], effect: GroupEffect): Activity[] {
  const { scaleOut, fromMs, toMs } = effect
  if (scaleOut === undefined || !Number.isFinite(scaleOut.launchedAtMs)) return []
  const [before, raised] = [desiredAt(group, effects, fromMs - 1), desiredAt(group, effects, fromMs)]
  const lowered = Number.isFinite(toMs) ? desiredAt(group, effects, toMs) : raised
  const ids = extraIds(group, { scaleOut, fromMs })
  const zoneOf = (id: string, atMs: number): string => groupState(group, effects, atMs).instances.find((instance) => instance.id === id)?.az ?? group.azs[0] ?? ''
  const changing = (atMs: number, alarm: string, from: number, to: number): string =>
    `At ${stamp(atMs)} a monitor alarm ${alarm} in state ALARM triggered policy ${scaleOut.policy} changing the desired capacity from ${from} to ${to}.`
  const out = ids.map((id): Activity => ({
    group,
    atMs: scaleOut.launchedAtMs,
    endMs: scaleOut.inServiceAtMs,
    description: `Launching a new EC2 instance: ${id}`,
    cause: `${changing(fromMs, `${scaleOut.alarm}-AlarmHigh`, before, raised)}  At ${stamp(scaleOut.launchedAtMs)} an instance was started in response to a difference between desired and actual capacity, increasing the capacity from ${before} to ${raised}.`,
    az: zoneOf(id, scaleOut.inServiceAtMs),
  }))
  if (toMs <= scaleOut.launchedAtMs) return []
  if (!Number.isFinite(toMs)) return out
  const back = ids.map((id): Activity => ({
    group,
    atMs: toMs,
    endMs: toMs + scaleOut.goneAfterMs,
    description: `Terminating EC2 instance: ${id}`,
    cause: `${changing(toMs, `${scaleOut.alarm}-AlarmLow`, raised, lowered)}  At ${stamp(toMs)} an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from ${raised} to ${lowered}.`,
    az: zoneOf(id, toMs),
  }))
  return [...out, ...back]
}
