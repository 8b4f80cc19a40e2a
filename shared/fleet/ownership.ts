import { alarmNameOf, ruleChildren } from './composite-rule'
import { sharedTag } from './shared-tag'
import type { AlarmRecord, AppGroupRecord, DatabaseRecord, Tagged } from './records'

/**
 * Who owns what in one account x Region.
 *
 * 1. Databases and app groups belong by their tags; `*` belongs to every tenant with something of its own in that environment (no
 *    environment tag: in any).
 * 2. An alarm belongs with the resource in its dimensions; a composite with the alarms in its rule; else by its own tags.
 * 3. What nothing places is unassigned.
 */
export interface PlaceRecords {
  /** By DBInstanceIdentifier. */
  readonly databases: ReadonlyMap<string, DatabaseRecord>
  /** By group name. */
  readonly groups: ReadonlyMap<string, AppGroupRecord>
  /** By key. */
  readonly alarms: ReadonlyMap<string, AlarmRecord>
}

export interface Owner {
  readonly tenants: readonly string[]
  readonly environment: string
  readonly shared: boolean
}

/** What one tenant has in a place: ids as in PlaceRecords. */
export interface Holding {
  readonly databases: readonly string[]
  readonly groups: readonly string[]
  readonly alarms: readonly string[]
}

export interface Ownership {
  readonly tenants: ReadonlyMap<string, Holding>
  readonly databases: ReadonlyMap<string, Owner>
  readonly groups: ReadonlyMap<string, Owner>
  readonly alarms: ReadonlyMap<string, Owner>
  /** Composite alarms that name an alarm, by the child's key. */
  readonly composites: ReadonlyMap<string, readonly string[]>
  /** Alarm key by name. */
  readonly alarmKeys: ReadonlyMap<string, string>
}

/** Environment of a resource without the environment tag. */
export const untagged = 'untagged'
export { sharedTag } from './shared-tag'

export const noOwnership: Ownership = { tenants: new Map(), databases: new Map(), groups: new Map(), alarms: new Map(), composites: new Map(), alarmKeys: new Map() }

export function ownershipOf(records: PlaceRecords): Ownership {
  const residents = residentsOf(records)
  const ownerOf = (tagged: Tagged): Owner | undefined => ownerByTags(tagged, residents)
  const databases = mapOwners(records.databases, ownerOf)
  const groups = mapOwners(records.groups, ownerOf)
  const alarmKeys = new Map([...records.alarms].map(([key, alarm]) => [alarm.name, key]))
  const children = new Map([...records.alarms].flatMap(([key, alarm]) => (alarm.rule === undefined ? [] : [[key, childKeys(alarm.rule, alarmKeys)] as const])))
  const alarms = alarmOwners({ records, databases, groups, children, ownerOf, balancers: balancerGroups(records) })
  return { tenants: holdings({ databases, groups, alarms }), databases, groups, alarms, composites: invert(children), alarmKeys }
}

/** Tenants with something of their own, by environment. */
type Residents = ReadonlyMap<string, readonly string[]>

function residentsOf({ databases, groups }: PlaceRecords): Residents {
  const byEnvironment = new Map<string, Set<string>>()
  for (const record of [...databases.values(), ...groups.values()]) {
    if (record.tenantTag === undefined || record.tenantTag === sharedTag) continue
    const environment = record.environmentTag ?? untagged
    byEnvironment.set(environment, (byEnvironment.get(environment) ?? new Set()).add(record.tenantTag))
  }
  const all = new Set([...byEnvironment.values()].flatMap((tenants) => [...tenants]))
  return new Map([...byEnvironment, [everyEnvironment, all] as const].map(([environment, tenants]) => [environment, [...tenants]]))
}
// Not a possible tag value: AWS tags hold no control characters.
const everyEnvironment = '\u0000every'

function ownerByTags({ tenantTag, environmentTag }: Tagged, residents: Residents): Owner | undefined {
  if (tenantTag === undefined || tenantTag === '') return undefined
  const environment = environmentTag ?? untagged
  if (tenantTag !== sharedTag) return { tenants: [tenantTag], environment, shared: false }
  return { tenants: residents.get(environmentTag ?? everyEnvironment) ?? [], environment, shared: true }
}

function mapOwners<R extends Tagged>(records: ReadonlyMap<string, R>, ownerOf: (tagged: Tagged) => Owner | undefined): ReadonlyMap<string, Owner> {
  const owners = new Map<string, Owner>()
  for (const [id, record] of records) {
    const owner = ownerOf(record)
    if (owner !== undefined) owners.set(id, owner)
  }
  return owners
}

