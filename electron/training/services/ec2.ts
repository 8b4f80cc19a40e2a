import { hasGroup, ingressOf, ruleOf, withIngress } from '../world/doors'
import type { IngressRule } from '../world/support-things'
import { withDeeds } from '../world/world'
import type { ServiceFault } from '../wire/service-fault'
import { list, type Tree } from '../wire/tree'
import type { Input } from './input'
import { answered, operation, refused, type Asked } from './operation'
import { decodeToken, pageAfter } from './paging'
import { refusable } from './refusals'

const fault = (code: string, message: string): ServiceFault => ({ code, status: 400, message })
const noGroup = (id: string): ServiceFault => fault('InvalidGroup.NotFound', `The security group '${id}' does not exist`)

const mostRules = 60
const descriptionPattern = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/
const badDescription = (): ServiceFault => fault('InvalidParameterValue', "Invalid rule description. Valid descriptions are strings less than 256 characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*")

const ruleTree = ({ id, groupId, account, region, protocol, fromPort, toPort, cidr, description }: IngressRule): Tree => ({
  securityGroupRuleId: id,
  groupId,
  groupOwnerId: account,
  isEgress: false,
  ipProtocol: protocol,
  fromPort,
  toPort,
  cidrIpv4: cidr.includes(':') ? undefined : cidr,
  cidrIpv6: cidr.includes(':') ? cidr : undefined,
  description,
  tagSet: list([], 'item'),
  securityGroupRuleArn: `arn:aws:ec2:${region}:${account}:security-group-rule/${id}`,
})

/** A group that is not there has no rules: a filter finds nothing. */
export const describeSecurityGroupRules = operation('common', ({ world, place, input }) => {
  const wanted = input.records('Filter').filter((filter) => filter.text('Name') === 'group-id').flatMap((filter) => filter.texts('Value'))
  const ids = input.texts('SecurityGroupRuleId')
  const size = input.whole('MaxResults', { min: 5, max: 1000 }) ?? 1000
  const token = input.text('NextToken')
  const after = token === undefined ? undefined : decodeToken('rules', token)
  if (token !== undefined && after === undefined) return refused(fault('InvalidNextToken', 'The token is not valid.'))
  if (wanted.length === 0 && ids.length === 0) return refused(fault('InvalidParameterValue', 'Say which security group: this training fleet lists no others.'))
  const found = wanted.filter((groupId) => hasGroup(world, place, groupId)).flatMap((groupId) => ingressOf(world, place, groupId)).filter(({ id }) => ids.length === 0 || ids.includes(id))
  const page = pageAfter('rules', [...found].sort((left, right) => (left.id < right.id ? -1 : 1)), ({ id }) => id, after, size)
  return answered({ securityGroupRuleSet: list(page.items.map(ruleTree), 'item'), nextToken: page.next })
})

type Permission = Pick<IngressRule, 'protocol' | 'fromPort' | 'toPort' | 'cidr'> & { readonly description?: string }

/** As lists of permissions, or the one permission of an older client. */
function permissionsOf(input: Input): readonly Permission[] {
  const flat = input.text('CidrIp') === undefined ? [] : [input]
  return [...flat, ...input.records('IpPermissions')].flatMap((permission) => {
    const protocol = permission.text('IpProtocol') ?? 'tcp'
    const [fromPort, toPort] = [permission.text('FromPort') ?? '-1', permission.text('ToPort') ?? '-1'].map(Number) as [number, number] // two in, two out
    const ranges = [...permission.records('IpRanges'), ...permission.records('Ipv6Ranges'), ...(flat.includes(permission) ? [permission] : [])]
    return ranges.map((range) => {
      const description = range.text('Description')
      return { protocol, fromPort, toPort, cidr: range.text('CidrIp') ?? range.text('CidrIpv6') ?? '', ...(description === undefined ? {} : { description }) }
    })
  })
}

const isSame = (left: Permission, right: Permission): boolean => left.protocol === right.protocol && left.fromPort === right.fromPort && left.toPort === right.toPort && left.cidr === right.cidr
const groupOf = ({ input }: Pick<Asked, 'input'>): string => input.text('GroupId') ?? ''

