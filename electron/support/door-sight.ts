import { BlockList, isIP } from 'node:net'
import { canonicalJson } from '#shared/kernel/canonical-json'
import type { SupportPolicy } from '#shared/fleet/fleet-config'
import { partitionOf } from '#shared/fleet/partition'
import { err, ok } from '#shared/kernel/result'
import type { DoorRef } from '#shared/support/grant-event'
import { closedText, type SeenDocument, type SeenDoor, type SeenRule, type SeenSchedule } from '#shared/support/next-deed'
import { grantsOfRule } from '#shared/support/rule-mark'
import type { AwsOperator } from '#electron/ports/aws-operator'
import type { Done, OperatorCall, OperatorFailure, Outcome } from '#electron/ports/operator/outcome'
import type { IngressRule } from '#electron/ports/operator/network'
import type { Schedule, ScheduleState } from '#electron/ports/operator/schedules'

/** A door, and whose it is. */
export interface DoorOf {
  readonly door: DoorRef
  readonly tenant: string
  readonly environment: string
  /** The name of its closing schedule. */
  readonly schedule: string
}

export const sshPort = 22

/** Closes a door whatever becomes of us: the document names nobody any more, the rule is gone. */
export function closingSchedule({ door, tenant, environment, schedule }: DoorOf, atMs: number, { closerRole, scheduleGroup }: SupportPolicy): Schedule {
  const does =
    door.kind === 'application'
      ? { service: 'ssm', operation: 'putParameter', input: { Name: door.parameter, Value: closedText(tenant, environment, atMs), Type: 'String', Overwrite: true } }
      : { service: 'ec2', operation: 'revokeSecurityGroupIngress', input: { GroupId: door.securityGroup, IpPermissions: [{ IpProtocol: 'tcp', FromPort: sshPort, ToPort: sshPort, ...rangeOf(door.cidr) }] } }
  return { group: scheduleGroup, name: schedule, atMs, description: `Watchfloor support: closes ${tenant}, ${environment}`, roleArn: `arn:${partitionOf(door.region)}:iam::${door.account}:role/${closerRole}`, does }
}

const rangeOf = (cidr: string) => (cidr.includes(':') ? { Ipv6Ranges: [{ CidrIpv6: cidr }] } : { IpRanges: [{ CidrIp: cidr }] })

/** The door and its schedule, read now: the door also where the schedule cannot be. `gone`: there is no such security group. */
export async function lookAtDoor(aws: AwsOperator, call: OperatorCall, of: DoorOf, policy: SupportPolicy): Promise<Outcome<SeenDoor>> {
  const schedule = await lookAtSchedule(aws, call, of, policy)
  const body = of.door.kind === 'application' ? await lookAtDocument(aws, call, of.door.parameter) : await lookAtRule(aws, call, of.door.securityGroup, of.door.cidr)
  if (!body.ok) return body
  const seen = schedule.ok ? schedule.value.value : { unread: schedule.error.error.message }
  return ok({ value: { ...(seen === undefined ? {} : { schedule: seen }), body: body.value.value }, dateMs: body.value.dateMs })
}

async function lookAtSchedule(aws: AwsOperator, call: OperatorCall, of: DoorOf, policy: SupportPolicy): Promise<Outcome<SeenSchedule | undefined>> {
  const found = await aws.schedules.get(call, { group: policy.scheduleGroup, name: of.schedule })
  if (!found.ok) return found.error.why === 'gone' ? ok({ value: undefined, dateMs: 0 }) : found
  return ok({ value: { atMs: found.value.value.atMs, isOurs: isOurs(found.value.value, closingSchedule(of, found.value.value.atMs, policy)) }, dateMs: found.value.dateMs })
}

const isOurs = (there: ScheduleState, wished: Schedule): boolean => there.isEnabled && there.firesThen && there.roleArn === wished.roleArn && canonicalJson(there.does) === canonicalJson(wished.does)

export async function lookAtDocument(aws: AwsOperator, call: OperatorCall, parameter: string): Promise<Outcome<SeenDocument>> {
  const found = await aws.parameters.get(call, parameter)
  if (found.ok) return ok({ value: { kind: 'application', text: found.value.value.value, version: found.value.value.version }, dateMs: found.value.dateMs })
  return found.error.why === 'gone' ? ok({ value: { kind: 'application', version: 0 }, dateMs: 0 }) : found
}

async function lookAtRule(aws: AwsOperator, call: OperatorCall, securityGroup: string, cidr: string): Promise<Outcome<SeenRule>> {
  const found = await aws.network.ingress(call, securityGroup)
  if (!found.ok) return found.error.why === 'gone' ? err(noGroup(found.error, securityGroup)) : found
  const rule = found.value.value.find((each) => isSshFrom(each, cidr))
  const grants = grantsOfRule(rule?.description)
  const wider = found.value.value.filter((each) => each !== rule && letsInBySsh(each, cidr)).map(({ id }) => id)
  return ok(dated({ kind: 'ssh', wider, ...(rule === undefined ? {} : { rule: { id: rule.id, ...(grants === undefined ? {} : { grants }) } }) }, found.value))
}

const dated = <T>(value: T, { dateMs }: Pick<Done<unknown>, 'dateMs'>): Done<T> => ({ value, dateMs })

export const isSshFrom = ({ protocol, fromPort, toPort, cidr: from }: IngressRule, cidr: string): boolean => protocol === 'tcp' && fromPort === sshPort && toPort === sshPort && from === cidr

/** Also by more ports, more addresses or every protocol. A rule of a group or a prefix list says nothing of addresses. */
export const letsInBySsh = ({ protocol, fromPort, toPort, cidr: from }: IngressRule, cidr: string): boolean =>
  from !== undefined && isWithin(cidr, from) && (protocol === '-1' || ((protocol === 'tcp' || protocol === '6') && (fromPort ?? 0) <= sshPort && sshPort <= (toPort ?? 65_535)))

/** `198.51.100.7/32` is within `198.51.100.0/24` and `0.0.0.0/0`. */
function isWithin(cidr: string, range: string): boolean {
  if (cidr === range) return true
  const [address = '', length] = cidr.split('/')
  const [network = '', prefix = ''] = range.split('/')
  const family = isIP(network)
  if (family === 0 || family !== isIP(address) || Number(prefix) > Number(length)) return false
  const list = new BlockList()
  list.addSubnet(network, Number(prefix), family === 4 ? 'ipv4' : 'ipv6')
  return list.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

const noGroup = ({ why, error }: OperatorFailure, securityGroup: string): OperatorFailure => ({ why, error: { ...error, message: `There is no security group ${securityGroup}. Correct the fleet file. (${error.message})` } })
