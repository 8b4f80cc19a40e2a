import type { CheckId, Finding } from '#shared/health/finding'
import type { TenantDetail, TenantView } from '#shared/fleet/tenant-view'
import type { WorldCondition } from './world'

/**
 * Which finding speaks of which condition.
 *
 * 1. The same AWS identifier in the same account and Region is the same thing, whoever's tenant it is shown under: app groups are shared.
 * 2. A scope's finding speaks of that account, Region and service alone.
 * 3. Else the tenant and environment must agree; a condition without a tenant concerns every tenant of its account and Region.
 * 4. A tenant that was never found anywhere, because a place never said who lives there, speaks of what keeps that place shut.
 */
export function speaksOf(finding: Finding, tenant: TenantDetail, condition: WorldCondition, checks: readonly CheckId[]): boolean {
  if (!checks.includes(finding.check)) return false
  if (isSameSubject(finding, condition)) return true
  if (finding.check === 'no-resources') return wasSearchedInVain(condition, tenant.view)
  return finding.subject.kind !== 'scope' && (isSameTenant(finding, tenant, condition) || isSharedWith(finding, tenant, condition))
}

/** Whether a condition is trouble of this tenant: by name, by account, or through something that it shares. */
export function concerns(condition: WorldCondition, view: TenantView): boolean {
  if (condition.tenant === view.id) return true
  const inPlace = view.places.some(({ account, region }) => agrees(condition.account, account) && agrees(condition.region, region))
  return inPlace && (resources(view).has(condition.subject) || isScopeOf(condition.subject, view))
}

/** A subject such as `111122223333/eu-west-1/rds` is trouble of everybody there: who cannot read alarms cannot say that none fires. */
function isScopeOf(subject: string, { places, appGroups }: TenantView): boolean {
  const [account, region, service] = subject.split('/')
  if (service === undefined || !places.some((place) => place.account === account && place.region === region)) return false
  return service !== 'elbv2' || appGroups.some(({ place, record }) => place.account === account && place.region === region && record.targetGroupArns.length > 0)
}

function wasSearchedInVain({ subject }: WorldCondition, { searched }: TenantView): boolean {
  return (searched ?? []).some(({ account, region, feeds }) => subject.startsWith(`${account}/${region}/`) && inventories.some((feed) => feeds[feed].observedAtMs === undefined && feeds[feed].error !== undefined))
}
const inventories = ['rds.instances', 'autoscaling.groups'] as const

function isSameSubject({ subject, basis }: Finding, condition: WorldCondition): boolean {
  return subject.id === condition.subject && agrees(condition.account, subject.account ?? basis.account) && agrees(condition.region, subject.region ?? basis.region)
}

function isSameTenant({ subject }: Finding, tenant: TenantDetail, condition: WorldCondition): boolean {
  if (condition.tenant !== undefined && condition.tenant !== '*') return condition.tenant === tenant.row.id && agrees(condition.environment, subject.environment)
  return concerns(condition, tenant.view) && agrees(condition.environment, subject.environment)
}

/** A pooled app group fails for every tenant on it; its target group and alarms have names of their own. */
function isSharedWith({ subject, basis }: Finding, { view }: TenantDetail, condition: WorldCondition): boolean {
  if (!condition.kind.startsWith('app.') && condition.kind !== 'az.outage' && !condition.kind.startsWith('alarm.')) return false
  const sharesGroup = view.appGroups.some(({ shared, environment }) => shared && environment === condition.environment)
  return sharesGroup && subject.kind !== 'database' && agrees(condition.account, basis.account) && agrees(condition.region, basis.region) && agrees(condition.environment, subject.environment)
}

function resources(view: TenantView): ReadonlySet<string> {
  const known = resourcesOf.get(view)
  if (known !== undefined) return known
  const ids = new Set([
    ...view.databases.map(({ record }) => record.id),
    ...view.appGroups.map(({ record }) => record.id),
    ...view.appGroups.flatMap(({ targets }) => targets.map(({ targetGroupName }) => targetGroupName)),
    ...view.alarms.map(({ record }) => record.name),
  ])
  resourcesOf.set(view, ids)
  return ids
}
const resourcesOf = new WeakMap<TenantView, ReadonlySet<string>>()

const agrees = (left: string | undefined, right: string | undefined): boolean => left === undefined || right === undefined || left === right
