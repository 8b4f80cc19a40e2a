import { hexOf } from '../world/chance'
import type { AppGroup, Place, Tags } from '../world/fleet-model'
import type { ListenerRule } from '../world/deeds'
import { isThere, listenerArn } from '../world/listener-rules'
import { withDeeds, type World } from '../world/world'
import { faults, type ServiceFault } from '../wire/service-fault'
import { list, type Tree } from '../wire/tree'
import type { Input } from './input'
import { answered, operation, refused } from './operation'
import { decodeToken, pageFrom } from './paging'

const fault = (code: string, message: string): ServiceFault => ({ code, status: 400, message })
const noListener = (arn: string): ServiceFault => fault('ListenerNotFound', `One or more listeners not found: ${arn}`)
const noRule = (arn: string): ServiceFault => fault('RuleNotFound', `One or more rules not found: ${arn}`)

const groupOfListener = (place: Place, arn: string): AppGroup | undefined => place.groups.find((group) => listenerArn(group) === arn)
const defaultRuleArn = (group: AppGroup): string => `${listenerArn(group).replace(':listener/', ':listener-rule/')}/${hexOf(16, group.noise, 'default rule')}`
const rulesThere = ({ deeds, nowMs }: World, listener: string): readonly ListenerRule[] => deeds.listenerRules.filter((rule) => rule.listenerArn === listener && isThere(rule, nowMs)).sort((left, right) => left.priority - right.priority)

