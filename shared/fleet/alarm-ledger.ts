import { isLate } from './feed-state'
import { sameValue } from './same-value'
import type { AlarmRecord } from './records'
import type { Outcome } from './observation'

/**
 * Alarms as three feeds tell them: which fire (each minute), which have no data, and all of them (now and then).
 *
 * 1. What is shown is a pure function of the last success of each feed, so the order in which feeds arrive never matters.
 * 2. An alarm exists when the sweep has it, or when a later poll of the others has it.
 * 3. Of several accounts of one alarm the one with the newer StateUpdatedTimestamp holds, then the later seen.
 * 4. An alarm that was firing and is missing from a later complete poll of firing alarms fires no more: it is OK unless a poll says
 *    that it has no data. The same holds for alarms without data.
 * 5. Alarm lists carry no tags. Tags that were asked for once stay with the alarm until it goes.
 */
export const alarmFeeds = ['cloudwatch.firing', 'cloudwatch.no-data', 'cloudwatch.alarms'] as const
export type AlarmFeed = (typeof alarmFeeds)[number]

interface Told {
  readonly records: ReadonlyMap<string, AlarmRecord>
  /** When the feed was last complete; -Infinity before. */
  readonly completeAtMs: number
  /** For alarms told one by one since: when. */
  readonly laterAtMs: ReadonlyMap<string, number>
}

export interface AlarmLedger {
  readonly told: Readonly<Record<AlarmFeed, Told>>
  /** What is shown, by alarm key. */
  readonly alarms: ReadonlyMap<string, AlarmRecord>
}

const nothing: Told = { records: new Map(), completeAtMs: -Infinity, laterAtMs: new Map() }
export const emptyLedger: AlarmLedger = { told: { 'cloudwatch.firing': nothing, 'cloudwatch.no-data': nothing, 'cloudwatch.alarms': nothing }, alarms: new Map() }

export interface LedgerChange {
  readonly next: AlarmLedger
  /** Keys of alarms that are shown differently. */
  readonly touched: readonly string[]
}

export function tellAlarms(before: AlarmLedger, feed: AlarmFeed, outcome: Exclude<Outcome, { kind: 'error' }>, atMs: number): LedgerChange {
  const old = before.told[feed]
  const next = outcome.kind === 'complete' ? tellAll(old, alarmsOf(outcome.records), atMs) : tellSome(old, alarmsOf(outcome.upserted), outcome.removed, atMs)
  const told = { ...before.told, [feed]: next }
  return reshow(before, told, candidates(before, old, next, feed))
}

const alarmsOf = (records: readonly { readonly kind: string }[]): readonly AlarmRecord[] => records.filter((record): record is AlarmRecord => record.kind === 'alarm')

function tellAll(old: Told, records: readonly AlarmRecord[], atMs: number): Told {
  if (isLate(old.completeAtMs, atMs)) return old
  const told = new Map(records.map((record) => [record.key, keepTags(record, old.records.get(record.key))]))
  const laterAtMs = new Map([...old.laterAtMs].filter(([key, at]) => isLate(at, atMs) && old.records.has(key)))
  for (const key of laterAtMs.keys()) told.set(key, old.records.get(key)!)
  return { records: told, completeAtMs: atMs, laterAtMs }
}

function tellSome(old: Told, records: readonly AlarmRecord[], removed: readonly string[], atMs: number): Told {
  const told = new Map(old.records)
  const laterAtMs = new Map(old.laterAtMs)
  for (const record of records) {
    if (isLate(seenAtMs(old, record.key), atMs)) continue
    told.set(record.key, keepTags(record, old.records.get(record.key)))
    laterAtMs.set(record.key, atMs)
  }
  for (const key of removed) {
    told.delete(key)
    laterAtMs.delete(key)
  }
  return { records: told, completeAtMs: old.completeAtMs, laterAtMs }
}

const seenAtMs = (told: Told, key: string): number => (told.records.has(key) ? (told.laterAtMs.get(key) ?? told.completeAtMs) : -Infinity)

// A poll of firing alarms can change those it names, those it named before, and those shown as firing.
function candidates(before: AlarmLedger, old: Told, next: Told, feed: AlarmFeed): ReadonlySet<string> {
  const keys = new Set([...old.records.keys(), ...next.records.keys()])
  const state = feed === 'cloudwatch.firing' ? 'ALARM' : feed === 'cloudwatch.no-data' ? 'INSUFFICIENT_DATA' : undefined
  if (state !== undefined) for (const [key, alarm] of before.alarms) if (alarm.state === state) keys.add(key)
  if (feed === 'cloudwatch.alarms') for (const key of before.alarms.keys()) keys.add(key)
  return keys
}

function reshow(before: AlarmLedger, told: AlarmLedger['told'], keys: ReadonlySet<string>): LedgerChange {
  const changes: [string, AlarmRecord | undefined][] = []
  for (const key of keys) {
    const was = before.alarms.get(key)
    const is = shownAlarm(told, key)
    if (!sameValue(was, is)) changes.push([key, is])
  }
  if (changes.length === 0) return { next: { told, alarms: before.alarms }, touched: [] }
  const alarms = new Map(before.alarms)
  for (const [key, alarm] of changes) {
    if (alarm === undefined) alarms.delete(key)
    else alarms.set(key, alarm)
  }
  return { next: { told, alarms }, touched: changes.map(([key]) => key) }
}

function shownAlarm(told: AlarmLedger['told'], key: string): AlarmRecord | undefined {
  const sweptAtMs = told['cloudwatch.alarms'].completeAtMs
  const accounts = alarmFeeds.flatMap((feed) => {
    const record = told[feed].records.get(key)
    const atMs = seenAtMs(told[feed], key)
    return record !== undefined && (feed === 'cloudwatch.alarms' || atMs > sweptAtMs || told['cloudwatch.alarms'].records.has(key)) ? [{ record, atMs }] : []
  })
  const newest = accounts.reduce<(typeof accounts)[number] | undefined>((best, each) => (best === undefined || isNewer(each, best) ? each : best), undefined)
  if (newest === undefined) return undefined
  const tagged = accounts.reduce((record, account) => keepTags(record, account.record), newest.record)
  return withoutEnded(told, tagged, newest.atMs)
}

function keepTags(record: AlarmRecord, other: AlarmRecord | undefined): AlarmRecord {
  if (other?.tenantTag === undefined || record.tenantTag !== undefined) return record
  const { tenantTag, environmentTag } = other
  return { ...record, tenantTag, ...(environmentTag === undefined ? {} : { environmentTag }) }
}

interface Account {
  readonly record: AlarmRecord
  readonly atMs: number
}

function isNewer(a: Account, b: Account): boolean {
  const aUpdated = a.record.stateUpdatedAtMs ?? a.atMs
  const bUpdated = b.record.stateUpdatedAtMs ?? b.atMs
  return aUpdated === bUpdated ? a.atMs > b.atMs : aUpdated > bUpdated
}

function withoutEnded(told: AlarmLedger['told'], record: AlarmRecord, atMs: number): AlarmRecord {
  if (record.state === 'OK') return record
  const feed = record.state === 'ALARM' ? 'cloudwatch.firing' : 'cloudwatch.no-data'
  const endedSince = told[feed].completeAtMs > atMs && !told[feed].records.has(record.key)
  if (!endedSince) return record
  const { stateReason: _reason, stateUpdatedAtMs: _updated, ...rest } = record
  return { ...rest, state: 'OK' }
}
