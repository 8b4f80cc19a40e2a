import { dayMs, hourMs, minuteMs } from '#shared/kernel/time'
import { chance } from './chance'
import { backupsDue, outcomeOf, retentionAt } from './database-backups'
import type { CopyOutcome, DatabaseEffect } from './effects'
import type { Database } from './fleet-model'

/**
 * The tenant's backup job: it copies each daily snapshot off-site as a manual snapshot, and removes the fourth newest.
 *
 * 1. A copy is begun some minutes after its snapshot is available, waits in the Region's queue without progress, then creeps to 100 %.
 * 2. No snapshot, no copy; what was copied stays, whatever becomes of the snapshot or of retention.
 */
export interface SnapshotCopy {
  /** Start of the snapshot that it is a copy of. */
  readonly snapshotAtMs: number
  readonly begunAtMs: number
  /** Infinity: never. */
  readonly availableAtMs: number
  readonly status: 'creating' | 'available' | 'failed'
  readonly percent: number
}

/** So many available copies are kept. */
export const copiesKept = 3
/** A job that made none for longer than this has none left to look for. */
const lookBackDays = 60
/** A failed copy is left lying for a look, then removed. */
const failedKeptMs = 2 * dayMs

/** Copies that exist now, oldest first. */
export function copiesAt(database: Database, effects: readonly DatabaseEffect[], nowMs: number): SnapshotCopy[] {
  if (database.offsite === undefined) return []
  const found: SnapshotCopy[] = []
  let available = 0
  for (const dueAtMs of dueBackwards(database, nowMs)) {
    const copy = copyOf(database, effects, dueAtMs, nowMs)
    if (copy === undefined || (copy.status === 'failed' && nowMs - copy.begunAtMs > failedKeptMs)) continue
    if (copy.status === 'available' && ++available > copiesKept) break
    found.unshift(copy)
  }
  return found
}

/** Every copy of the last weeks that arrived or will: snapshot and arrival, oldest first. */
export function arrivals(database: Database, effects: readonly DatabaseEffect[], nowMs: number): SnapshotCopy[] {
  if (database.offsite === undefined) return []
  return dueBackwards(database, nowMs).flatMap((dueAtMs) => copyOf(database, effects, dueAtMs, nowMs) ?? []).filter(({ availableAtMs }) => availableAtMs <= nowMs).reverse()
}

function dueBackwards(database: Database, nowMs: number): readonly number[] {
  return backupsDue(database, Math.max(database.createdAtMs, nowMs - lookBackDays * dayMs), nowMs).reverse()
}

function copyOf(database: Database, effects: readonly DatabaseEffect[], dueAtMs: number, nowMs: number): SnapshotCopy | undefined {
  if (outcomeOf(database, effects, dueAtMs) !== undefined || retentionAt(database, effects, dueAtMs) === 0) return undefined
  const draw = (what: string): number => chance(database.noise, dueAtMs, what)
  const begunAtMs = Math.floor((dueAtMs + database.backupTakesMs + (5 + draw('copy-begins') * 10) * minuteMs) / 1000) * 1000
  if (begunAtMs > nowMs) return undefined
  const outcome = copyOutcome(effects, begunAtMs)
  if (outcome === 'missing') return undefined
  const queueMs = Math.floor((2 + draw('copy-queue') * 18) * minuteMs)
  const takesMs = Math.floor(20 * minuteMs + draw('copy-length') * hourMs)
  const percent = outcome === 'stuck' ? 0 : Math.min(100, Math.max(0, Math.floor((100 * (nowMs - begunAtMs - queueMs)) / takesMs)))
  const failsAtPercent = 61
  if (outcome === 'failed' && percent >= failsAtPercent) return { snapshotAtMs: dueAtMs, begunAtMs, availableAtMs: Infinity, status: 'failed', percent: failsAtPercent }
  return { snapshotAtMs: dueAtMs, begunAtMs, availableAtMs: outcome === undefined ? begunAtMs + queueMs + takesMs : Infinity, status: percent < 100 ? 'creating' : 'available', percent }
}

const copyOutcome = (effects: readonly DatabaseEffect[], begunAtMs: number): CopyOutcome | undefined =>
  effects.find(({ copy, fromMs, toMs }) => copy !== undefined && fromMs <= begunAtMs && begunAtMs < toMs)?.copy