export const describeListeners = operation('common', ({ place, input }) => {
  const balancer = input.text('LoadBalancerArn')
  const arns = input.texts('ListenerArns')
  const missing = arns.find((arn) => groupOfListener(place, arn) === undefined)
  if (missing !== undefined) return refused(noListener(missing))
  if (balancer !== undefined && !place.groups.some((group) => group.loadBalancerArn === balancer)) return refused(fault('LoadBalancerNotFound', `Load balancer '${balancer}' not found`))
  if (balancer === undefined && arns.length === 0) return refused(faults.validation('You must specify either listener ARNs or a load balancer ARN'))
  const wanted = place.groups.filter((group) => (balancer === undefined || group.loadBalancerArn === balancer) && (arns.length === 0 || arns.includes(listenerArn(group))))
  return answered({ Listeners: list(wanted.map((group) => ({ ListenerArn: listenerArn(group), LoadBalancerArn: group.loadBalancerArn, Port: 443, Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06', DefaultActions: list([forwardTree(group)]) }))) })
})

const forwardTree = ({ targetGroupArn }: AppGroup): Tree => ({ Type: 'forward', TargetGroupArn: targetGroupArn, Order: 1 })

export const describeRules = operation('common', ({ world, place, input }) => {
  const listener = input.text('ListenerArn')
  const arns = input.texts('RuleArns')
  const size = input.whole('PageSize', { min: 1, max: 400 }) ?? 400
  const marker = input.text('Marker')
  const after = marker === undefined ? undefined : decodeToken('rules', marker)
  if (marker !== undefined && after === undefined) input.fail(faults.validation('Invalid marker'))
  if (listener !== undefined && groupOfListener(place, listener) === undefined) return refused(noListener(listener))
  const groups = listener === undefined ? place.groups : place.groups.filter((group) => listenerArn(group) === listener)
  const all = groups.flatMap((group) => [...rulesThere(world, listenerArn(group)).map((rule) => ({ arn: rule.arn, tree: ruleTree(rule) })), { arn: defaultRuleArn(group), tree: { RuleArn: defaultRuleArn(group), Priority: 'default', Conditions: list([]), Actions: list([forwardTree(group)]), IsDefault: true } }])
  const missing = arns.find((arn) => !all.some((rule) => rule.arn === arn))
  if (missing !== undefined) return refused(noRule(missing))
  const page = pageFrom('rules', arns.length === 0 ? all : all.filter(({ arn }) => arns.includes(arn)), after, size)
  return answered({ Rules: list(page.items.map(({ tree }) => tree)), NextMarker: page.next })
})

const ruleTree = ({ arn, priority, hosts, status, contentType, body }: ListenerRule): Tree => ({
  RuleArn: arn,
  Priority: String(priority),
  Conditions: list([{ Field: 'host-header', Values: list(hosts), HostHeaderConfig: { Values: list(hosts) } }]),
  Actions: list([{ Type: 'fixed-response', Order: 1, FixedResponseConfig: { MessageBody: body, StatusCode: String(status), ContentType: contentType } }]),
  IsDefault: false,
})

/** AWS's limits: condition values in a rule, rules of a load balancer, and bytes of a fixed response. */
const mostValues = 5
const mostRules = 100
const mostBodyBytes = 1024
const tooLong = fault('InvalidLoadBalancerAction', `The message body must be at most ${mostBodyBytes} bytes`)

/** Rules that answer host names with a fixed response: what closes access. Others are not made here. */
export const createRule = operation('common', ({ world, place, input }) => {
  const listener = input.text('ListenerArn') ?? ''
  const priority = input.whole('Priority', { min: 1, max: 50_000 })
  const group = groupOfListener(place, listener)
  const fixed = input.records('Actions')[0]?.record('FixedResponseConfig')
  const hosts = readHosts(input)
  if (group === undefined) return refused(noListener(listener))
  if (priority === undefined) return refused(input.problem ?? faults.validation('Priority must be specified'))
  if (fixed === undefined || hosts.length === 0) return refused(faults.validation('A rule needs a host-header condition and a fixed-response action here'))
  const there = rulesThere(world, listener)
  const body = fixed.text('MessageBody') ?? ''
  if (hosts.length > mostValues) return refused(faults.validation(`The number of condition values must be less than or equal to ${mostValues}`))
  if (Buffer.byteLength(body) > mostBodyBytes) return refused(tooLong)
  if (there.some((rule) => rule.priority === priority)) return refused(fault('PriorityInUse', `Priority '${priority}' is currently in use`))
  if (there.length >= mostRules) return refused(fault('TooManyRules', 'The maximum number of rules has been reached'))
  const rule: ListenerRule = {
    arn: `${listener.replace(':listener/', ':listener-rule/')}/${hexOf(16, group.noise, 'rule', priority, world.deeds.listenerRules.length)}`,
    listenerArn: listener,
    account: place.account,
    region: place.region,
    priority,
    hosts,
    status: Number(fixed.text('StatusCode') ?? 503),
    contentType: fixed.text('ContentType') ?? 'text/plain',
    body,
    tags: readTags(input),
    madeAtMs: world.nowMs,
    goneAtMs: Infinity,
  }
  return { ...answered({ Rules: list([ruleTree(rule)]) }), world: withDeeds(world, { listenerRules: [...world.deeds.listenerRules, rule] }) }
})

const readHosts = (input: Input): readonly string[] => input.records('Conditions').filter((one) => one.text('Field') === 'host-header').flatMap((one) => [...(one.record('HostHeaderConfig')?.texts('Values') ?? []), ...one.texts('Values')])

const readTags = (input: Input): Tags => Object.fromEntries(input.records('Tags').map((tag) => [tag.text('Key') ?? '', tag.text('Value') ?? '']))

const changed = (world: World, arn: string, more: Partial<ListenerRule>): World => withDeeds(world, { listenerRules: world.deeds.listenerRules.map((rule) => (rule.arn === arn ? { ...rule, ...more } : rule)) })

const ownRule = (world: World, { account, region }: Place, arn: string): ListenerRule | undefined => world.deeds.listenerRules.find((rule) => rule.arn === arn && rule.account === account && rule.region === region && isThere(rule, world.nowMs))

export const deleteRule = operation('common', ({ world, place, input }) => {
  const arn = input.text('RuleArn') ?? ''
  if (place.groups.some((group) => defaultRuleArn(group) === arn)) return refused({ code: 'OperationNotPermitted', status: 400, message: `Default rule '${arn}' cannot be deleted` })
  if (ownRule(world, place, arn) === undefined) return refused(noRule(arn))
  return { ...answered({}), world: changed(world, arn, { goneAtMs: world.nowMs }) }
})

/** Another page for a rule that is there; its host names and place stay. Nothing else of a rule is changed here. */
export const modifyRule = operation('common', ({ world, place, input }) => {
  const arn = input.text('RuleArn') ?? ''
  const fixed = input.records('Actions')[0]?.record('FixedResponseConfig')
  const rule = ownRule(world, place, arn)
  if (rule === undefined) return refused(noRule(arn))
  if (fixed === undefined || input.records('Conditions').length > 0) return refused(faults.validation('Only the fixed response of a rule can be modified here'))
  const body = fixed.text('MessageBody') ?? ''
  if (Buffer.byteLength(body) > mostBodyBytes) return refused(tooLong)
  const more = { body, status: Number(fixed.text('StatusCode') ?? rule.status), contentType: fixed.text('ContentType') ?? rule.contentType }
  return { ...answered({ Rules: list([ruleTree({ ...rule, ...more })]) }), world: changed(world, arn, more) }
})

export const setRulePriorities = operation('common', ({ world, place, input }) => {
  let after = world
  const wanted = input.records('RulePriorities').map((one) => ({ arn: one.text('RuleArn') ?? '', priority: one.whole('Priority', { min: 1, max: 50_000 }) ?? 0 }))
  for (const { arn, priority } of wanted) {
    const rule = ownRule(world, place, arn)
    if (rule === undefined) return refused(noRule(arn))
    const taken = rulesThere(world, rule.listenerArn).some((other) => other.priority === priority && !wanted.some((one) => one.arn === other.arn))
    if (taken) return refused(fault('PriorityInUse', `Priority '${priority}' is currently in use`))
    after = changed(after, arn, { priority })
  }
  const rules = wanted.flatMap(({ arn }) => ownRule(after, place, arn) ?? [])
  return { ...answered({ Rules: list(rules.map(ruleTree)) }), world: after }
})

/** Of rules and listeners; what was here before has none but those of its group. */
export const describeTags = operation('common', ({ world, place, input }) => {
  const arns = input.texts('ResourceArns')
  if (arns.length > 20) return refused(faults.validation('You can specify at most 20 resources'))
  const found = arns.map((arn) => ({ arn, tags: ownRule(world, place, arn)?.tags ?? groupTags(place, arn) }))
  const missing = found.find(({ tags }) => tags === undefined)
  if (missing !== undefined) return refused(noRule(missing.arn))
  return answered({ TagDescriptions: list(found.map(({ arn, tags = {} }) => ({ ResourceArn: arn, Tags: list(Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))) }))) })
})

function groupTags(place: Place, arn: string): Tags | undefined {
  const group = place.groups.find((one) => one.loadBalancerArn === arn || listenerArn(one) === arn || defaultRuleArn(one) === arn || one.targetGroupArn === arn)
  return group === undefined ? undefined : { environment: group.environment, tenant: group.tenantTag }
}