export const authorizeSecurityGroupIngress = refusable(
  'AuthorizeSecurityGroupIngress',
  groupOf,
  operation('common', ({ world, place, input }) => {
    const groupId = groupOf({ input })
    const wanted = permissionsOf(input)
    if (!hasGroup(world, place, groupId)) return refused(noGroup(groupId))
    const before = ingressOf(world, place, groupId)
    if (wanted.length === 0) return refused(fault('MissingParameter', 'The request must contain the parameter ipPermissions'))
    const bad = wanted.find(({ cidr }) => !/^[\d.]+\/\d{1,2}$|^[0-9a-fA-F:]+\/\d{1,3}$/.test(cidr))
    if (bad !== undefined) return refused(fault('InvalidParameterValue', `CIDR block ${bad.cidr} is malformed`))
    if (wanted.some(({ description = '' }) => !descriptionPattern.test(description))) return refused(badDescription())
    const twice = wanted.find((one) => before.some((rule) => isSame(rule, one)))
    if (twice !== undefined) return refused(fault('InvalidPermission.Duplicate', `the specified rule "peer: ${twice.cidr}, ${twice.protocol.toUpperCase()}, from port: ${twice.fromPort}, to port: ${twice.toPort}, ALLOW" already exists`))
    if (before.length + wanted.length > mostRules) return refused(fault('RulesPerSecurityGroupLimitExceeded', 'The maximum number of rules per security group has been reached.'))
    const made = wanted.map((one) => ruleOf(place, { groupId, ...one }))
    return { ...answered({ return: true, securityGroupRuleSet: list(made.map(ruleTree), 'item') }), world: withDeeds(world, { ingress: withIngress(world, place, groupId, [...before, ...made]) }) }
  }),
)

/** By the rules' ids, or by what they let in: a schedule that was made before the rule knows no id. */
export const revokeSecurityGroupIngress = refusable(
  'RevokeSecurityGroupIngress',
  groupOf,
  operation('common', ({ world, place, input }) => {
    const groupId = groupOf({ input })
    if (!hasGroup(world, place, groupId)) return refused(noGroup(groupId))
    const before = ingressOf(world, place, groupId)
    // The Query protocol calls the list by one of its items.
    const ids = [...input.texts('SecurityGroupRuleId'), ...input.texts('SecurityGroupRuleIds')]
    const unknown = ids.find((id) => !before.some((rule) => rule.id === id))
    if (unknown !== undefined) return refused(fault('InvalidSecurityGroupRuleId.NotFound', `The security group rule ID '${unknown}' does not exist`))
    const wanted = permissionsOf(input)
    if (wanted.some((one) => !before.some((rule) => isSame(rule, one)))) return refused(fault('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.'))
    if (ids.length + wanted.length === 0) return refused(fault('MissingParameter', 'The request must contain the parameter ipPermissions'))
    const gone = before.filter((rule) => ids.includes(rule.id) || wanted.some((one) => isSame(rule, one)))
    const revoked = gone.map(({ id, protocol, fromPort, toPort, cidr, description }) => ({ securityGroupRuleId: id, groupId, isEgress: false, ipProtocol: protocol, fromPort, toPort, cidrIpv4: cidr.includes(':') ? undefined : cidr, cidrIpv6: cidr.includes(':') ? cidr : undefined, description }))
    return { ...answered({ return: true, revokedSecurityGroupRuleSet: list(revoked, 'item') }), world: withDeeds(world, { ingress: withIngress(world, place, groupId, before.filter((rule) => !gone.includes(rule))) }) }
  }),
)

export const updateSecurityGroupRuleDescriptionsIngress = refusable(
  'UpdateSecurityGroupRuleDescriptionsIngress',
  groupOf,
  operation('common', ({ world, place, input }) => {
    const groupId = groupOf({ input })
    if (!hasGroup(world, place, groupId)) return refused(noGroup(groupId))
    const before = ingressOf(world, place, groupId)
    const wanted = input.records('SecurityGroupRuleDescription').map((one) => ({ id: one.text('SecurityGroupRuleId') ?? '', description: one.text('Description') ?? '' }))
    if (wanted.length === 0) return refused(fault('MissingParameter', 'Either ipPermissions or securityGroupRuleDescriptions should be specified'))
    const unknown = wanted.find(({ id }) => !before.some((rule) => rule.id === id))
    if (unknown !== undefined) return refused(fault('InvalidSecurityGroupRuleId.NotFound', `The security group rule ID '${unknown.id}' does not exist`))
    if (wanted.some(({ description }) => !descriptionPattern.test(description))) return refused(badDescription())
    const after = before.map((rule) => ({ ...rule, ...wanted.find(({ id }) => id === rule.id) }))
    return { ...answered({ return: true }), world: withDeeds(world, { ingress: withIngress(world, place, groupId, after) }) }
  }),
)
