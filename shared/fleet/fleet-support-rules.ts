import type { BrokenRule } from './broken-rule'
import type { FleetFile } from './fleet-schema'
import { usualParameter } from './usual-parameter'

/** Support access and the audit's bucket: known accounts, one door for one tenant, names that AWS takes. */
export function supportRules({ tenants, accounts, audit }: FleetFile): readonly BrokenRule[] {
  const known = new Set((accounts ?? []).map(({ id }) => id))
  const doors = (tenants ?? []).flatMap(({ id, support }, i) => (support?.doors ?? []).map((door, n) => ({ tenant: id, door, path: ['tenants', i, 'support', 'doors', n] as readonly PropertyKey[] })))
  const unknown = doors.flatMap(({ door, path }) => (known.has(door.account) ? [] : [{ path: [...path, 'account'], message: `The account ${door.account} of this door is not among the accounts.` }]))
  const unnamed = doors.flatMap(({ tenant, door, path }) =>
    door.parameter !== undefined || (isPathPart(tenant) && isPathPart(door.environment)) ? [] : [{ path: [...path, 'parameter'], message: `'${tenant}' or '${door.environment}' cannot be part of a parameter's name: say which parameter the tenant's application reads.` }],
  )
  const bucket = audit?.account === undefined || known.has(audit.account) ? [] : [{ path: ['audit', 'account'], message: `The account ${audit.account} of the audit's bucket is not among the accounts.` }]
  return [
    ...unknown,
    ...unnamed,
    ...twice(doors.map(({ tenant, door, path }) => ({ key: `${tenant}\n${door.environment}`, path, message: `The environment '${door.environment}' of ${tenant} has a door already.` }))),
    ...twice(doors.map(({ tenant, door, path }) => ({ key: [door.account, door.region, door.parameter ?? usualParameter(tenant, door.environment)].join('\n'), path: [...path, 'parameter'], message: `Another door has ${door.parameter ?? usualParameter(tenant, door.environment)}${door.parameter === undefined ? ', which this one has unless you name another' : ''}: whoever is let in by the one would be let in by the other.` }))),
    ...twice(doors.flatMap(({ door, path }) => (door.securityGroup === undefined ? [] : [{ key: [door.account, door.region, door.securityGroup].join('\n'), path: [...path, 'securityGroup'], message: `Another door has ${door.securityGroup}: whoever is let in by the one would be let in by the other.` }]))),
    ...bucket,
  ]
}

const isPathPart = (name: string): boolean => /^[\w.-]+$/.test(name)

function twice(things: readonly (BrokenRule & { readonly key: string })[]): readonly BrokenRule[] {
  const seen = new Set<string>()
  return things.flatMap(({ key, path, message }) => {
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew ? [] : [{ path, message }]
  })
}
