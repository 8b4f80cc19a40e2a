import { dayMs } from '../kernel/time'
import { tellAlarms, type AlarmFeed } from './alarm-ledger'
import { noteTurns } from './alarm-turns'
import { seeDatabase, type DatabaseEntry } from './database-memory'
import { isLate } from './feed-state'
import type { FeedId } from './feeds'
import { changeGrouped, replaceGrouped, withGroups, type Grouped, type GroupedChange } from './grouped-records'
import type { Outcome } from './observation'
import { applyServices } from './place-services'
import type { PlaceState } from './place-state'
import type { DatabaseEventRecord, FleetRecord } from './records'
import { sameValue } from './same-value'

/** What a successful poll changed in a place, beside the feed's own time. */
export interface RecordsChange {
  readonly next: PlaceState
  /** Ids of databases (or clusters), names of groups, keys of alarms, ARNs of target groups that differ. */
  readonly databases: readonly string[]
  readonly groups: readonly string[]
  readonly alarms: readonly string[]
  readonly targets: readonly string[]
  /** Tenants whose other services differ. */
  readonly tenants?: readonly string[]
}

export type Success = Exclude<Outcome, { kind: 'error' }>

const nothing = { databases: [], groups: [], alarms: [], targets: [] } as const

export function applyRecords(state: PlaceState, feed: FeedId, outcome: Success, atMs: number): RecordsChange {
  switch (feed) {
    case 'rds.instances':
      return applyDatabases(state, outcome, atMs)
    case 'rds.events':
      return applyEvents(state, outcome, atMs)
    case 'rds.snapshots':
      return grouped(state, 'snapshots', applyGrouped(state.snapshots, 'db-snapshot', outcome))
    case 'rds.automated-backups':
      return grouped(state, 'backups', applyGrouped(state.backups, 'automated-backup', outcome))
    case 'rds.pending-maintenance':
      return grouped(state, 'pending', applyGrouped(state.pending, 'pending-maintenance', outcome))
    case 'autoscaling.groups': {
      const { next, touched } = applyKeyed(state.groups, told(outcome, 'app-group'), outcome, (record) => record.id)
      return { ...nothing, next: touched.length === 0 ? state : { ...state, groups: next }, groups: touched }
    }
    case 'elbv2.target-health': {
      const { next, touched } = applyKeyed(state.targets, told(outcome, 'target-health'), outcome, (record) => record.targetGroupArn)
      return { ...nothing, next: touched.length === 0 ? state : { ...state, targets: next }, targets: touched }
    }
    case 'autoscaling.activities': {
      const { next, touched } = applyKeyed(state.activities, told(outcome, 'group-activities'), outcome, (record) => record.key)
      return { ...nothing, next: touched.length === 0 ? state : { ...state, activities: next }, groups: touched }
    }
    case 'autoscaling.refreshes': {
      const { next, touched } = applyKeyed(state.refreshes, told(outcome, 'group-refresh'), outcome, (record) => record.key)
      return { ...nothing, next: touched.length === 0 ? state : { ...state, refreshes: next }, groups: touched }
    }
    case 'cloudwatch.app-load': {
      const { next, touched } = applyKeyed(state.loads, told(outcome, 'app-load'), outcome, (record) => record.key)
      return { ...nothing, next: touched.length === 0 ? state : { ...state, loads: next }, targets: touched }
    }
    case 'offsite.copies':
      return applyCopies(state, outcome)
    case 'kms.keys':
      return applyKeys(state, outcome)
    case 'tagging.resources':
    case 'logs.metric-filters':
    case 'wafv2.web-acls':
    case 'transfer.servers':
    case 's3.buckets': {
      const { next, tenants } = applyServices(state.services, state.ownership, feed, outcome)
      return { ...nothing, next: next === state.services ? state : { ...state, services: next }, tenants }
    }
    default:
      return applyAlarms(state, feed, outcome, atMs)
  }
}

function applyCopies(state: PlaceState, outcome: Success): RecordsChange {
  const copies = grouped(state, 'copies', applyGrouped(state.copies, 'snapshot-copy', outcome))
  const places = applyKeyed(state.copyPlaces, told(outcome, 'copy-place'), outcome, (record) => record.key)
  if (places.touched.length === 0) return copies
  // What fills up there concerns whoever has copies there: all of them, and it is read a few times a day.
  return { ...copies, next: { ...copies.next, copyPlaces: places.next }, databases: [...state.databases.keys()] }
}

function applyKeys(state: PlaceState, outcome: Success): RecordsChange {
  const { next, touched } = applyKeyed(state.keys, told(outcome, 'kms-key'), outcome, (record) => record.key)
  if (touched.length === 0) return { ...nothing, next: state }
  const keys = new Set(touched)
  const encrypted = [...state.databases.values()].filter(({ record }) => record.kmsKeyId !== undefined && keys.has(record.kmsKeyId))
  return { ...nothing, next: { ...state, keys: next }, databases: encrypted.map(({ record }) => record.id) }
}

function applyAlarms(state: PlaceState, feed: AlarmFeed, outcome: Success, atMs: number): RecordsChange {
  const { next: ledger, touched: shown } = tellAlarms(state.ledger, feed, outcome, atMs)
  const { next: turns, touched: turned } = noteTurns(state.turns, told(outcome, 'alarm'), atMs)
  return { ...nothing, next: { ...state, ledger, turns }, alarms: turned.length === 0 ? shown : [...new Set([...shown, ...turned])] }
}

