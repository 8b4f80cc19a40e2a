import { dayMs, minuteMs } from '#shared/kernel/time'
import type { DatabaseEffect, SnapshotOutcome } from './effects'
import type { Database } from './fleet-model'

/**
 * Log shipping, retention and daily snapshots.
 *
 * 1. Logs go out every 5 minutes, so LatestRestorableTime is a saw-tooth whose lag stays below 5:00.
 * 2. Lowering retention moves the earliest restorable time forward at once; raising it moves nothing: the window fills by a day a day.
 * 3. A daily snapshot lives as long as the retention reaches.
 */
export const logPeriodMs = 5 * minuteMs

/** Undefined: no automated backups. */
export function latestRestorableAt(database: Database, effects: readonly DatabaseEffect[], nowMs: number): number | undefined {
  if (retentionAt(database, effects, nowMs) === 0) return undefined
  let shippedAtMs = lastShipping(database, nowMs)
  for (let blocked = stopOver(effects, shippedAtMs); blocked !== undefined; blocked = stopOver(effects, shippedAtMs)) {
    shippedAtMs = lastShipping(database, blocked.fromMs - 1)
  }
  // Before a restored database was there to be used, nothing of its own went out.
  return shippedAtMs < (database.readyAtMs ?? -Infinity) ? undefined : Math.floor(shippedAtMs / 1000) * 1000
}

/** The last moment at or before `atMs` when this database's logs are due to go out. */
export const lastShipping = (database: Database, atMs: number): number => Math.floor((atMs - database.logPhaseMs) / logPeriodMs) * logPeriodMs + database.logPhaseMs

function stopOver(effects: readonly DatabaseEffect[], atMs: number): { readonly fromMs: number } | undefined {
  return effects.find(({ logsStop }) => logsStop !== undefined && logsStop.fromMs <= atMs && atMs < logsStop.toMs)?.logsStop
}

interface RetentionChange {
  readonly atMs: number
  readonly days: number
}

export function retentionAt(database: Database, effects: readonly DatabaseEffect[], nowMs: number): number {
  return retentionChanges(database, effects, nowMs).at(-1)?.days ?? database.retentionDays
}

function retentionChanges(database: Database, effects: readonly DatabaseEffect[], nowMs: number): readonly RetentionChange[] {
  return effects
    .flatMap(({ retentionDays, fromMs, toMs }) => (retentionDays === undefined ? [] : [{ atMs: fromMs, days: retentionDays }, { atMs: toMs, days: database.retentionDays }]))
    .filter((change) => change.atMs <= nowMs)
    .sort((left, right) => left.atMs - right.atMs)
}

/** Start of the restore window; undefined: no automated backups. */
export function earliestRestorableAt(database: Database, effects: readonly DatabaseEffect[], nowMs: number): number | undefined {
  let days = database.retentionDays
  let earliestMs = database.readyAtMs ?? database.createdAtMs
  for (const change of retentionChanges(database, effects, nowMs)) {
    earliestMs = days === 0 ? change.atMs : Math.max(earliestMs, change.atMs - days * dayMs)
    days = change.days
  }
  if (days === 0) return undefined
  const atMs = Math.max(earliestMs, nowMs - days * dayMs)
  return atMs === earliestMs ? atMs : Math.floor(atMs / logPeriodMs) * logPeriodMs
}

export interface DailySnapshot {
  readonly startedAtMs: number
  readonly status: 'creating' | 'available' | 'failed'
  readonly percent: number
}

/** Automated snapshots that exist now, oldest first. */
export function dailySnapshots(database: Database, effects: readonly DatabaseEffect[], nowMs: number): DailySnapshot[] {
  const earliestMs = earliestRestorableAt(database, effects, nowMs)
  if (earliestMs === undefined) return []
  return backupsDue(database, Math.max(earliestMs, database.readyAtMs ?? database.createdAtMs), nowMs).flatMap((dueAtMs) => {
    const outcome = outcomeOf(database, effects, dueAtMs)
    return outcome === 'missing' ? [] : [snapshotAt(database, dueAtMs, outcome, nowMs)]
  })
}

function snapshotAt(database: Database, dueAtMs: number, outcome: SnapshotOutcome | undefined, nowMs: number): DailySnapshot {
  const percent = Math.min(100, Math.floor((100 * (nowMs - dueAtMs)) / database.backupTakesMs))
  const failsAtPercent = 37
  if (outcome === 'failed' && percent >= failsAtPercent) return { startedAtMs: dueAtMs, status: 'failed', percent: failsAtPercent }
  return { startedAtMs: dueAtMs, status: percent < 100 ? 'creating' : 'available', percent }
}

/** Starts of daily backups in [fromMs, untilMs]. */
export function backupsDue(database: Database, fromMs: number, untilMs: number): number[] {
  const due: number[] = []
  for (let atMs = Math.floor(fromMs / dayMs) * dayMs + database.backupAtMs; atMs <= untilMs; atMs += dayMs) {
    if (atMs >= fromMs) due.push(atMs)
  }
  return due
}

/** What becomes of the backup due at a moment; undefined: it succeeds. */
export function outcomeOf(database: Database, effects: readonly DatabaseEffect[], dueAtMs: number): SnapshotOutcome | undefined {
  for (const effect of effects) {
    if (effect.snapshot === undefined || dueAtMs < effect.fromMs || dueAtMs >= effect.toMs) continue
    const outcome = effect.snapshot(backupsDue(database, effect.fromMs, dueAtMs).length - 1)
    if (outcome !== undefined) return outcome
  }
  return undefined
}

/** True while today's backup runs: RDS then says `backing-up` instead of `available`. */
export function isBackingUp(database: Database, effects: readonly DatabaseEffect[], nowMs: number): boolean {
  if (database.retentionDays === 0) return false
  return backupsDue(database, Math.max(nowMs - database.backupTakesMs, database.readyAtMs ?? 0), nowMs).some((dueAtMs) => {
    const outcome = outcomeOf(database, effects, dueAtMs)
    return outcome !== 'missing' && snapshotAt(database, dueAtMs, outcome, nowMs).status === 'creating'
  })
}
