import { GetIPSetCommand, GetWebACLForResourceCommand, WAFV2Client, type Rule, type Statement, type WebACL } from '@aws-sdk/client-wafv2'
import { ok } from '#shared/kernel/result'
import type { IpSet, WebAcl, WebAclRecord, WebAclRule } from '#shared/fleet/service-records'
import type { Call, Reply } from '#electron/ports/aws-reader'
import { withDates, type ClientConfig, type Clients } from './clients'
import { dateMiddlewareOptions, jsonDateMiddleware } from './date'
import { omitAbsent } from './omit-absent'
import { ownCopies } from './own-copy'
import { send, type Exchange } from './send'

const open = (config: ClientConfig): WAFV2Client => withDates(new WAFV2Client(config), (client) => client.middlewareStack.add(jsonDateMiddleware, dateMiddlewareOptions))

/** A load balancer without a web ACL answers without one: that is a finding of the product's, not an error. */
export async function fetchWebAcl(clients: Clients, exchange: Exchange, call: Call, loadBalancerArn: string): Promise<Reply<WebAclRecord>> {
  const waf = clients.later('wafv2', open)
  const reply = await send(exchange, call, 'wafv2', 'GetWebACLForResource', (abortSignal) => waf.send(new GetWebACLForResourceCommand({ ResourceArn: loadBalancerArn }), { abortSignal }))
  if (!reply.ok) return reply
  const { output, dateMs } = reply.value
  const acl = output.WebACL?.ARN === undefined ? undefined : toAcl(output.WebACL, output.WebACL.ARN)
  return ok({ records: ownCopies([{ kind: 'web-acl' as const, key: loadBalancerArn, ipSets: [], readAtMs: dateMs, ...omitAbsent({ acl }) }]), dateMs })
}

/** `arn:aws:wafv2:<region>:<account>:regional/ipset/<name>/<id>` says all that GetIPSet wants to know. */
export async function fetchIpSet(clients: Clients, exchange: Exchange, call: Call, arn: string): Promise<Reply<IpSet>> {
  const waf = clients.later('wafv2', open)
  const [name = '', id = ''] = arn.split('/').slice(-2)
  const scope = arn.includes(':global/') ? 'CLOUDFRONT' : 'REGIONAL'
  const reply = await send(exchange, call, 'wafv2', 'GetIPSet', (abortSignal) => waf.send(new GetIPSetCommand({ Name: name, Id: id, Scope: scope }), { abortSignal }))
  if (!reply.ok) return reply
  const { output, dateMs } = reply.value
  return ok({ records: ownCopies([{ arn, name, ...omitAbsent({ addresses: output.IPSet?.Addresses }) }]), dateMs })
}

function toAcl(acl: WebACL, arn: string): WebAcl {
  const otherwise = acl.DefaultAction?.Allow !== undefined ? ('allow' as const) : acl.DefaultAction?.Block !== undefined ? ('block' as const) : undefined
  const rules = [...(acl.Rules ?? [])].sort((a, b) => (a.Priority ?? 0) - (b.Priority ?? 0)).map(toRule)
  return { arn, name: acl.Name ?? arn, rules, ...omitAbsent({ otherwise }) }
}

function toRule({ Name: name, Action: action, Statement: statement }: Rule): WebAclRule {
  const does = action?.Allow !== undefined ? 'allow' : action?.Block !== undefined ? 'block' : action?.Count !== undefined ? 'count' : 'other'
  return { name: name ?? '', action: does, ...matched(statement) }
}

/** Whether the caller's address decides. With something else beside it (`and`) a rule matches fewer callers, never others. */
function matched(statement: Statement | undefined): Pick<WebAclRule, 'matches' | 'ipSets'> {
  if (statement?.IPSetReferenceStatement?.ARN !== undefined) return { matches: 'ip-set', ipSets: [statement.IPSetReferenceStatement.ARN] }
  if (statement?.NotStatement !== undefined) {
    const inner = matched(statement.NotStatement.Statement)
    return inner.matches === 'ip-set' ? { ...inner, matches: 'not-ip-set' } : { matches: 'other', ipSets: [] }
  }
  const either = (statement?.OrStatement?.Statements ?? []).map(matched)
  if (either.length > 0 && either.every(({ matches }) => matches === 'ip-set')) return { matches: 'ip-set', ipSets: either.flatMap(({ ipSets }) => ipSets) }
  const both = (statement?.AndStatement?.Statements ?? []).map(matched)
  return both.find(({ matches }) => matches === 'ip-set') ?? { matches: 'other', ipSets: [] }
}
