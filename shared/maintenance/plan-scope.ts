import type { AppGroupView, DatabaseView, TenantView } from '../fleet/tenant-view'
import { hasPackedTag } from '../fleet/other-tags'
import type { FullyTagged } from '../fleet/tagged'
import type { PlanDatabase, PlanGroup } from './plan'

/**
 * What a selection comes to. Parts that are left out do not narrow it; those that are given narrow it together.
 */
export interface PlanSelection {
  readonly tenants?: readonly string[]
  readonly accounts?: readonly string[]
  readonly environments?: readonly string[]
  readonly engines?: readonly string[]
  /** Tags of the resources themselves, `key=value`: of one key any of the values, of several keys each. */
  readonly tags?: readonly string[]
}

/** The fleet file's names for the tags that place a resource. */
export interface PlacingTagNames {
  readonly tenant: string
  readonly environment: string
}

export interface PlanScope {
  readonly databases: readonly PlanDatabase[]
  readonly groups: readonly PlanGroup[]
  /** What the selection meets and a plan cannot touch, and why. */
  readonly leftOut: readonly { readonly id: string; readonly tenant: string; readonly because: string }[]
  /** Names in the selection that nothing answers to. */
  readonly unknown: readonly string[]
}

/** Databases and app groups of the fleet that a selection names, by tenant and name. A shared group names everybody who stands on it. */
export function planScope(views: readonly TenantView[], selection: PlanSelection, names: PlacingTagNames): PlanScope {
  const bears = tagTest(selection.tags, names)
  const databases = views.flatMap((view) => view.databases.filter((database) => isDatabaseMeant(view.id, database, selection) && bears(database.record)).map((database) => ({ tenant: view.id, database })))
  const touchable = databases.flatMap(({ tenant, database }) => (whyNot(database) === undefined ? [planDatabase(tenant, database)] : []))
  const leftOut = databases.flatMap(({ tenant, database }) => {
    const because = whyNot(database)
    return because === undefined ? [] : [{ id: database.record.id, tenant, because }]
  })
  return { databases: touchable.toSorted(byTenant), groups: groupsOf(views, selection, bears), leftOut, unknown: [...unknownNames(views, selection), ...unknownTags(views, selection, names)] }
}

const byTenant = (left: PlanDatabase, right: PlanDatabase): number => compare(left.tenant, right.tenant) || compare(left.id, right.id)
const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

const meets = (wanted: readonly string[] | undefined, value: string): boolean => wanted === undefined || wanted.includes(value)

type BearsTags = (record: FullyTagged) => boolean

/** Tags that place a resource are asked like any other. */
function tagTest(wishes: readonly string[] | undefined, names: PlacingTagNames): BearsTags {
  if (wishes === undefined) return () => true
  const byKey = new Map<string, string[]>()
  for (const wish of wishes) byKey.set(keyOf(wish), [...(byKey.get(keyOf(wish)) ?? []), wish])
  const keys = [...byKey.values()]
  return (record) => keys.every((any) => any.some((wish) => bearsTag(record, wish, names)))
}

const keyOf = (wish: string): string => wish.slice(0, wish.indexOf('='))

const bearsTag = ({ tenantTag, environmentTag, otherTags }: FullyTagged, wish: string, { tenant, environment }: PlacingTagNames): boolean =>
  hasPackedTag(otherTags, wish) || (tenantTag !== undefined && wish === `${tenant}=${tenantTag}`) || (environmentTag !== undefined && wish === `${environment}=${environmentTag}`)

/** Tags that no database and no app group of the fleet bears. */
function unknownTags(views: readonly TenantView[], { tags = [] }: PlanSelection, names: PlacingTagNames): readonly string[] {
  return tags.filter((wish) => !views.some(({ databases, appGroups }) => databases.some(({ record }) => bearsTag(record, wish, names)) || appGroups.some(({ record }) => bearsTag(record, wish, names))))
}

const isDatabaseMeant = (tenant: string, { record, environment }: DatabaseView, { tenants, accounts, environments, engines }: PlanSelection): boolean =>
  meets(tenants, tenant) && meets(accounts, record.account) && meets(environments, environment) && meets(engines, record.engine)

function whyNot({ record }: DatabaseView): string | undefined {
  if (record.replicaOf !== undefined) return `A read replica of ${record.replicaOf}: it follows its source.`
  if (record.clusterId !== undefined) return `A member of the cluster ${record.clusterId}: clusters are upgraded whole, which is not offered here.`
  return record.engineVersion === undefined ? 'Its engine version is not known, so it could not be told whether somebody changed it before the start.' : undefined
}

const planDatabase = (tenant: string, { record: { arn, id, engine, engineVersion }, environment }: DatabaseView): PlanDatabase => ({
  arn,
  id,
  tenant,
  environment,
  engine,
  engineVersion: engineVersion ?? '',
})

/** A group of which one tenant is selected is changed for all. */
function groupsOf(views: readonly TenantView[], selection: PlanSelection, bears: BearsTags): readonly PlanGroup[] {
  const groups = new Map<string, { readonly view: AppGroupView; readonly tenants: string[]; isMeant: boolean }>()
  for (const { id, appGroups } of views) {
    for (const view of appGroups) {
      const { arn } = view.record
      if (arn === undefined) continue
      const known = groups.get(arn) ?? { view, tenants: [], isMeant: false }
      known.tenants.push(id)
      known.isMeant ||= isGroupMeant(id, view, selection) && bears(view.record)
      groups.set(arn, known)
    }
  }
  const meant = [...groups].filter(([, { isMeant }]) => isMeant)
  return meant.map(([arn, { view, tenants }]) => ({ arn, name: view.record.id, tenants: tenants.sort(), environment: view.environment })).toSorted((left, right) => compare(left.name, right.name))
}

const isGroupMeant = (tenant: string, { record, environment }: AppGroupView, { tenants, accounts, environments, engines }: PlanSelection): boolean =>
  engines === undefined && meets(tenants, tenant) && meets(accounts, record.account) && meets(environments, environment)

function unknownNames(views: readonly TenantView[], { tenants = [], accounts = [], environments = [], engines = [] }: PlanSelection): readonly string[] {
  const databases = views.flatMap((view) => view.databases)
  const groups = views.flatMap((view) => view.appGroups)
  const known = {
    tenants: new Set(views.map(({ id }) => id)),
    accounts: new Set([...databases, ...groups].map(({ record }) => record.account)),
    environments: new Set([...databases, ...groups].map(({ environment }) => environment)),
    engines: new Set(databases.map(({ record }) => record.engine)),
  }
  return [
    ...tenants.filter((name) => !known.tenants.has(name)),
    ...accounts.filter((name) => !known.accounts.has(name)),
    ...environments.filter((name) => !known.environments.has(name)),
    ...engines.filter((name) => !known.engines.has(name)),
  ]
}
