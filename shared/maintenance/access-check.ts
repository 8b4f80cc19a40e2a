import type { Plan } from './plan'
import { byId, type Blocker, type TenantNames } from './blocker'

/** Whether a plan's run keeps the people of its tenants out while it changes anything. */
export const closesAccess = ({ kind }: Pick<Plan, 'kind'>): boolean => kind !== 'noDowntime'

/** A tenant whose doors cannot be closed would have its database changed with people in. `unclosable`: tenants without a known door or host name. */
export const accessBlockers = (plan: Pick<Plan, 'kind'>, unclosable: readonly string[], nameOf: TenantNames = byId): readonly Blocker[] =>
  closesAccess(plan)
    ? unclosable.map((tenant) => ({
        kind: 'access',
        tenant,
        message: `${nameOf(tenant)} cannot be closed: its people would work on while it is changed. Name its hosts in the fleet file and see that the watch finds its load balancer, or plan this window without downtime.`,
      }))
    : []
