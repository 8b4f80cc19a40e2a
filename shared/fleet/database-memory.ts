import { isLate } from './feed-state'
import type { DatabaseRecord } from './records'
import type { DatabaseMemory } from './tenant-view'

/** A database as last seen, when that was (AWS time), and what is remembered of before. */
export interface DatabaseEntry {
  readonly record: DatabaseRecord
  readonly observedAtMs: number
  readonly memory: DatabaseMemory
}

/**
 * The entry after seeing the database once more. The same observation twice changes nothing; one that a newer
 * overtook is ignored.
 */
export function seeDatabase(before: DatabaseEntry | undefined, record: DatabaseRecord, observedAtMs: number): DatabaseEntry {
  if (before === undefined) return { record, observedAtMs, memory: firstMemory(record, observedAtMs) }
  if (isLate(before.observedAtMs, observedAtMs)) return before
  return { record, observedAtMs, memory: nextMemory(before, record, observedAtMs) }
}

function firstMemory(record: DatabaseRecord, observedAtMs: number): DatabaseMemory {
  return { ...(record.multiAz === true ? { lastMultiAzAtMs: observedAtMs } : {}), sameRestorableTimes: isMeasurable(record) ? 1 : 0, statusSinceMs: observedAtMs }
}

function nextMemory(before: DatabaseEntry, record: DatabaseRecord, observedAtMs: number): DatabaseMemory {
  const { memory } = before
  return {
    ...memory,
    ...(record.multiAz === true ? { lastMultiAzAtMs: observedAtMs } : {}),
    ...azChange(before.record, record, observedAtMs),
    sameRestorableTimes: sameRestorableTimes(before, record, observedAtMs),
    statusSinceMs: before.record.status === record.status ? (memory.statusSinceMs ?? observedAtMs) : observedAtMs,
  }
}

function azChange(before: DatabaseRecord, record: DatabaseRecord, observedAtMs: number): Pick<DatabaseMemory, 'azChangedAtMs' | 'previousAz'> {
  const moved = before.az !== undefined && record.az !== undefined && before.az !== record.az
  return moved ? { azChangedAtMs: observedAtMs, previousAz: before.az } : {}
}

const isMeasurable = (record: DatabaseRecord): boolean => record.status === 'available' && record.latestRestorableAtMs !== undefined

function sameRestorableTimes({ record: before, memory, observedAtMs: seenAtMs }: DatabaseEntry, record: DatabaseRecord, observedAtMs: number): number {
  if (!isMeasurable(record)) return 0
  const repeats = before.status === 'available' && before.latestRestorableAtMs === record.latestRestorableAtMs
  if (!repeats) return 1
  return observedAtMs === seenAtMs ? memory.sameRestorableTimes : memory.sameRestorableTimes + 1
}