function applyDatabases(state: PlaceState, outcome: Success, atMs: number): RecordsChange {
  const records = told(outcome, 'database')
  const next = new Map(outcome.kind === 'complete' ? [...state.databases].filter(([, entry]) => isLate(entry.observedAtMs, atMs)) : state.databases)
  if (outcome.kind === 'changes') for (const key of outcome.removed) for (const [id, entry] of next) if (entry.record.key === key) next.delete(id)
  for (const record of records) next.set(record.id, seeDatabase(state.databases.get(record.id), record, atMs, state.formerStandbys.get(record.id)))
  const touched = [...new Set([...state.databases.keys(), ...next.keys()])].filter((id) => !sameValue(state.databases.get(id), next.get(id)))
  return touched.length === 0 ? { ...nothing, next: state } : { ...nothing, next: { ...state, databases: keepEqual(state.databases, next), formerStandbys: rememberStandbys(state, next) }, databases: touched }
}

/** Of databases that this observation has no more. */
function rememberStandbys({ databases, formerStandbys }: PlaceState, next: ReadonlyMap<string, DatabaseEntry>): PlaceState['formerStandbys'] {
  const gone = [...databases].flatMap(([id, { memory }]) => (next.has(id) || memory.lastMultiAzAtMs === undefined ? [] : [[id, memory.lastMultiAzAtMs] as const]))
  return gone.length === 0 ? formerStandbys : new Map([...formerStandbys, ...gone].slice(-mostFormerStandbys))
}
const mostFormerStandbys = 1_000

function keepEqual(before: ReadonlyMap<string, DatabaseEntry>, after: Map<string, DatabaseEntry>): ReadonlyMap<string, DatabaseEntry> {
  for (const [id, entry] of after) {
    const old = before.get(id)
    // Views and tests compare records by identity: an equal one stays the one it was.
    if (old !== undefined && old !== entry && sameValue(old.record, entry.record)) after.set(id, { ...entry, record: old.record })
  }
  return after
}

/** Events happened: no poll takes one back. They are kept for a day, as far as the newest poll's time tells. */
export const eventsKeptMs = dayMs

function applyEvents(state: PlaceState, outcome: Success, atMs: number): RecordsChange {
  const records = told(outcome, 'db-event')
  const lastMs = state.place.feeds['rds.events'].observedAtMs
  const oldestMs = (lastMs !== undefined && isLate(lastMs, atMs) ? lastMs : atMs) - eventsKeptMs
  const added = changeGrouped(state.events, records.filter((record) => record.atMs >= oldestMs), [])
  const { next, touched } = forget(added.next, oldestMs)
  const databases = [...new Set([...added.touched, ...touched])]
  return { ...nothing, next: databases.length === 0 ? state : { ...state, events: inOrder(next, added.touched) }, databases }
}

function forget(events: Grouped<DatabaseEventRecord>, oldestMs: number): GroupedChange<DatabaseEventRecord> {
  const changed: [string, readonly DatabaseEventRecord[]][] = []
  for (const [id, group] of events) {
    const kept = group.filter((record) => record.atMs >= oldestMs)
    if (kept.length !== group.length) changed.push([id, kept])
  }
  return { next: withGroups(events, changed), touched: changed.map(([id]) => id) }
}

// AWS does not promise an order: by date, then by text so that any order of arrival ends alike.
function inOrder(events: Grouped<DatabaseEventRecord>, touched: readonly string[]): Grouped<DatabaseEventRecord> {
  const sorted = touched.flatMap((id): [string, readonly DatabaseEventRecord[]][] => {
    const group = events.get(id)
    return group === undefined ? [] : [[id, [...group].sort((a, b) => a.atMs - b.atMs || (a.message < b.message ? -1 : 1))]]
  })
  return withGroups(events, sorted)
}

type GroupedKind = 'db-snapshot' | 'automated-backup' | 'pending-maintenance' | 'snapshot-copy'

function applyGrouped<K extends GroupedKind>(before: Grouped<OfKind<K>>, kind: K, outcome: Success): GroupedChange<OfKind<K>> {
  return outcome.kind === 'complete' ? replaceGrouped(before, told(outcome, kind)) : changeGrouped(before, told(outcome, kind), outcome.removed)
}

function grouped<K extends 'snapshots' | 'backups' | 'pending' | 'copies'>(state: PlaceState, field: K, change: { readonly next: PlaceState[K]; readonly touched: readonly string[] }): RecordsChange {
  return { ...nothing, next: change.touched.length === 0 ? state : { ...state, [field]: change.next }, databases: change.touched }
}

type OfKind<K extends FleetRecord['kind']> = Extract<FleetRecord, { kind: K }>
const ofKind = <K extends FleetRecord['kind']>(records: readonly FleetRecord[], kind: K): readonly OfKind<K>[] => records.filter((record): record is OfKind<K> => record.kind === kind)

interface KeyedChange<R> {
  readonly next: ReadonlyMap<string, R>
  readonly touched: readonly string[]
}

function applyKeyed<R extends { readonly key: string }>(before: ReadonlyMap<string, R>, records: readonly R[], outcome: Success, idOf: (record: R) => string): KeyedChange<R> {
  const gone = new Set(outcome.kind === 'complete' ? [] : outcome.removed)
  const next = new Map(outcome.kind === 'complete' ? [] : [...before].filter(([, record]) => !gone.has(record.key)))
  for (const record of records) {
    const old = before.get(idOf(record))
    next.set(idOf(record), old !== undefined && sameValue(old, record) ? old : record)
  }
  const touched = [...new Set([...before.keys(), ...next.keys()])].filter((id) => before.get(id) !== next.get(id))
  return touched.length === 0 ? { next: before, touched } : { next, touched }
}

const told = <K extends FleetRecord['kind']>(outcome: Success, kind: K): readonly OfKind<K>[] => ofKind(outcome.kind === 'complete' ? outcome.records : outcome.upserted, kind)
