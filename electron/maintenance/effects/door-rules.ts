import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { AccessOperator, RuleState } from '#electron/ports/operator/access'
import type { OperatorFailure, Tags } from '#electron/ports/operator/outcome'
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

/** On a shared door others take their rules away meanwhile: both are read again, so many times at once, then later. */
const mostReadings = 5

async function taggedRules(context: RunContext, access: AccessOperator, listenerArn: string): Promise<Result<readonly TaggedRule[] | undefined, OperatorFailure>> {
  for (let reading = 1; ; reading += 1) {
    const read = await readRules(context, access, listenerArn)
    if (read.ok || read.error.why !== 'notNow' || reading === mostReadings) return read
  }
}

async function readRules({ call }: RunContext, access: AccessOperator, listenerArn: string): Promise<Result<readonly TaggedRule[] | undefined, OperatorFailure>> {
  const found = await access.rules(call, listenerArn)
  if (!found.ok) return found.error.why === 'gone' ? ok(undefined) : found
  const rules = found.value.value
  const tags: Record<string, Tags> = {}
  // Only what answers by itself can be a rule of a run.
  const arns = rules.filter(({ priority, status }) => priority !== 'default' && status !== undefined).map(({ arn }) => arn)
  for (let from = 0; from < arns.length; from += mostTagged) {
    const read = await access.ruleTags(call, arns.slice(from, from + mostTagged))
    // A rule that went between the two calls.
    if (!read.ok && read.error.why === 'gone') return err({ why: 'notNow', error: read.error.error })
    if (!read.ok) return read
    Object.assign(tags, read.value.value)
  }
  return ok(rules.map((rule) => ({ ...rule, tags: tags[rule.arn] ?? {} })))
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
