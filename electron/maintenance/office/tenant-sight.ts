import { feeds } from '#shared/fleet/feeds'
import type { TenantConfig } from '#shared/fleet/fleet-config'
import type { TenantDetail, TenantView } from '#shared/fleet/tenant-view'
import { relevantFeeds } from '#shared/health/relevant-feeds'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { closesAccess } from '#shared/maintenance/access-check'
import { tenantsOf, type Plan } from '#shared/maintenance/plan'
import type { FleetSight } from '#electron/ports/fleet-sight'
import type { AlarmName, Door, TenantCondition, TenantProblem } from '../effects/run-context'

/** What a run has to know of a tenant, from what the watch knows. */

/** Alarms whose actions are on: those that somebody would be woken by. */
export const mutableAlarms = ({ alarms }: TenantView): readonly AlarmName[] =>
  alarms.filter(({ record }) => record.actionsEnabled !== false).map(({ record: { account, region, name } }) => ({ account, region, name }))

/** Load balancers of a tenant with the host names that the fleet file says; without host names nothing can be closed for this tenant alone. */
export function doorsOf({ services }: TenantView, config: Pick<TenantConfig, 'hosts'> | undefined): readonly Door[] {
  const hosts = config?.hosts ?? []
  if (hosts.length === 0) return []
  const doors = new Map((services?.doors ?? []).map(({ tagged, place }) => [tagged.key, { account: place.account, region: place.region, loadBalancerArn: tagged.key, hosts }]))
  return [...doors.values()]
}

/** Tenants of a plan that closes whose people it could not keep out. */
export async function unclosableNow(sight: Pick<FleetSight, 'tenant'>, configOf: (id: string) => TenantConfig | undefined, plan: Plan): Promise<Result<readonly string[], AppError>> {
  const unclosable: string[] = []
  for (const tenant of closesAccess(plan) ? tenantsOf(plan) : []) {
    const known = await sight.tenant(tenant)
    if (!known.ok) return known
    if (known.value === undefined || doorsOf(known.value.view, configOf(tenant)).length === 0) unclosable.push(tenant)
  }
  return ok(unclosable)
}

/** What weighs, by check and subject, and how old the oldest reading is that it rests on. */
export function conditionOf({ view, findings }: TenantDetail): TenantCondition {
  const problems = findings.flatMap(({ check, severity, subject, summary }): readonly TenantProblem[] =>
    // What the run itself holds up is no problem of the tenant's, nor is who has support access.
    severity === 'info' || check === 'window-leftover' || check === 'support-drift' ? [] : [{ id: [check, subject.kind, subject.account ?? '', subject.region ?? '', subject.id].join('|'), severity, words: summary }],
  )
  const readings = view.places.flatMap((place) => relevantFeeds(view, place).filter((feed) => feeds[feed].tier !== 'T2').map((feed) => place.feeds[feed].observedAtMs ?? 0))
  return { asOfMs: Math.min(...(readings.length === 0 ? [0] : readings)), problems }
}