interface AlarmSources {
  readonly records: PlaceRecords
  readonly databases: ReadonlyMap<string, Owner>
  readonly groups: ReadonlyMap<string, Owner>
  readonly children: ReadonlyMap<string, readonly string[]>
  readonly balancers: BalancerGroups
  ownerOf(tagged: Tagged): Owner | undefined
}

function alarmOwners(sources: AlarmSources): ReadonlyMap<string, Owner> {
  const owners = new Map<string, Owner>()
  let placed = new Set<string>()
  const place = (key: string): Owner | undefined => {
    // Marked before its children are placed: composites may name each other in a circle, which another pass then places.
    if (placed.has(key)) return owners.get(key)
    placed.add(key)
    const alarm = sources.records.alarms.get(key)
    if (alarm === undefined) return undefined
    const owner = ownerByDimensions(alarm, sources) ?? union((sources.children.get(key) ?? []).flatMap((child) => place(child) ?? [])) ?? sources.ownerOf(alarm)
    if (owner !== undefined) owners.set(key, owner)
    return owner
  }
  let known = -1
  while (owners.size > known) {
    known = owners.size
    placed = new Set(owners.keys())
    for (const key of sources.records.alarms.keys()) place(key)
  }
  return owners
}

function ownerByDimensions({ dimensions }: AlarmRecord, { records, databases, groups, balancers }: AlarmSources): Owner | undefined {
  const database = dimensions['DBInstanceIdentifier'] ?? memberOf(records, dimensions['DBClusterIdentifier'])
  const group = dimensions['AutoScalingGroupName'] ?? groupOf(balancers, dimensions)
  return (database === undefined ? undefined : databases.get(database)) ?? (group === undefined ? undefined : groups.get(group))
}

function memberOf({ databases }: PlaceRecords, cluster: string | undefined): string | undefined {
  return cluster === undefined ? undefined : [...databases.values()].find((record) => record.clusterId === cluster)?.id
}

/** App group by target group (`targetgroup/name/id`) and by load balancer (`app/name/id`), as dimensions write them. */
type BalancerGroups = ReadonlyMap<string, string>

// No call tells which load balancer serves which target group, but alarms on both together do.
function balancerGroups({ groups, alarms }: PlaceRecords): BalancerGroups {
  const found = new Map<string, string>()
  for (const group of groups.values()) for (const arn of group.targetGroupArns) found.set(arn.slice(arn.indexOf('targetgroup/')), group.id)
  for (const { dimensions } of alarms.values()) {
    const { TargetGroup: target, LoadBalancer: balancer } = dimensions
    const group = target === undefined ? undefined : found.get(target)
    if (balancer !== undefined && group !== undefined) found.set(balancer, group)
  }
  return found
}

const groupOf = (balancers: BalancerGroups, { TargetGroup: target, LoadBalancer: balancer }: AlarmRecord['dimensions']): string | undefined =>
  (target === undefined ? undefined : balancers.get(target)) ?? (balancer === undefined ? undefined : balancers.get(balancer))

const childKeys = (rule: string, alarmKeys: ReadonlyMap<string, string>): readonly string[] => ruleChildren(rule).flatMap((child) => alarmKeys.get(alarmNameOf(child)) ?? [])

function union(owners: readonly Owner[]): Owner | undefined {
  const first = owners[0]
  if (first === undefined) return undefined
  const own = owners.filter((owner) => !owner.shared)
  const tenants = [...new Set((own.length > 0 ? own : owners).flatMap((owner) => owner.tenants))]
  const environments = new Set(owners.map((owner) => owner.environment))
  return { tenants, environment: environments.size === 1 ? first.environment : untagged, shared: own.length === 0 }
}

function invert(children: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const parents = new Map<string, string[]>()
  for (const [parent, keys] of children) for (const key of keys) parents.set(key, [...(parents.get(key) ?? []), parent])
  return parents
}

interface MutableHolding {
  readonly databases: string[]
  readonly groups: string[]
  readonly alarms: string[]
}

function holdings(owners: { readonly databases: ReadonlyMap<string, Owner>; readonly groups: ReadonlyMap<string, Owner>; readonly alarms: ReadonlyMap<string, Owner> }): ReadonlyMap<string, Holding> {
  const found = new Map<string, MutableHolding>()
  const add = (kind: keyof MutableHolding, from: ReadonlyMap<string, Owner>): void => {
    for (const [id, { tenants }] of from) {
      for (const tenant of tenants) {
        const holding = found.get(tenant) ?? { databases: [], groups: [], alarms: [] }
        holding[kind].push(id)
        found.set(tenant, holding)
      }
    }
  }
  add('databases', owners.databases)
  add('groups', owners.groups)
  add('alarms', owners.alarms)
  return found
}
