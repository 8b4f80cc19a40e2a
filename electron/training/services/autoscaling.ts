import { minuteMs } from '#shared/kernel/time'
import { uuidOf } from '../world/place'
import type { GroupEffect } from '../world/effects'
import type { AppGroup, Place } from '../world/fleet-model'
import { groupState, occupant } from '../world/group-state'
import type { World } from '../world/world'
import { faults } from '../wire/service-fault'
import { instant, list, type Tree } from '../wire/tree'
import type { Input } from './input'
import { answered, operation } from './operation'
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

const tagsOf = (group: AppGroup): ReadonlyMap<string, string> => new Map([['environment', group.environment], ['tenant', group.tenantTag]])

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
  const template = { LaunchTemplateId: `lt-${group.account}`, LaunchTemplateName: group.id, Version: '7' }
  const state = groupState(group, world.effects.group(group), world.nowMs)
  const instances = state.instances.map((instance) => ({
    InstanceId: instance.id,
    InstanceType: group.instanceType,
    AvailabilityZone: instance.az,
    LifecycleState: instance.lifecycle,
    HealthStatus: instance.healthy ? 'Healthy' : 'Unhealthy',
    LaunchTemplate: template,
    ProtectedFromScaleIn: false,
  }))
  const tags = [...tagsOf(group)].map(([Key, Value]) => ({ ResourceId: group.id, ResourceType: 'auto-scaling-group', Key, Value, PropagateAtLaunch: true }))
  return {
    AutoScalingGroupName: group.id,
    AutoScalingGroupARN: group.key,
    LaunchTemplate: template,
    MinSize: group.min,
    MaxSize: group.max,
    DesiredCapacity: group.desired,
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

interface Activity {
  readonly group: AppGroup
  readonly atMs: number
  readonly endMs?: number
  readonly description: string
  readonly cause: string
  readonly failure?: string
}

/** AWS keeps activities for six weeks. */
const keptMs = 42 * 24 * 60 * minuteMs

export const describeScalingActivities = operation('common', ({ world, place, input }) => {
  const name = input.text('AutoScalingGroupName')
  const ids = input.texts('ActivityIds')
  const size = input.whole('MaxRecords', { min: 1, max: 100 }) ?? 100
  const after = readToken(input, 'activities')
  if (name !== undefined && groupByName(place, name) === undefined) input.fail(faults.validation(`AutoScalingGroup name not found - AutoScalingGroup ${name} not found`))
  const groups = name === undefined ? place.groups : [groupByName(place, name)].filter((group) => group !== undefined)
  const activities = groups
    .flatMap((group) => world.effects.group(group).flatMap((effect) => activitiesOf(effect)))
    .filter((activity) => activity.atMs <= world.nowMs && activity.atMs > world.nowMs - keptMs && (ids.length === 0 || ids.includes(idOf(activity))))
    .sort((left, right) => right.atMs - left.atMs)
  const page = pageFrom('activities', activities, after, size)
  return answered({ Activities: list(page.items.map((activity) => activityTree(activity, world.nowMs))), NextToken: page.next })
})

const groupByName = (place: Place, name: string): AppGroup | undefined => place.groupById.get(name) ?? place.groups.find((group) => group.key === name)

const idOf = ({ group, atMs, description }: Activity): string => uuidOf(group.noise, atMs, description)

function activitiesOf({ target: group, slots, failedLaunches = [] }: GroupEffect): Activity[] {
  const replaced = [...(slots ?? [])].flatMap(([slot, change]) => {
    const old = occupant(group, slot, 0)
    const next = occupant(group, slot, 1)
    const terminating: Activity = { group, atMs: change.terminatingAtMs, endMs: change.goneAtMs, description: `Terminating EC2 instance: ${old}`, cause: 'an instance was taken out of service in response to an ELB system health check failure.' }
    const launching: Activity = { group, atMs: change.launchedAtMs, endMs: change.inServiceAtMs, description: `Launching a new EC2 instance: ${next}`, cause: 'an instance was launched in response to an unhealthy instance needing to be replaced.' }
    return Number.isFinite(change.launchedAtMs) ? [terminating, launching] : [terminating]
  })
  const failed = failedLaunches.map((launch): Activity => ({ group, atMs: launch.atMs, endMs: launch.atMs + 2000, description: 'Launching a new EC2 instance.', cause: 'an instance was launched in response to an unhealthy instance needing to be replaced.', failure: `${launch.message}` }))
  return [...replaced, ...failed]
}

function activityTree(activity: Activity, nowMs: number): Tree {
  const ended = activity.endMs !== undefined && activity.endMs <= nowMs
  return {
    ActivityId: idOf(activity),
    AutoScalingGroupName: activity.group.id,
    Description: activity.description,
    Cause: `At ${new Date(activity.atMs).toISOString().slice(0, 19)}Z ${activity.cause}`,
    StartTime: instant(activity.atMs),
    EndTime: ended && activity.endMs !== undefined ? instant(activity.endMs) : undefined,
    StatusCode: activity.failure !== undefined ? 'Failed' : ended ? 'Successful' : 'InProgress',
    StatusMessage: activity.failure,
    Progress: ended ? 100 : 30,
    Details: JSON.stringify({ 'Availability Zone': activity.group.azs[0] }),
    AutoScalingGroupARN: activity.group.key,
  }
}
