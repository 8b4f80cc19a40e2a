import { applyRecords, type RecordsChange, type Success } from './apply-records'
import { afterFailure, afterSuccess, changesVerdicts, isLate } from './feed-state'
import { feeds, type FeedId } from './feeds'
import type { Observation } from './observation'
import { ownershipOf, type Ownership } from './ownership'
import type { PlaceState } from './place-state'
import type { AlarmRecord, AppGroupRecord, DatabaseRecord, Tagged } from './records'
import { sameValue } from './same-value'
import type { FeedState } from './tenant-view'

/** A poll's effect on its place. `tenants`: those whose verdict or row may differ. */
export interface PlaceChange {
  readonly next: PlaceState
  readonly tenants: ReadonlySet<string>
}

export function applyToPlace(state: PlaceState, { feed, outcome, observedAtMs }: Observation): PlaceChange {
  const before = state.place.feeds[feed]
  // A success that another overtook would bring the past back; an old failure says nothing about now.
  if (isLate(before.observedAtMs, observedAtMs) && !(outcome.kind !== 'error' && mergesInAnyOrder(feed, outcome))) return unchanged(state)
  if (outcome.kind === 'error') return withFeed(state, feed, afterFailure(before, outcome.error, observedAtMs), observedAtMs)
  return applySuccess(state, feed, outcome, observedAtMs)
}

const unchanged = (state: PlaceState): PlaceChange => ({ next: state, tenants: new Set() })

// Single records carry their own time, and events never change.
const mergesInAnyOrder = (feed: FeedId, outcome: Success): boolean => outcome.kind === 'changes' || feed === 'rds.events'

/** Changes name a few records and renew those only; of events there is nothing else, so they renew the feed. */
const renewsFeed = (feed: FeedId, outcome: Success): boolean => outcome.kind === 'complete' || feed === 'rds.events'

function applySuccess(state: PlaceState, feed: FeedId, outcome: Success, atMs: number): PlaceChange {
  const change = applyRecords(state, feed, outcome, atMs)
  const owned = withOwnership(state, change)
  const tenants = ownersOf(change, state.ownership, owned.ownership)
  addMoved(tenants, state.ownership, owned.ownership)
  if (!renewsFeed(feed, outcome)) return { next: owned, tenants }
  const renewed = withFeed(owned, feed, afterSuccess(state.place.feeds[feed], atMs), atMs)
  for (const tenant of renewed.tenants) tenants.add(tenant)
  return { next: renewed.next, tenants }
}

function withFeed(state: PlaceState, feed: FeedId, after: FeedState, atMs: number): PlaceChange {
  const before = state.place.feeds[feed]
  if (sameValue(before, after)) return unchanged(state)
  const next = { ...state, place: { ...state.place, feeds: { ...state.place.feeds, [feed]: after } } }
  const everyone = changesVerdicts(feed, before, after, atMs) || renewsAge(feed, before, after)
  return { next, tenants: everyone ? new Set(state.ownership.tenants.keys()) : new Set() }
}

// A row shows the age of the oldest poll behind it, and that is always one of the slow ones.
const renewsAge = (feed: FeedId, before: FeedState, after: FeedState): boolean => feeds[feed].tier === 'T2' && before.observedAtMs !== after.observedAtMs

function withOwnership(before: PlaceState, { next, databases, groups, alarms }: RecordsChange): PlaceState {
  const moved =
    databases.some((id) => !samePlacement(before.databases.get(id)?.record, next.databases.get(id)?.record, databaseSigns)) ||
    groups.some((id) => !samePlacement(before.groups.get(id), next.groups.get(id), groupSigns)) ||
    alarms.some((key) => !samePlacement(before.ledger.alarms.get(key), next.ledger.alarms.get(key), alarmSigns))
  if (!moved) return next
  const records = new Map([...next.databases].map(([id, entry]) => [id, entry.record]))
  return { ...next, ownership: ownershipOf({ databases: records, groups: next.groups, alarms: next.ledger.alarms }) }
}

function samePlacement<R extends Tagged>(a: R | undefined, b: R | undefined, signs: (record: R) => readonly unknown[]): boolean {
  return a === b || (a !== undefined && b !== undefined && sameValue(signs(a), signs(b)))
}
const databaseSigns = (record: DatabaseRecord): readonly unknown[] => [record.tenantTag, record.environmentTag, record.clusterId]
const groupSigns = (record: AppGroupRecord): readonly unknown[] => [record.tenantTag, record.environmentTag, record.targetGroupArns]
const alarmSigns = (record: AlarmRecord): readonly unknown[] => [record.tenantTag, record.environmentTag, record.name, record.dimensions, record.rule]

function ownersOf(change: RecordsChange, before: Ownership, after: Ownership): Set<string> {
  const { next } = change
  const tenants = new Set<string>(change.tenants ?? [])
  const add = (owners: Ownership['databases'], id: string): void => owners.get(id)?.tenants.forEach((tenant) => tenants.add(tenant))
  const groupsOfTargets = change.targets.length === 0 ? [] : groupsWith(next, new Set(change.targets))
  for (const ownership of before === after ? [after] : [before, after]) {
    for (const id of databasesOf(next, change.databases)) add(ownership.databases, id)
    for (const id of [...change.groups, ...groupsOfTargets]) add(ownership.groups, id)
    for (const key of change.alarms) {
      add(ownership.alarms, key)
      for (const composite of ownership.composites.get(key) ?? []) add(ownership.alarms, composite)
    }
  }
  return tenants
}

/** Ids of databases; of a cluster's id, its members. */
function databasesOf(state: PlaceState, ids: readonly string[]): readonly string[] {
  const clusters = new Set(ids.filter((id) => !state.databases.has(id)))
  if (clusters.size === 0) return ids
  const members = [...state.databases.values()].filter(({ record }) => record.clusterId !== undefined && clusters.has(record.clusterId))
  return [...ids, ...members.map(({ record }) => record.id)]
}

const groupsWith = (state: PlaceState, targets: ReadonlySet<string>): readonly string[] =>
  [...state.groups.values()].filter((group) => group.targetGroupArns.some((arn) => targets.has(arn))).map((group) => group.id)

/** Whoever has something else than before, or nothing any more. */
function addMoved(tenants: Set<string>, before: Ownership, after: Ownership): void {
  if (before === after) return
  for (const [tenant, holding] of after.tenants) if (!sameValue(before.tenants.get(tenant), holding)) tenants.add(tenant)
  for (const tenant of before.tenants.keys()) if (!after.tenants.has(tenant)) tenants.add(tenant)
}
