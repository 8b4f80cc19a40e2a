import { dayMs } from '#shared/kernel/time'
import type { AppGroup, Place } from '../world/fleet-model'
import { activitiesOf, activityId, type Activity } from '../world/group-activities'
import { refreshesOf, type RefreshAt } from '../world/group-refresh'
import { desiredAt, groupState, templateVersion } from '../world/group-state'
import type { World } from '../world/world'
import { faults } from '../wire/service-fault'
import { instant, list, type Tree } from '../wire/tree'
import type { Input } from './input'
import { answered, operation, refused } from './operation'
import { decodeToken, pageAfter, pageFrom } from './paging'

export const describeAutoScalingGroups = operation('common', ({ world, place, input }) => {
  const names = input.texts('AutoScalingGroupNames')
  const size = input.whole('MaxRecords', { min: 1, max: 100 }) ?? 50
  const after = readToken(input, 'groups')
  const showInstances = input.flag('IncludeInstances') ?? true
  const named = names.length === 0 ? place.groups : place.groups.filter((group) => names.includes(group.id) || names.includes(group.key))
  const wanted = named.filter((group) => passesTagFilters(group, input))
  const page = pageAfter('groups', wanted, (group) => group.id, after, size)
  return answered({ AutoScalingGroups: list(page.items.map((group) => groupTree(world, group, showInstances))), NextToken: page.next })
})

function readToken(input: Input, name: string): string | undefined {
  const token = input.text('NextToken')
  if (token === undefined || token === '') return undefined
  const after = decodeToken(name, token)
  if (after === undefined) input.fail({ code: 'InvalidNextToken', status: 400, message: 'The token is invalid.' })
  return after
}

const tagsOf = (group: AppGroup): ReadonlyMap<string, string> => new Map([...Object.entries(group.otherTags), ['environment', group.environment], ['tenant', group.tenantTag]])

/** `tag-key`, `tag-value` and `tag:<key>`; filters must all hold, values of one filter are alternatives. */
function passesTagFilters(group: AppGroup, input: Input): boolean {
  const tags = tagsOf(group)
  return input.records('Filters').every((filter) => {
    const name = filter.text('Name') ?? ''
    const values = filter.texts('Values')
    if (name === 'tag-key') return values.some((value) => tags.has(value))
    if (name === 'tag-value') return values.some((value) => [...tags.values()].includes(value))
    if (name.startsWith('tag:')) return values.some((value) => tags.get(name.slice(4)) === value)
    input.fail(faults.validation(`Filter type ${name} is not correct. Allowed filter types are: tag-key, tag-value, tag:<key>`))
    return false
  })
}

