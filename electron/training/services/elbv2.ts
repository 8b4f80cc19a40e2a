import type { AppGroup, Place } from '../world/fleet-model'
import { groupState, type GroupTarget } from '../world/group-state'
import { faults, type ServiceFault } from '../wire/service-fault'
import { list, type Tree } from '../wire/tree'
import { answered, operation, refused } from './operation'
import { decodeToken, pageAfter } from './paging'

const notFound = (what: string): ServiceFault => ({ code: 'TargetGroupNotFound', status: 400, message: `One or more target groups not found: ${what}` })

export const describeTargetGroups = operation('common', ({ place, input }) => {
  const arns = input.texts('TargetGroupArns')
  const names = input.texts('Names')
  const balancer = input.text('LoadBalancerArn')
  const size = input.whole('PageSize', { min: 1, max: 400 }) ?? 400
  const marker = input.text('Marker')
  const after = marker === undefined ? undefined : decodeToken('target-groups', marker)
  if (marker !== undefined && after === undefined) input.fail(faults.validation('Invalid marker'))
  const missing = [...arns.filter((arn) => groupOf(place, arn) === undefined), ...names.filter((name) => !place.groups.some((group) => group.targetGroupName === name))]
  if (missing[0] !== undefined) return refused(notFound(missing[0]))
  if (balancer !== undefined && !place.groups.some((group) => group.loadBalancerArn === balancer)) return refused({ code: 'LoadBalancerNotFound', status: 400, message: `Load balancer '${balancer}' not found` })
  const wanted = place.groups
    .filter((group) => (arns.length === 0 || arns.includes(group.targetGroupArn)) && (names.length === 0 || names.includes(group.targetGroupName)) && (balancer === undefined || balancer === group.loadBalancerArn))
    .sort((left, right) => (left.targetGroupArn < right.targetGroupArn ? -1 : 1))
  const page = pageAfter('target-groups', wanted, (group) => group.targetGroupArn, after, size)
  return answered({ TargetGroups: list(page.items.map(targetGroupTree)), NextMarker: page.next })
})

const groupOf = (place: Place, arn: string): AppGroup | undefined => place.groups.find((group) => group.targetGroupArn === arn)

const targetGroupTree = (group: AppGroup): Tree => ({
  TargetGroupArn: group.targetGroupArn,
  TargetGroupName: group.targetGroupName,
  Protocol: 'HTTPS',
  Port: group.port,
  VpcId: `vpc-${group.account}`,
  HealthCheckProtocol: 'HTTPS',
  HealthCheckPort: 'traffic-port',
  HealthCheckEnabled: true,
  HealthCheckIntervalSeconds: 10,
  HealthCheckTimeoutSeconds: 5,
  HealthyThresholdCount: 3,
  UnhealthyThresholdCount: 3,
  HealthCheckPath: '/health',
  Matcher: { HttpCode: '200' },
  LoadBalancerArns: list([group.loadBalancerArn]),
  TargetType: 'instance',
  ProtocolVersion: 'HTTP1',
  IpAddressType: 'ipv4',
})

export const describeTargetHealth = operation('common', ({ world, place, input }) => {
  const arn = input.text('TargetGroupArn')
  if (arn === undefined) return refused(faults.validation("1 validation error detected: Value null at 'targetGroupArn' failed to satisfy constraint: Member must not be null"))
  const group = groupOf(place, arn)
  if (group === undefined) return refused(notFound(arn))
  const asked = input.records('Targets').map((target) => target.text('Id') ?? '')
  const targets = groupState(group, world.effects.group(group), world.nowMs).targets
  const shown = asked.length === 0 ? targets.map((target) => healthTree(group, target)) : asked.map((id) => askedTree(group, targets, id))
  return answered({ TargetHealthDescriptions: list(shown) })
})

function askedTree(group: AppGroup, targets: readonly GroupTarget[], id: string): Tree {
  const target = targets.find((candidate) => candidate.id === id)
  if (target !== undefined) return healthTree(group, target)
  return { Target: { Id: id, Port: group.port }, TargetHealth: { State: 'unused', Reason: 'Target.NotRegistered', Description: 'Target is not registered to the target group' } }
}

const words = {
  healthy: {},
  unhealthy: { Reason: 'Target.Timeout', Description: 'Request timed out' },
  draining: { Reason: 'Target.DeregistrationInProgress', Description: 'Target deregistration is in progress' },
  initial: { Reason: 'Elb.InitialHealthChecking', Description: 'Initial health checks in progress' },
} as const

const healthTree = (group: AppGroup, { id, az, state }: GroupTarget): Tree => ({
  Target: { Id: id, Port: group.port, AvailabilityZone: az },
  HealthCheckPort: String(group.port),
  TargetHealth: { State: state, ...words[state] },
  AdministrativeOverride: { State: 'no_override', Reason: 'AdministrativeOverride.NoOverride', Description: 'No override is currently active on target' },
})
