import { isRefusal } from '#shared/fleet/feed-state'
import type { FeedId } from '#shared/fleet/feeds'
import type { AppInstance, InstanceRefresh, ScalingActivity, TargetHealthRecord } from '#shared/fleet/records'
import type { AppGroupView } from '#shared/fleet/tenant-view'
import { capacityChanges, goesOn } from '#shared/health/scaling'

/** What an instance does for its clients now. */
export type InstanceKind = 'serving' | 'coming' | 'going' | 'ill' | 'aside'

export function instanceKind({ lifecycle, health }: AppInstance): InstanceKind {
  if (lifecycle.startsWith('Pending')) return 'coming'
  if (lifecycle.startsWith('Terminat') || lifecycle.startsWith('Detach')) return 'going'
  if (health.toLowerCase() !== 'healthy') return 'ill'
  return lifecycle === 'InService' ? 'serving' : 'aside'
}

export const instanceWords: Record<InstanceKind, string> = { serving: 'serving', coming: 'coming up', going: 'going', ill: 'unhealthy', aside: 'set aside' }

/** The group's zones with what is in each, in order; a zone that it is set up for and that is empty too. */
export function zonesOf({ azs, instances }: AppGroupView['record']): readonly { readonly az: string; readonly instances: readonly AppInstance[] }[] {
  const names = [...new Set([...azs, ...instances.map(({ az }) => az)])].filter((az) => az !== '').sort()
  return names.map((az) => ({ az, instances: instances.filter((instance) => instance.az === az) }))
}

/** `eu-west-1a: 2 serving, 1 coming up`. */
export function zoneWords({ az, instances }: { readonly az: string; readonly instances: readonly AppInstance[] }): string {
  const kinds = (Object.keys(instanceWords) as InstanceKind[]).flatMap((kind) => {
    const count = instances.filter((instance) => instanceKind(instance) === kind).length
    return count === 0 ? [] : [`${count} ${instanceWords[kind]}`]
  })
  return `${az}: ${kinds.length === 0 ? 'nothing' : kinds.join(', ')}`
}

/** An activity in few words: what, and why. AWS's own sentence is behind it. */
export function activityWords(activity: ScalingActivity): { readonly what: string; readonly why: string } {
  const { description, cause } = activity
  const what = description.startsWith('Launching') ? 'Launch' : description.startsWith('Terminating') ? 'Termination' : (description.split(':')[0] ?? description)
  return { what, why: whyWords(activity, cause) }
}

const reasons: readonly (readonly [RegExp, string])[] = [
  [/instance refresh/, 'instance refresh'],
  [/ELB system health check failure/, 'failed the load balancer’s health checks'],
  [/EC2 (instance )?(status|health) check/, 'failed EC2’s health checks'],
  [/unhealthy instance needing to be replaced/, 'replaces an unhealthy instance'],
  [/scheduled action/, 'scheduled'],
  [/user request/, 'asked for by a person'],
  [/availability zone|rebalanc/i, 'moved between zones'],
]

function whyWords(activity: ScalingActivity, cause: string): string {
  const [change] = capacityChanges([activity])
  if (change?.by === 'policy') return `policy ${change.policy ?? ''}: ${change.from} to ${change.to}`
  const reason = reasons.find(([pattern]) => pattern.test(cause))?.[1] ?? cause
  return change === undefined ? reason : `${reason}: ${change.from} to ${change.to}`
}

export const activityState = (activity: ScalingActivity): string => (goesOn(activity) ? 'under way' : activity.status === 'Successful' ? 'done' : activity.status.toLowerCase())

const refreshStates: Readonly<Record<string, string>> = {
  Pending: 'about to begin',
  InProgress: 'in progress',
  Baking: 'complete, under observation',
  Successful: 'complete',
  Failed: 'failed',
  Cancelling: 'being cancelled',
  Cancelled: 'cancelled',
  RollbackInProgress: 'being rolled back',
  RollbackFailed: 'roll-back failed',
  RollbackSuccessful: 'rolled back',
}

export const refreshWords = ({ status, percent, left }: InstanceRefresh): string =>
  [refreshStates[status] ?? status, ...(percent === undefined ? [] : [`${percent} %`]), ...(left === undefined || left === 0 ? [] : [`${left} left`])].join(', ')

/** Why something is not shown. Undefined: it is, or may be. */
export type Absence = { readonly kind: 'denied' | 'loading'; readonly words: string }

/** What is read of few groups only has not been read of this one: because AWS refuses, or not yet. */
export function absence({ place }: AppGroupView, feed: FeedId, what: string): Absence {
  const { error } = place.feeds[feed]
  if (isRefusal(error) && error?.kind !== 'cancelled') return { kind: 'denied', words: `${what} cannot be read: ${error?.message ?? ''}` }
  return { kind: 'loading', words: error === undefined ? `${what} are being read.` : `${what} could not be read yet: ${error.message}` }
}

/** Targets that get no requests, with AWS's reason. */
export const troubledTargets = (targets: readonly TargetHealthRecord[]): readonly { readonly group: string; readonly target: TargetHealthRecord['targets'][number] }[] =>
  targets.flatMap(({ targetGroupName: group, targets: all }) => all.filter(({ state }) => state !== 'healthy').map((target) => ({ group, target })))
