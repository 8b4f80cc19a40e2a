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
 * overtook is ignored. `formerStandbyAtMs`: when one of this name that is gone was last seen with a standby.
 */
export function seeDatabase(before: DatabaseEntry | undefined, record: DatabaseRecord, observedAtMs: number, formerStandbyAtMs?: number): DatabaseEntry {
  if (before === undefined) return { record, observedAtMs, memory: anotherMemory(record, observedAtMs, formerStandbyAtMs) }
  if (isLate(before.observedAtMs, observedAtMs)) return before
  if (isAnother(before.record, record)) return { record, observedAtMs, memory: anotherMemory(record, observedAtMs, before.memory.lastMultiAzAtMs) }
  return { record, observedAtMs, memory: nextMemory(before, record, observedAtMs) }
}

function firstMemory(record: DatabaseRecord, observedAtMs: number): DatabaseMemory {
  return { ...(record.multiAz === true ? { lastMultiAzAtMs: observedAtMs } : {}), sameRestorableTimes: isMeasurable(record) ? 1 : 0, statusSinceMs: observedAtMs, azSinceMs: observedAtMs }
}

/** A restore makes a new instance, and may give it the name of the old one: its zone and logs are no continuation, its promise is. */
function anotherMemory(record: DatabaseRecord, observedAtMs: number, formerStandbyAtMs: number | undefined): DatabaseMemory {
  const memory = firstMemory(record, observedAtMs)
  return formerStandbyAtMs === undefined ? memory : { lastMultiAzAtMs: formerStandbyAtMs, replacedAtMs: observedAtMs, ...memory }
}

const isAnother = (before: DatabaseRecord, record: DatabaseRecord): boolean => before.resourceId !== undefined && record.resourceId !== undefined && before.resourceId !== record.resourceId

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

function azChange(before: DatabaseRecord, record: DatabaseRecord, observedAtMs: number): Pick<DatabaseMemory, 'azChangedAtMs' | 'previousAz' | 'azSinceMs'> {
  const moved = before.az !== undefined && record.az !== undefined && before.az !== record.az
  return moved ? { azChangedAtMs: observedAtMs, previousAz: before.az, azSinceMs: observedAtMs } : {}
}

const isMeasurable = (record: DatabaseRecord): boolean => record.status === 'available' && record.latestRestorableAtMs !== undefined

function sameRestorableTimes({ record: before, memory, observedAtMs: seenAtMs }: DatabaseEntry, record: DatabaseRecord, observedAtMs: number): number {
  if (!isMeasurable(record)) return 0
  const repeats = before.status === 'available' && before.latestRestorableAtMs === record.latestRestorableAtMs
  if (!repeats) return 1
  return observedAtMs === seenAtMs ? memory.sameRestorableTimes : memory.sameRestorableTimes + 1
}