function groupTree(world: World, group: AppGroup, showInstances: boolean): Tree {
  const effects = world.effects.group(group)
  const state = groupState(group, effects, world.nowMs)
  const instances = state.instances.map((instance) => ({
    InstanceId: instance.id,
    InstanceType: group.instanceType,
    AvailabilityZone: instance.az,
    LifecycleState: instance.lifecycle,
    HealthStatus: instance.healthy ? 'Healthy' : 'Unhealthy',
    LaunchTemplate: templateTree(group, templateVersion(effects, instance.launchedAtMs ?? group.createdAtMs)),
    ProtectedFromScaleIn: false,
  }))
  const tags = [...tagsOf(group)].map(([Key, Value]) => ({ ResourceId: group.id, ResourceType: 'auto-scaling-group', Key, Value, PropagateAtLaunch: true }))
  return {
    AutoScalingGroupName: group.id,
    AutoScalingGroupARN: group.key,
    LaunchTemplate: templateTree(group, templateVersion(effects, world.nowMs)),
    MinSize: group.min,
    MaxSize: group.max,
    DesiredCapacity: desiredAt(group, effects, world.nowMs),
    DefaultCooldown: 300,
    AvailabilityZones: list(group.azs),
    LoadBalancerNames: list([]),
    TargetGroupARNs: list([group.targetGroupArn]),
    HealthCheckType: 'ELB',
    HealthCheckGracePeriod: 300,
    Instances: showInstances ? list(instances) : undefined,
    CreatedTime: instant(group.createdAtMs),
    SuspendedProcesses: list([]),
    VPCZoneIdentifier: group.azs.map((az) => `subnet-${group.account}${az.slice(-1)}`).join(','),
    EnabledMetrics: list([]),
    Tags: list(tags),
    TerminationPolicies: list(['Default']),
    NewInstancesProtectedFromScaleIn: false,
    ServiceLinkedRoleARN: `arn:aws:iam::${group.account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    CapacityRebalance: false,
  }
}

const templateTree = (group: AppGroup, version: number): Tree => ({ LaunchTemplateId: `lt-${group.account}`, LaunchTemplateName: group.id, Version: String(version) })

/** AWS keeps activities and refreshes for six weeks. */
const keptMs = 42 * dayMs

export const describeScalingActivities = operation('common', ({ world, place, input }) => {
  const name = input.text('AutoScalingGroupName')
  const ids = input.texts('ActivityIds')
  const size = input.whole('MaxRecords', { min: 1, max: 100 }) ?? 100
  const after = readToken(input, 'activities')
  const group = name === undefined ? undefined : groupByName(place, name)
  if (name !== undefined && group === undefined) input.fail(nameNotFound(name))
  const groups = name === undefined ? place.groups : group === undefined ? [] : [group]
  const activities = groups
    .flatMap((each) => activitiesOf(each, world.effects.group(each), world.nowMs))
    .filter((activity) => activity.atMs > world.nowMs - keptMs && (ids.length === 0 || ids.includes(activityId(activity))))
    .sort((left, right) => right.atMs - left.atMs)
  const page = pageFrom('activities', activities, after, size)
  return answered({ Activities: list(page.items.map((activity) => activityTree(activity, world.nowMs))), NextToken: page.next })
})

export const groupByName = (place: Place, name: string): AppGroup | undefined => place.groupById.get(name) ?? place.groups.find((group) => group.key === name)
export const nameNotFound = (name: string) => faults.validation(`AutoScalingGroup name not found - AutoScalingGroup ${name} not found`)

function activityTree(activity: Activity, nowMs: number): Tree {
  const ended = activity.endMs <= nowMs
  return {
    ActivityId: activityId(activity),
    AutoScalingGroupName: activity.group.id,
    Description: activity.description,
    Cause: activity.cause,
    StartTime: instant(activity.atMs),
    EndTime: ended ? instant(activity.endMs) : undefined,
    StatusCode: activity.failure !== undefined ? 'Failed' : ended ? 'Successful' : 'InProgress',
    StatusMessage: activity.failure,
    Progress: ended ? 100 : 30,
    Details: JSON.stringify({ 'Availability Zone': activity.az }),
    AutoScalingGroupARN: activity.group.key,
  }
}

export const describeInstanceRefreshes = operation('common', ({ world, place, input }) => {
  const name = input.text('AutoScalingGroupName')
  const ids = input.texts('InstanceRefreshIds')
  const size = input.whole('MaxRecords', { min: 1, max: 100 }) ?? 50
  const after = readToken(input, 'refreshes')
  if (name === undefined) return refused(faults.validation("1 validation error detected: Value null at 'autoScalingGroupName' failed to satisfy constraint: Member must not be null"))
  const group = groupByName(place, name)
  if (group === undefined) return refused(nameNotFound(name))
  const refreshes = refreshesOf(group, world.effects.group(group), world.nowMs).filter(({ id, fromMs }) => fromMs > world.nowMs - keptMs && (ids.length === 0 || ids.includes(id)))
  const missing = ids.find((id) => !refreshes.some((refresh) => refresh.id === id))
  if (missing !== undefined) return refused(faults.validation(`No instance refresh found for ID: ${missing}`))
  const page = pageFrom('refreshes', [...refreshes].reverse(), after, size)
  return answered({ InstanceRefreshes: list(page.items.map((refresh) => refreshTree(group, refresh))), NextToken: page.next })
})

function refreshTree(group: AppGroup, refresh: RefreshAt): Tree {
  return {
    InstanceRefreshId: refresh.id,
    AutoScalingGroupName: group.id,
    Status: refresh.status,
    StatusReason: refresh.reason,
    StartTime: instant(refresh.fromMs),
    EndTime: refresh.endedMs === undefined ? undefined : instant(refresh.endedMs),
    PercentageComplete: refresh.percent,
    InstancesToUpdate: refresh.left,
    Preferences: { MinHealthyPercentage: refresh.minHealthyPercent, InstanceWarmup: 30, SkipMatching: false, AutoRollback: false, ScaleInProtectedInstances: 'Wait', StandbyInstances: 'Wait', MaxHealthyPercentage: 100 },
    DesiredConfiguration: { LaunchTemplate: templateTree(group, refresh.version) },
  }
}
