import type { Plan, PlanGroup } from './plan'
import { byId, type Blocker, type TenantNames } from './blocker'

/** App groups that are not as they were when the plan was made. `now`: every group that the fleet is seen to have. */
export function groupBlockers({ groups }: Pick<Plan, 'groups'>, now: readonly PlanGroup[], nameOf: TenantNames = byId): readonly Blocker[] {
  const seen = new Map(now.map((group) => [group.arn, group]))
  return groups.flatMap((group) => blockersOf(group, seen.get(group.arn), nameOf))
}

/** Who left it was told for nothing, which harms nobody. */
function blockersOf({ name, tenants }: PlanGroup, now: PlanGroup | undefined, nameOf: TenantNames): readonly Blocker[] {
  if (now === undefined) return [{ kind: 'group', message: `${name} is not seen any more: it is gone, or its account cannot be read. See whether its account is read; if it is gone, make the plan anew.` }]
  const joined = now.tenants.filter((tenant) => !tenants.includes(tenant))
  return joined.map((tenant) => ({ kind: 'group', tenant, message: `${nameOf(tenant)} joined ${name} since the plan was made, and was told nothing. Make the plan anew.` }))
}
