import type { SnapshotCopyRecord } from '../fleet/records'
import type { DatabaseView } from '../fleet/tenant-view'
import { hourMs } from '../kernel/time'
import { notApplicable } from './applicability'

/**
 * Copies of a database's daily snapshots in another Region or account.
 *
 * 1. The age of a copy is that of the snapshot it was made of: what a restore there would bring back.
 * 2. A copy a day: a day after the last, and the time to make and send the next, it is late; after two days the promise is broken (choice).
 * 3. A copy under way shows no progress while it waits in the Region's queue (20 at a time): after two hours at the same percentage it is stuck.
 */
export const copyLateMs = 30 * hourMs
export const copyMissingMs = 48 * hourMs
export const copyStuckMs = 2 * hourMs
/** AWS copies at most so many snapshots at a time into a Region of an account. */
export const copiesInFlight = 20
/** From this share of the quota on, the next nights' copies are in danger. */
export const quotaNearRatio = 0.9

export interface CopyState {
  readonly newest?: SnapshotCopyRecord & { readonly snapshotAtMs: number }
  readonly ageMs?: number
  readonly underWay: readonly SnapshotCopyRecord[]
  readonly stuck?: SnapshotCopyRecord
  /** Failed, and nothing newer arrived. */
  readonly failed?: SnapshotCopyRecord
  /** AWS time of the sweep. */
  readonly observedAtMs: number
}

/** Undefined: not promised, not applicable, or the place was not read yet. */
export function copyState({ record, offsite, place }: DatabaseView): CopyState | undefined {
  const observedAtMs = place.feeds['offsite.copies'].observedAtMs
  if (offsite === undefined || observedAtMs === undefined || record.replicaOf !== undefined || record.clusterId !== undefined) return undefined
  const available = offsite.copies.filter((copy): copy is SnapshotCopyRecord & { readonly snapshotAtMs: number } => copy.status === 'available' && copy.snapshotAtMs !== undefined)
  const newest = available.reduce<(typeof available)[number] | undefined>((best, copy) => (best === undefined || copy.snapshotAtMs > best.snapshotAtMs ? copy : best), undefined)
  const underWay = offsite.copies.filter(({ sameProgressSinceMs }) => sameProgressSinceMs !== undefined)
  const stuck = underWay.find(({ sameProgressSinceMs }) => observedAtMs - (sameProgressSinceMs ?? observedAtMs) >= copyStuckMs)
  const failed = offsite.copies.find(({ status, snapshotAtMs }) => status === 'failed' && (snapshotAtMs ?? Infinity) > (newest?.snapshotAtMs ?? 0))
  return {
    underWay,
    observedAtMs,
    ...(newest === undefined ? {} : { newest, ageMs: Math.max(0, observedAtMs - newest.snapshotAtMs) }),
    ...(stuck === undefined ? {} : { stuck }),
    ...(failed === undefined ? {} : { failed }),
  }
}

/** Since when the database could have had a copy: none is missed of one that is a day old. */
export const copyDueSinceMs = ({ record }: DatabaseView): number => record.createdAtMs ?? 0

/** A database that RDS takes no backups of now (stopped, being made) gets no new copies either; what there is grows old meanwhile. */
export const takesNoBackups = ({ record }: DatabaseView): boolean => notApplicable(record) !== undefined
