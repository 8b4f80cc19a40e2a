import { alarmNameOf, ruleChildren } from './composite-rule'
import type { DatabaseEntry } from './database-memory'
import type { ProbeView } from '../probes/probe-view'
import type { SupportMatter } from '../support/matter'
import type { Leftover, RunSpan } from '../maintenance/leftover'
import type { OffsiteClause } from './fleet-config'
import { copyPlaceOf, type CopyPlace } from './offsite'
import { untagged, type Holding, type Owner } from './ownership'
import type { PlaceState } from './place-state'
import type { AlarmRecord } from './records'
import type { FleetSnapshotState } from './snapshot'
import { tenantServices } from './tenant-services'
import type { AlarmView, AppGroupView, DatabaseView, OffsiteView, Place, TenantView } from './tenant-view'

/** What is known of a tenant now; `probes`: what its probes found; `leftovers`: what windows left behind. A tenant that nothing knows any more has no resources and `inFleetFile` false. */
export function viewTenant(state: FleetSnapshotState, tenantId: string, probes: readonly ProbeView[] = [], leftovers: readonly Leftover[] = [], supportMatters: readonly SupportMatter[] = [], runs: readonly RunSpan[] = []): TenantView {
  const listed = state.listed.get(tenantId)
  const contract = listed?.contract ?? state.config.contract
  const homes = (state.homes.get(tenantId) ?? []).flatMap((key) => state.places.get(key) ?? [])
  const rooms = homes.map((place): Room => ({ place, holding: place.ownership.tenants.get(tenantId) ?? noHolding }))
  return {
    id: tenantId,
    name: listed?.name ?? tenantId,
    model: isSilo(state, homes) ? 'silo' : 'pooled',
    inFleetFile: listed !== undefined,
    contract,
    ...(listed?.timeZone === undefined ? {} : { timeZone: listed.timeZone }),
    ...(listed === undefined || listed.contacts.length === 0 ? {} : { contacts: listed.contacts }),
    databases: rooms.flatMap((room) => databaseViews(room, contract.offsite)).sort((a, b) => byEnvironment(a.environment, b.environment) || byText(a.record.id, b.record.id)),
    appGroups: rooms.flatMap(appGroupViews).sort((a, b) => byEnvironment(a.environment, b.environment) || byText(a.record.id, b.record.id)),
    alarms: rooms.flatMap(alarmViews).sort((a, b) => byText(a.record.name, b.record.name)),
    probes,
    ...(leftovers.length === 0 ? {} : { leftovers }),
    ...(runs.length === 0 ? {} : { runs }),
    ...(supportMatters.length === 0 ? {} : { supportMatters }),
    ...servicesOf(rooms, tenantId),
    places: homes.map(({ place }) => place),
    ...(homes.length === 0 ? { searched: [...state.places.values()].map(({ place }): Place => place) } : {}),
  }
}

function servicesOf(rooms: readonly Room[], tenantId: string): Pick<TenantView, 'services'> {
  const services = tenantServices(rooms, tenantId)
  return services === undefined ? {} : { services }
}

interface Room {
  readonly place: PlaceState
  readonly holding: Holding
}
const noHolding: Holding = { databases: [], groups: [], alarms: [] }

const isSilo = (state: FleetSnapshotState, homes: readonly PlaceState[]): boolean => homes.length > 0 && homes.every(({ place }) => state.residents.get(place.account) === 1)

function databaseViews({ place, holding }: Room, offsite: OffsiteClause): readonly DatabaseView[] {
  return holding.databases.flatMap((id) => {
    const entry = place.databases.get(id)
    return entry === undefined ? [] : [databaseView(place, entry, place.ownership.databases.get(id), offsite)]
  })
}

function databaseView(state: PlaceState, { record, observedAtMs, memory }: DatabaseEntry, owner: Owner | undefined, offsite: OffsiteClause): DatabaseView {
  const away = copyPlaceOf(offsite, record)
  const key = record.kmsKeyId === undefined ? undefined : state.keys.get(record.kmsKeyId)
  const backup = state.backups.get(record.id)
  const cluster = record.clusterId === undefined ? [] : (state.events.get(record.clusterId) ?? [])
  return {
    record,
    environment: owner?.environment ?? untagged,
    place: state.place,
    observedAtMs,
    // A database that was deleted and made anew under its name leaves retained backups behind: the active one speaks for it.
    ...(backup === undefined ? {} : { backup: backup.find((each) => each.status === 'active') ?? backup[0]! }),
    snapshots: state.snapshots.get(record.id) ?? [],
    events: [...cluster, ...(state.events.get(record.id) ?? [])],
    pending: state.pending.get(record.id) ?? [],
    ...(away === undefined || away === 'home' ? {} : { offsite: offsiteView(state, record.id, away) }),
    ...(key === undefined ? {} : { key }),
    memory,
  }
}

function offsiteView({ copies, copyPlaces }: PlaceState, id: string, { account, region }: CopyPlace): OffsiteView {
  const place = copyPlaces.get(`${account}/${region}`)
  const here = (copies.get(id) ?? []).filter((copy) => copy.account === account && copy.region === region)
  return { account, region, copies: here, ...(place === undefined ? {} : { place }) }
}

function appGroupViews({ place: state, holding }: Room): readonly AppGroupView[] {
  return holding.groups.flatMap((id) => {
    const record = state.groups.get(id)
    if (record === undefined) return []
    const owner = state.ownership.groups.get(id)
    const targets = record.targetGroupArns.flatMap((arn) => state.targets.get(arn) ?? [])
    const loads = record.targetGroupArns.flatMap((arn) => state.loads.get(arn) ?? [])
    const activities = state.activities.get(id)
    const refresh = state.refreshes.get(id)
    const read = { ...(activities === undefined ? {} : { activities }), ...(refresh === undefined ? {} : { refresh }) }
    return [{ record, environment: owner?.environment ?? untagged, place: state.place, shared: owner?.shared ?? false, targets, loads, ...read }]
  })
}

function alarmViews({ place: state, holding }: Room): readonly AlarmView[] {
  return holding.alarms.flatMap((key) => {
    const record = state.ledger.alarms.get(key)
    if (record === undefined) return []
    const owner = state.ownership.alarms.get(key)
    const watched = state.databases.get(record.dimensions['DBInstanceIdentifier'] ?? '')
    return [
      {
        record,
        place: state.place,
        redChildren: redChildren(state, record),
        turns: state.turns.byAlarm.get(key) ?? [],
        ...(owner === undefined ? {} : { environment: owner.environment }),
        ...(watched === undefined ? {} : { watchedDatabase: watched.record }),
      },
    ]
  })
}

function redChildren({ ledger, ownership }: PlaceState, { rule }: AlarmRecord): readonly string[] {
  if (rule === undefined) return []
  const names = ruleChildren(rule).map(alarmNameOf)
  return names.filter((name) => ledger.alarms.get(ownership.alarmKeys.get(name) ?? '')?.state === 'ALARM')
}

// The order of a desk's day: what the tenants' clients feel first.
const usual = ['frontend', 'cron', 'portal', 'sandbox']
const placeOf = (environment: string): number => (usual.indexOf(environment) + usual.length + 1) % (usual.length + 1)
const byEnvironment = (a: string, b: string): number => placeOf(a) - placeOf(b) || byText(a, b)
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
