import { feeds } from '#shared/fleet/feeds'
import type { TenantConfig } from '#shared/fleet/fleet-config'
import type { ServiceView } from '#shared/fleet/service-views'
import type { TenantDetail, TenantView } from '#shared/fleet/tenant-view'
import { relevantFeeds } from '#shared/health/relevant-feeds'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { closesAccess } from '#shared/maintenance/access-check'
import { tenantsOf, type Plan } from '#shared/maintenance/plan'
import { isSuspected } from '#shared/probes/probe-state'
import type { FleetSight } from '#electron/ports/fleet-sight'
import type { AlarmName, Door, PageSight, TenantCondition, TenantProblem } from '../effects/run-context'

/** What a run has to know of a tenant, from what the watch knows. */

/**
 * Alarms whose actions are on, those that somebody would be woken by, in the environments that a plan touches or closes, and those of no
 * environment: nobody is to miss an alarm of the others meanwhile.
 */
export function mutableAlarms(view: TenantView, plan: Plan, config: HostsOf): readonly AlarmName[] {
  const touched = environmentsOf(plan, view.id)
  const closed = new Set(closedDoors(view, plan, config).flatMap(({ environment }) => environment ?? []))
  return view.alarms
    .filter(({ record, environment }) => record.actionsEnabled !== false && (environment === undefined || touched.has(environment) || closed.has(environment)))
    .map(({ record: { account, region, name } }) => ({ account, region, name }))
}

type HostsOf = Pick<TenantConfig, 'hosts'> | undefined

/** The doors that a plan's run closes: of the environments that it touches; where those have none of their own, all of the tenant's. */
export const doorsOf = (view: TenantView, plan: Plan, config: HostsOf): readonly Door[] => asDoors(closedDoors(view, plan, config), config)

function closedDoors(view: TenantView, plan: Plan, config: HostsOf): readonly ServiceView[] {
  const touched = environmentsOf(plan, view.id)
  const all = doorViews(view, config)
  const own = all.filter(({ environment }) => environment === undefined || touched.has(environment))
  return own.length > 0 ? own : all
}

/** Load balancers of a tenant with the host names that the fleet file says; without host names nothing can be closed for this tenant alone. */
export const allDoorsOf = (view: TenantView, config: HostsOf): readonly Door[] => asDoors(doorViews(view, config), config)

const doorViews = ({ services }: TenantView, config: HostsOf): readonly ServiceView[] => ((config?.hosts ?? []).length === 0 ? [] : (services?.doors ?? []))

const asDoors = (views: readonly ServiceView[], config: HostsOf): readonly Door[] =>
  [...new Map(views.map(({ tagged, place }) => [tagged.key, { account: place.account, region: place.region, loadBalancerArn: tagged.key, hosts: config?.hosts ?? [] }])).values()]

const environmentsOf = ({ databases, groups }: Plan, tenant: string): ReadonlySet<string> =>
  new Set([...databases.filter((each) => each.tenant === tenant), ...groups.filter(({ tenants }) => tenants.includes(tenant))].map(({ environment }) => environment))

/** Tenants of a plan that closes whose people it could not keep out. */
export async function unclosableNow(sight: Pick<FleetSight, 'tenant'>, configOf: (id: string) => TenantConfig | undefined, plan: Plan): Promise<Result<readonly string[], AppError>> {
  const unclosable: string[] = []
  for (const tenant of closesAccess(plan) ? tenantsOf(plan) : []) {
    const known = await sight.tenant(tenant)
    if (!known.ok) return known
    if (known.value === undefined || doorsOf(known.value.view, plan, configOf(tenant)).length === 0) unclosable.push(tenant)
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
  const pages = view.probes.map(({ config: { url }, state }): PageSight => ({ url, ...(state.last === undefined ? {} : { answeredAtMs: state.last.atMs }), isSuspected: isSuspected(state) }))
  return { asOfMs: Math.min(...(readings.length === 0 ? [0] : readings)), problems, pages }
}
