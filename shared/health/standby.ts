import { classifyEvent, type DatabaseEventMeaning } from '../fleet/database-events'
import type { DatabaseEventRecord } from '../fleet/records'
import type { DatabaseView } from '../fleet/tenant-view'
import { minuteMs } from '../kernel/time'

/** That a database had a standby and has none: how, since when at the latest, and what is being done about it. */
export interface StandbyLoss {
  /**
   * `gone`: Single-AZ now. `restored`: a restore made it, and a restore makes Single-AZ instances. `turnedOff`: somebody modified it.
   * `rebuilding`: AWS says it is rebuilding the standby while the database still counts as Multi-AZ.
   */
  readonly kind: 'gone' | 'restored' | 'turnedOff' | 'rebuilding'
  /** AWS's event; absent: only seen by comparing polls. */
  readonly event?: DatabaseEventRecord
  readonly lastSeenAtMs?: number
  /** `rebuilding`: AWS is at it. `waiting`: asked for, and applied in the next maintenance window. */
  readonly cure: 'none' | 'rebuilding' | 'waiting'
}

/** An event this much older than the last sight of the standby tells of an earlier loss. The API lags its events by minutes. */
const apiLagMs = 30 * minuteMs

/** Undefined: it has a standby, was never known to have one, or does not say. */
export function standbyLoss({ record, events, memory }: DatabaseView): StandbyLoss | undefined {
  if (record.multiAz === undefined) return undefined
  const building = lastBuilding(events)
  const isBuilding = building !== undefined && means(building, begins)
  // Once AWS counts it as Multi-AZ a conversion is through, whatever its events say; a recovery is not.
  if (record.multiAz) return building !== undefined && means(building, recoveries) ? { kind: 'rebuilding', event: building, cure: 'rebuilding' } : undefined
  const lastSeenAtMs = memory.lastMultiAzAtMs
  const event = lossOf(events, lastSeenAtMs)
  if (event === undefined && lastSeenAtMs === undefined) return undefined
  const cure = isBuilding ? 'rebuilding' : record.pendingChanges?.includes('MultiAZ') === true ? 'waiting' : 'none'
  return { kind: kindOf(event, memory.replacedAtMs), cure, ...(event === undefined ? {} : { event }), ...(lastSeenAtMs === undefined ? {} : { lastSeenAtMs }) }
}

function lossOf(events: readonly DatabaseEventRecord[], lastSeenAtMs = 0): DatabaseEventRecord | undefined {
  const event = events.findLast((each) => means(each, losses) || isRestore(each))
  return event === undefined || event.atMs < lastSeenAtMs - apiLagMs ? undefined : event
}

function kindOf(event: DatabaseEventRecord | undefined, replacedAtMs: number | undefined): StandbyLoss['kind'] {
  if (event === undefined) return replacedAtMs === undefined ? 'gone' : 'restored'
  if (isRestore(event)) return 'restored'
  return means(event, recoveries) ? 'gone' : 'turnedOff'
}

function means(event: DatabaseEventRecord, meanings: ReadonlySet<DatabaseEventMeaning>): boolean {
  const meaning = classifyEvent(event)
  return meaning !== undefined && meanings.has(meaning)
}
/** By its category: its words name what it was restored from. */
const isRestore = ({ categories }: DatabaseEventRecord): boolean => categories.includes('restoration')
const lastOf = (events: readonly DatabaseEventRecord[], meanings: ReadonlySet<DatabaseEventMeaning>): DatabaseEventRecord | undefined => events.findLast((event) => means(event, meanings))

/** Of what AWS dates alike, the order is not told: what ended then is not under way still. */
function lastBuilding(events: readonly DatabaseEventRecord[]): DatabaseEventRecord | undefined {
  const last = lastOf(events, builds)
  return events.find((event) => event.atMs === last?.atMs && means(event, builds) && !means(event, begins)) ?? last
}

const recoveries: ReadonlySet<DatabaseEventMeaning> = new Set(['standbyRecoveryStarted'])
const begins: ReadonlySet<DatabaseEventMeaning> = new Set(['standbyRecoveryStarted', 'convertingToMultiAz'])
const builds: ReadonlySet<DatabaseEventMeaning> = new Set([...begins, 'standbyRecoveryCompleted', 'convertedToMultiAz', 'convertingToSingleAz', 'convertedToSingleAz'])
const losses: ReadonlySet<DatabaseEventMeaning> = new Set(['convertedToSingleAz', 'convertingToSingleAz', 'standbyRecoveryStarted'])
