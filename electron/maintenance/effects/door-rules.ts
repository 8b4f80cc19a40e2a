import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { AccessOperator, RuleState } from '#electron/ports/operator/access'
import type { OperatorCall, OperatorFailure, Tags } from '#electron/ports/operator/outcome'
import { runTag, type Door, type RunContext } from './run-context'

/** Tag on a rule that closes: whom it closes out. */
export const closedTenantTag = 'watchfloor-tenant'

/** A listener of a door through which people come, with its rules in AWS's order. */
export interface DoorListener {
  readonly door: Door
  readonly arn: string
  readonly rules: readonly TaggedRule[]
}

export interface TaggedRule extends RuleState {
  readonly tags: Tags
}

/** AWS answers for so many at once. */
const mostTagged = 20
/** By which people come in. */
export const forPeople: ReadonlySet<string | undefined> = new Set<string | undefined>(['HTTP', 'HTTPS'])

export const accessOf = ({ operators }: RunContext, { account, region }: Pick<Door, 'account' | 'region'>): AccessOperator => operators(account, region).access

/** Every listener of the doors as it is now. A load balancer or listener that is gone has none: nobody comes in there. */
export async function doorListeners(context: RunContext, doors: readonly Door[]): Promise<Result<readonly DoorListener[], OperatorFailure>> {
  const listeners: DoorListener[] = []
  for (const door of doors) {
    const access = accessOf(context, door)
    const found = await access.listeners(context.call, door.loadBalancerArn)
    if (!found.ok && found.error.why === 'gone') continue
    if (!found.ok) return found
    for (const { arn, protocol } of found.value.value) {
      if (!forPeople.has(protocol)) continue
      const rules = await taggedRules(context, access, arn)
      if (!rules.ok) return rules
      if (rules.value !== undefined) listeners.push({ door, arn, rules: rules.value })
    }
  }
  return ok(listeners)
}

/** The rules of a listener with the tags of those that answer by themselves: only they can be of a run. Undefined where the listener is gone. */
async function taggedRules({ call }: RunContext, access: AccessOperator, listenerArn: string): Promise<Result<readonly TaggedRule[] | undefined, OperatorFailure>> {
  const found = await access.rules(call, listenerArn)
  if (!found.ok) return found.error.why === 'gone' ? ok(undefined) : found
  const tags = await tagsOfRules(access, call, found.value.value.filter(answersByItself).map(({ arn }) => arn))
  if (!tags.ok) return tags
  return ok(found.value.value.filter((rule) => !answersByItself(rule) || tags.value.has(rule.arn)).map((rule) => ({ ...rule, tags: tags.value.get(rule.arn) ?? {} })))
}

export const answersByItself = ({ priority, status }: RuleState): boolean => priority !== 'default' && status !== undefined

/**
 * Tags by ARN of rules that were just listed. On a shared door others take their rules away meanwhile, and AWS then refuses the whole
 * question without saying which is gone: it is asked by halves until the one is found. What is gone is not in the answer.
 */
export async function tagsOfRules(access: AccessOperator, call: OperatorCall, arns: readonly string[]): Promise<Result<ReadonlyMap<string, Tags>, OperatorFailure>> {
  const tags = new Map<string, Tags>()
  const open = Array.from({ length: Math.ceil(arns.length / mostTagged) }, (_, at) => arns.slice(at * mostTagged, (at + 1) * mostTagged))
  for (let batch = open.pop(); batch !== undefined; batch = open.pop()) {
    const read = await access.ruleTags(call, batch)
    if (read.ok) for (const arn of batch) tags.set(arn, read.value.value[arn] ?? {})
    else if (read.error.why !== 'gone') return read
    else if (batch.length > 1) open.push(batch.slice(0, batch.length / 2), batch.slice(batch.length / 2))
  }
  return ok(tags)
}

export const isOfRun = ({ tags }: TaggedRule, { run }: Pick<RunContext, 'run'>, tenant: string): boolean => tags[runTag] === run && tags[closedTenantTag] === tenant

/** Runs whose rules close a tenant out as well: theirs to take away. */
export const otherRuns = (rules: readonly TaggedRule[], { run }: Pick<RunContext, 'run'>, tenant: string): readonly string[] => [
  ...new Set(rules.flatMap(({ tags }) => (tags[closedTenantTag] === tenant && tags[runTag] !== undefined && tags[runTag] !== run ? [tags[runTag]] : []))),
]

/** As many as a rule takes. */
const mostHosts = 5

export function hostGroups(hosts: readonly string[]): readonly (readonly string[])[] {
  const sorted = [...new Set(hosts)].sort()
  return Array.from({ length: Math.ceil(sorted.length / mostHosts) }, (_, at) => sorted.slice(at * mostHosts, (at + 1) * mostHosts))
}

/** Host groups of a door that no rule of this run closes yet. */
export function openGroups({ door, rules }: DoorListener, context: Pick<RunContext, 'run'>, tenant: string): readonly (readonly string[])[] {
  const closed = new Set(rules.filter((rule) => isOfRun(rule, context, tenant)).flatMap(({ hosts }) => hosts))
  return hostGroups(door.hosts).filter((group) => !group.every((host) => closed.has(host)))
}

export const unreadDoors = ({ error }: OperatorFailure): Result<never, AppError> => err(error)
