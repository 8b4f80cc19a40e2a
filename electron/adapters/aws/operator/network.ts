import { AuthorizeSecurityGroupIngressCommand, DescribeSecurityGroupRulesCommand, EC2Client, RevokeSecurityGroupIngressCommand, UpdateSecurityGroupRuleDescriptionsIngressCommand, type SecurityGroupRule } from '@aws-sdk/client-ec2'
import type { IngressRule, NetworkOperator } from '#electron/ports/operator/network'
import type { OperatorCall, Outcome } from '#electron/ports/operator/outcome'
import { withDates, type ClientConfig, type Clients } from '../clients'
import { dateMiddleware, dateMiddlewareOptions } from '../date'
import { omitAbsent } from '../omit-absent'
import type { Exchange } from '../send'
import { operate } from './operate'
import { wholeList } from './whole-list'

const open = (config: ClientConfig): EC2Client => withDates(new EC2Client(config), (client) => client.middlewareStack.add(dateMiddleware, dateMiddlewareOptions))

export function createNetworkOperator(clients: Clients, exchange: Exchange): NetworkOperator {
  const ec2 = () => clients.later('ec2', open)
  const on = <T extends object, V>(call: OperatorCall, operation: string, request: (signal: AbortSignal) => Promise<T>, read: (output: T) => V | undefined): Promise<Outcome<V>> => operate(exchange, call, 'ec2', operation, request, read)
  return {
    ingress: (call, securityGroup) =>
      wholeList((token) =>
        on(
          call,
          'DescribeSecurityGroupRules',
          (abortSignal) => ec2().send(new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [securityGroup] }], MaxResults: 1000, ...omitAbsent({ NextToken: token }) }), { abortSignal }),
          // EC2 leaves out a list that is empty.
          ({ SecurityGroupRules: found = [], NextToken: next }) => ({ items: found.filter(({ IsEgress: isEgress }) => isEgress !== true).flatMap((one) => toRule(one) ?? []), ...omitAbsent({ next }) }),
        ),
      ),
    authorize: (call, { securityGroup, cidr, port, description }) =>
      on(
        call,
        'AuthorizeSecurityGroupIngress',
        (abortSignal) => ec2().send(new AuthorizeSecurityGroupIngressCommand({ GroupId: securityGroup, IpPermissions: [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, ...rangesOf(cidr, description) }] }), { abortSignal }),
        ({ SecurityGroupRules: made = [] }) => made.map(toRule)[0],
      ),
    describe: (call, securityGroup, ruleId, description) =>
      on(
        call,
        'UpdateSecurityGroupRuleDescriptionsIngress',
        (abortSignal) => ec2().send(new UpdateSecurityGroupRuleDescriptionsIngressCommand({ GroupId: securityGroup, SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId: ruleId, Description: description }] }), { abortSignal }),
        ({ Return: isDone }) => (isDone === false ? undefined : null),
      ),
    revoke: (call, securityGroup, ruleId) =>
      on(
        call,
        'RevokeSecurityGroupIngress',
        (abortSignal) => ec2().send(new RevokeSecurityGroupIngressCommand({ GroupId: securityGroup, SecurityGroupRuleIds: [ruleId] }), { abortSignal }),
        ({ Return: isDone }) => (isDone === false ? undefined : null),
      ),
  }
}

const rangesOf = (cidr: string, description: string) => (cidr.includes(':') ? { Ipv6Ranges: [{ CidrIpv6: cidr, Description: description }] } : { IpRanges: [{ CidrIp: cidr, Description: description }] })

function toRule({ SecurityGroupRuleId: id, GroupId: securityGroup, IpProtocol: protocol, FromPort: fromPort, ToPort: toPort, CidrIpv4: four, CidrIpv6: six, Description: description }: SecurityGroupRule): IngressRule | undefined {
  if (id === undefined || securityGroup === undefined || protocol === undefined) return undefined
  return { id, securityGroup, protocol, ...omitAbsent({ fromPort, toPort, cidr: four ?? six, description }) }
}
