import { hexOf } from './chance'
import type { Tenant } from './fleet-model'
import type { IngressRule } from './support-things'
import type { World } from './world'

interface Where {
  readonly account: string
  readonly region: string
}

/** Tenants with machines of their own: nobody else is behind their doors. */
export const hasOwnMachines = ({ model, ownAppGroups }: Pick<Tenant, 'model' | 'ownAppGroups'>): boolean => model === 'silo' || ownAppGroups

/** The security group of the machines of one tenant's environment. */
export const groupIdOf = ({ id, account, region }: Pick<Tenant, 'id' | 'account' | 'region'>, environment: string): string => `sg-${hexOf(17, 'machines', account, region, id, environment)}`

/** Whether an account and Region have such a group. */
export const hasGroup = (world: World, where: Where, groupId: string): boolean =>
  world.effects.memo(`doors:${where.account}/${where.region}`, () => new Set(world.fleet.tenants.filter((tenant) => tenant.account === where.account && tenant.region === where.region && hasOwnMachines(tenant)).flatMap((tenant) => tenant.environments.map((environment) => groupIdOf(tenant, environment))))).has(groupId)

/** Its rules now: the one that it was made with, unless somebody revoked it, and what was let in since. */
export function ingressOf(world: World, where: Where, groupId: string): readonly IngressRule[] {
  const made = ruleOf(where, { groupId, protocol: 'tcp', fromPort: 8443, toPort: 8443, cidr: '10.0.0.0/16', description: 'Load balancer' })
  const own = world.deeds.ingress.get(`${where.account}/${where.region}/${groupId}`)
  return own ?? [made]
}

export const ruleOf = (where: Where, rule: Omit<IngressRule, 'id' | 'account' | 'region'>): IngressRule => ({ id: `sgr-${hexOf(17, where.account, where.region, rule.groupId, rule.protocol, rule.fromPort, rule.toPort, rule.cidr)}`, account: where.account, region: where.region, ...rule })

/** What other rules of a group make of all rules. */
export const withIngress = (world: World, where: Where, groupId: string, rules: readonly IngressRule[]): ReadonlyMap<string, readonly IngressRule[]> => new Map(world.deeds.ingress).set(`${where.account}/${where.region}/${groupId}`, rules)

/** The address from which AWS sees whoever asks: of those that RFC 5737 keeps for examples. */
export function addressAt(world: World): string {
  const changed = world.effects.addresses.findLast(({ fromMs, toMs }) => fromMs <= world.nowMs && world.nowMs < toMs)
  return changed?.address ?? `198.51.100.${7 + (world.fleet.seed % 200)}`
}
