import { hexOf } from './chance'
import type { ListenerRule } from './deeds'
import type { AppGroup, Place, Tenant } from './fleet-model'
import type { World } from './world'

/** Each load balancer has one listener, on 443. */
export const listenerArn = ({ loadBalancerArn, noise }: AppGroup): string => `${loadBalancerArn.replace(':loadbalancer/', ':listener/')}/${hexOf(16, noise, 'listener')}`

/** The name under which a tenant's environment is reached. */
export const hostOf = (tenant: Pick<Tenant, 'id'>, environment: string): string => `${environment}.${tenant.id}.example`

export const isThere = ({ madeAtMs, goneAtMs }: ListenerRule, nowMs: number): boolean => madeAtMs <= nowMs && nowMs < goneAtMs

/** A pattern may hold `*` and `?`, as host-header conditions do. */
export const matchesHost = (pattern: string, host: string): boolean => new RegExp(`^${pattern.toLowerCase().replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`).test(host.toLowerCase())

/** The rule that answers a tenant's environment instead of its app servers; the lowest priority number counts. */
export function closingRule(world: World, tenant: Tenant, environment: string): ListenerRule | undefined {
  return rulesOf(world, tenant, environment).filter((rule) => isThere(rule, world.nowMs)).sort((left, right) => left.priority - right.priority)[0]
}

/** All that ever answered for it. */
export function rulesOf(world: World, tenant: Tenant, environment: string): readonly ListenerRule[] {
  if (world.deeds.listenerRules.length === 0) return []
  const place: Place | undefined = world.places.home(tenant.id)?.place
  const group = place?.groupById.get(`${tenant.id}-${environment}-app`) ?? place?.groupById.get(`${environment}-app`)
  if (group === undefined) return []
  const host = hostOf(tenant, environment)
  return world.deeds.listenerRules.filter((rule) => rule.listenerArn === listenerArn(group) && rule.hosts.some((pattern) => matchesHost(pattern, host)))
}
