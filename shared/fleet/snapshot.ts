import type { FleetConfig, TenantConfig } from './fleet-config'
import type { Observation } from './observation'
import { applyToPlace } from './place-change'
import { emptyPlace, placeKey, type PlaceKey, type PlaceState } from './place-state'
import type { AlarmRecord, AppGroupRecord, DatabaseRecord } from './records'
import { hasAnswered } from './place-answers'

/**
 * Everything the watch knows. Opaque outside shared/fleet: read it through viewTenant, tenantIds and unassigned.
 *
 * 1. An observation changes its own account x Region and nothing else; values are replaced, never edited.
 * 2. An error never deletes. `complete` removes what the feed no longer returns; `changes` only what it names.
 * 3. `changes` renew the records they name, not the feed; only for `rds.events`, which is nothing but changes, they renew the feed.
 * 4. A reply that a newer one overtook is ignored; repeating a reply changes nothing.
 * 5. Tenants of the file always exist; others exist while something carries their tag.
 */
export interface FleetSnapshotState {
  readonly config: FleetConfig
  readonly listed: ReadonlyMap<string, TenantConfig>
  readonly places: ReadonlyMap<PlaceKey, PlaceState>
  /** Where each tenant has something. */
  readonly homes: ReadonlyMap<string, readonly PlaceKey[]>
  /** How many tenants each account holds: one makes a silo. */
  readonly residents: ReadonlyMap<string, number>
}

export interface SnapshotDiff {
  /** Tenants whose verdict or row may differ. A poll that only renews the age of what was known touches nobody. */
  readonly tenants: ReadonlySet<string>
}

/** Resources that no tenant owns: without the tenant tag, or alarms that nothing places. */
export interface Unassigned {
  readonly databases: readonly DatabaseRecord[]
  readonly appGroups: readonly AppGroupRecord[]
  readonly alarms: readonly AlarmRecord[]
}

/** Before anything was polled: the tenants of the file, and every account x Region unanswered. */
export function emptySnapshot(config: FleetConfig): FleetSnapshotState {
  const places = config.accounts.flatMap(({ id, regions }) => regions.map((region) => [placeKey(id, region), emptyPlace(id, region)] as const))
  return { config, listed: new Map(config.tenants.map((tenant) => [tenant.id, tenant])), places: new Map(places), homes: new Map(), residents: new Map() }
}

/** Applies one poll's result. */
export function applyObservation(state: FleetSnapshotState, observation: Observation): { readonly next: FleetSnapshotState; readonly diff: SnapshotDiff } {
  const key = placeKey(observation.scope.account, observation.scope.region)
  const before = state.places.get(key) ?? emptyPlace(observation.scope.account, observation.scope.region)
  const { next: after, tenants } = applyToPlace(before, observation)
  if (after === before) return { next: state, diff: { tenants } }

  const placed = { ...state, places: new Map(state.places).set(key, after) }
  const next = sameTenants(before, after) ? placed : withHomes(placed, key, before, after)
  const touched = new Set(tenants)
  addNeighbours(touched, state, next, observation.scope.account)
  addHomeless(touched, state, next, observation)
  return { next, diff: { tenants: touched } }
}

/** Tenants of the file, then those discovered by tags. */
export function tenantIds(state: FleetSnapshotState): readonly string[] {
  return [...state.listed.keys(), ...[...state.homes.keys()].filter((id) => !state.listed.has(id))]
}

export const hasTenant = (state: FleetSnapshotState, tenantId: string): boolean => state.listed.has(tenantId) || state.homes.has(tenantId)

export function unassigned(state: FleetSnapshotState): Unassigned {
  const places = [...state.places.values()]
  return {
    databases: places.flatMap(({ databases, ownership }) => [...databases.values()].map(({ record }) => record).filter(({ id }) => !ownership.databases.has(id))),
    appGroups: places.flatMap(({ groups, ownership }) => [...groups.values()].filter(({ id }) => !ownership.groups.has(id))),
    alarms: places.flatMap(({ ledger, ownership }) => [...ledger.alarms.values()].filter(({ key }) => !ownership.alarms.has(key))),
  }
}

/** How many resources nobody owns. */
export function unassignedCount(state: FleetSnapshotState): number {
  const free = ({ databases, groups, ledger, ownership }: PlaceState): number =>
    databases.size - ownership.databases.size + groups.size - ownership.groups.size + ledger.alarms.size - ownership.alarms.size
  return [...state.places.values()].reduce((sum, place) => sum + free(place), 0)
}

function sameTenants(before: PlaceState, after: PlaceState): boolean {
  const [old, now] = [before.ownership.tenants, after.ownership.tenants]
  return old === now || (old.size === now.size && [...now.keys()].every((id) => old.has(id)))
}

function withHomes(state: FleetSnapshotState, key: PlaceKey, before: PlaceState, after: PlaceState): FleetSnapshotState {
  const homes = new Map(state.homes)
  for (const id of before.ownership.tenants.keys()) if (!after.ownership.tenants.has(id)) removeHome(homes, id, key)
  for (const id of after.ownership.tenants.keys()) if (!before.ownership.tenants.has(id)) homes.set(id, [...(homes.get(id) ?? []), key].sort())
  const { account } = after.place
  const residents = new Map(state.residents).set(account, countResidents(state, account))
  return { ...state, homes, residents }
}

function removeHome(homes: Map<string, readonly PlaceKey[]>, id: string, key: PlaceKey): void {
  const left = (homes.get(id) ?? []).filter((home) => home !== key)
  if (left.length === 0) homes.delete(id)
  else homes.set(id, left)
}

const countResidents = (state: FleetSnapshotState, account: string): number => new Set(placesOf(state, account).flatMap((place) => [...place.ownership.tenants.keys()])).size

const placesOf = ({ config, places }: FleetSnapshotState, account: string): readonly PlaceState[] => {
  const listed = config.accounts.find(({ id }) => id === account)
  if (listed === undefined) return [...places.values()].filter(({ place }) => place.account === account)
  return listed.regions.flatMap((region) => places.get(placeKey(account, region)) ?? [])
}

// A second tenant in an account turns the first one's silo into a pool, without anything of its own changing.
function addNeighbours(touched: Set<string>, before: FleetSnapshotState, after: FleetSnapshotState, account: string): void {
  const isSilo = (state: FleetSnapshotState): boolean => state.residents.get(account) === 1
  if (isSilo(before) === isSilo(after)) return
  for (const place of placesOf(after, account)) for (const id of place.ownership.tenants.keys()) touched.add(id)
}

// Whether a tenant without resources is known to have none hangs on the answers of every place.
function addHomeless(touched: Set<string>, before: FleetSnapshotState, after: FleetSnapshotState, { observedAtMs, scope }: Observation): void {
  if (after.listed.size === 0) return
  const key = placeKey(scope.account, scope.region)
  const [was, is] = [before.places.get(key), after.places.get(key)]
  if (was !== undefined && is !== undefined && hasAnswered(was.place, observedAtMs) === hasAnswered(is.place, observedAtMs)) return
  const others = [...after.places].every(([other, { place }]) => other === key || hasAnswered(place, observedAtMs))
  if (!others) return
  for (const id of after.listed.keys()) if (!after.homes.has(id)) touched.add(id)
}
