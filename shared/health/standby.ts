import { classifyEvent } from '../fleet/database-events'
import type { DatabaseEventRecord } from '../fleet/records'
import type { DatabaseView } from '../fleet/tenant-view'
import { minuteMs } from '../kernel/time'

/** That a database had a standby and has none: since when at the latest, and how that is known. */
export interface StandbyLoss {
  /** `gone`: Single-AZ now. `rebuilding`: AWS says it is rebuilding the standby while the database still counts as Multi-AZ. */
  readonly kind: 'gone' | 'rebuilding'
  /** AWS's event; absent: only seen by comparing polls. */
  readonly event?: DatabaseEventRecord
  readonly lastSeenAtMs?: number
  readonly isRebuilding: boolean
}

/** An event this much older than the last sight of the standby tells of an earlier loss. The API lags its events by minutes. */
const apiLagMs = 30 * minuteMs

/** Undefined: it has a standby, was never known to have one, or does not say. */
export function standbyLoss({ record, events, memory }: DatabaseView): StandbyLoss | undefined {
  if (record.multiAz === undefined) return undefined
  const rebuild = events.findLast((event) => rebuilds.has(classifyEvent(event) ?? ''))
  const isRebuilding = rebuild !== undefined && classifyEvent(rebuild) === 'standbyRecoveryStarted'
  if (record.multiAz) return isRebuilding ? { kind: 'rebuilding', event: rebuild, isRebuilding } : undefined
  const lastSeenAtMs = memory.lastMultiAzAtMs
  const told = events.findLast((event) => losses.has(classifyEvent(event) ?? '') && event.atMs >= (lastSeenAtMs ?? 0) - apiLagMs)
  if (told === undefined && lastSeenAtMs === undefined) return undefined
  return { kind: 'gone', isRebuilding, ...(told === undefined ? {} : { event: told }), ...(lastSeenAtMs === undefined ? {} : { lastSeenAtMs }) }
}

const rebuilds: ReadonlySet<string> = new Set(['standbyRecoveryStarted', 'standbyRecoveryCompleted'])
const losses: ReadonlySet<string> = new Set(['convertedToSingleAz', 'convertingToSingleAz', 'standbyRecoveryStarted'])
