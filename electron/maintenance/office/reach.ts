import type { TenantConfig } from '#shared/fleet/fleet-config'
import type { TenantView } from '#shared/fleet/tenant-view'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { tenantsOf, type Plan } from '#shared/maintenance/plan'
import type { PlanReach, TenantReach } from '#shared/maintenance/planned-calls'
import type { FleetSight } from '#electron/ports/fleet-sight'
import { muteTargets } from '../effects/mute-targets'
import { doorsOf, mutableAlarms } from './tenant-sight'

export interface ReachOptions {
  readonly sight: Pick<FleetSight, 'tenant'>
  readonly tenant: (id: string) => TenantConfig | undefined
  /** Whether the fleet file says where mail comes from. */
  readonly hasSender: boolean
}

/** Beyond, nobody waits for a look at each tenant while a plan is written. */
const mostTenants = 300
const atOnce = 16

/** How far a run would reach for each tenant of a plan, without a request to AWS. Undefined: too many tenants. */
export async function reachOf(options: ReachOptions, plan: Plan): Promise<Result<PlanReach | undefined, AppError>> {
  const left = [...tenantsOf(plan)]
  if (left.length > mostTenants) return ok(undefined)
  const reach: Record<string, TenantReach> = {}
  let failure: AppError | undefined
  const work = async (): Promise<void> => {
    for (let tenant = left.shift(); tenant !== undefined && failure === undefined; tenant = left.shift()) {
      const known = await options.sight.tenant(tenant)
      if (!known.ok) failure = known.error
      else if (known.value !== undefined) reach[tenant] = reachIn(options, plan, known.value.view)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return failure === undefined ? ok(reach) : { ok: false, error: failure }
}

function reachIn({ tenant: configOf, hasSender }: ReachOptions, plan: Plan, view: TenantView): TenantReach {
  const config = configOf(view.id)
  return {
    loadBalancers: doorsOf(view, plan, config).length,
    hosts: new Set(config?.hosts ?? []).size,
    muteRules: muteTargets(plan.id, view.id, mutableAlarms(view, plan, config)).length,
    addresses: hasSender ? new Set(config?.contacts ?? []).size : 0,
    hasLoginScreen: config?.notice !== undefined,
  }
}
