import type { RuleState } from '#electron/ports/operator/access'

/** Where a rule goes so that no other rule answers its host names before it. */
export interface RuleRoom {
  readonly priority: number
  /** Rules that make room first, by ARN: their order among each other stays. */
  readonly moved: Readonly<Record<string, number>>
}

/** AWS's last priority. */
const last = 50_000

/** The earliest free priority before every rule that answers one of the hosts; where there is none, the first rules move by one. Undefined: the listener is full. */
export function roomFor(rules: readonly RuleState[], hosts: readonly string[]): RuleRoom | undefined {
  const numbered = rules.flatMap(({ arn, priority, hosts: theirs }) => (priority === 'default' ? [] : [{ arn, priority, hosts: theirs }]))
  const byPriority = new Map(numbered.map((rule) => [rule.priority, rule.arn]))
  const answersFirst = Math.min(last + 1, ...numbered.filter((rule) => rule.hosts.length === 0 || rule.hosts.some((theirs) => hosts.some((host) => overlap(theirs, host)))).map(({ priority }) => priority))
  const free = firstFree(byPriority)
  if (free < answersFirst) return { priority: free, moved: {} }
  if (free > last) return undefined
  const moved = Object.fromEntries(Array.from({ length: free - 1 }, (_, at) => [byPriority.get(at + 1)!, at + 2]))
  return { priority: 1, moved }
}

function firstFree(taken: ReadonlyMap<number, string>): number {
  let priority = 1
  while (taken.has(priority)) priority += 1
  return priority
}

/** Whether some host may match both patterns: for certain where one of them has no `*` or `?`, to be careful where both do. */
export function overlap(left: string, right: string): boolean {
  if (isPattern(left) && isPattern(right)) return true
  return isPattern(left) ? matches(left, right) : matches(right, left)
}

const isPattern = (host: string): boolean => /[*?]/.test(host)
const matches = (pattern: string, host: string): boolean =>
  new RegExp(`^${pattern.toLowerCase().replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`).test(host.toLowerCase())
