import type { KmsKeyRecord } from '../fleet/records'
import type { DatabaseView } from '../fleet/tenant-view'
import { classifyEvent } from '../fleet/database-events'
import { dayMs } from '../kernel/time'
import { keyRecoverable, keyTerminal } from './database-status'

/**
 * Whether the key of a database is usable, and until when.
 *
 * 1. RDS's own word counts most: a database that lost its key says so in its status, whatever KMS says a little later or was not asked.
 * 2. Imported material has an end, and a key that is to be deleted a date: both are known long before.
 * 3. A key that could not be described is neither usable nor not.
 */
export type KeyCondition =
  /** Not encrypted, or AWS did not say whether. */
  | { readonly kind: 'none' | 'untold' }
  /** KMS was not asked yet; or the key's owner does not let us ask. */
  | { readonly kind: 'unread' }
  | { readonly kind: 'refused'; readonly why: 'denied' | 'notFound' }
  | { readonly kind: 'lost'; readonly sinceMs: number; readonly untilMs: number; readonly told: boolean }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unusable'; readonly state: string; readonly untilMs?: number }
  | { readonly kind: 'usable'; readonly byDefault: boolean; readonly endsAtMs?: number }

/** A lost key can be made good for this long; then the database is gone (semantics). */
export const keyGraceMs = 7 * dayMs

export function keyCondition({ record, key, memory, events, observedAtMs }: DatabaseView): KeyCondition {
  if (record.status === keyTerminal()) return { kind: 'gone' }
  if (record.status === keyRecoverable()) {
    const told = events.filter((event) => ['keyLost', 'keyUnreachable'].includes(classifyEvent(event) ?? '')).map(({ atMs }) => atMs)
    const sinceMs = Math.min(memory.statusSinceMs ?? observedAtMs, ...told)
    return { kind: 'lost', sinceMs, untilMs: sinceMs + keyGraceMs, told: told.length > 0 }
  }
  if (record.storageEncrypted === false) return { kind: 'none' }
  if (record.storageEncrypted === undefined || record.kmsKeyId === undefined) return { kind: 'untold' }
  return key === undefined ? { kind: 'unread' } : ofKey(key)
}

function ofKey({ refused, state, manager, deletionAtMs, validToMs }: KmsKeyRecord): KeyCondition {
  if (refused !== undefined) return { kind: 'refused', why: refused }
  if (state === undefined) return { kind: 'untold' }
  if (state !== 'Enabled' && !passing.has(state)) return { kind: 'unusable', state, ...(deletionAtMs === undefined ? {} : { untilMs: deletionAtMs }) }
  return { kind: 'usable', byDefault: manager === 'AWS', ...(validToMs === undefined ? {} : { endsAtMs: validToMs }) }
}

/** States on the way to `Enabled`, or beside it. */
const passing: ReadonlySet<string> = new Set(['Creating', 'Updating', 'PendingReplicaDeletion'])
