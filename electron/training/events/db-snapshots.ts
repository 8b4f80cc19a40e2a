import { z } from 'zod'
import { feeds } from '#shared/fleet/feeds'
import { ok } from '#shared/kernel/result'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time'
import { backupsDue } from '../world/database-backups'
import type { DatabaseEffect, TruthPart } from '../world/effects'
import type { Database } from '../world/fleet-model'
import { defineEvent, timing, whom, type When } from './event-kind'
import { promisedSnapshots } from './db-retention'
import { databaseOf } from './targets'

/** Daily snapshots due while it lasts end as `failed`. */
export const dbSnapshotFails = defineEvent({
  schema: z.strictObject({ kind: z.literal('db.snapshot-fails'), ...timing, ...whom }),
  plan: (event, { fromMs, toMs }, stage) => {
    const database = databaseOf(stage, event)
    if (!database.ok) return database
    const effect: DatabaseEffect = { on: 'database', kind: 'db.snapshot-fails', target: database.value, fromMs, toMs, snapshot: () => 'failed', truth: noSnapshot(database.value, 'db.snapshot-fails', { fromMs, toMs }, retriedMs) }
    return ok([effect])
  },
})

/** The next `count` daily snapshots are not made at all. */
export const dbSnapshotMissing = defineEvent({
  schema: z.strictObject({ kind: z.literal('db.snapshot-missing'), ...timing, ...whom, count: z.number().int().min(1).max(35).default(1) }),
  plan: (event, { fromMs, toMs }, stage) => {
    const database = databaseOf(stage, event)
    if (!database.ok) return database
    const lastMs = Math.min(toMs, (backupsDue(database.value, fromMs, fromMs + event.count * dayMs)[event.count - 1] ?? fromMs) + 1)
    const effect: DatabaseEffect = {
      on: 'database',
      kind: 'db.snapshot-missing',
      target: database.value,
      fromMs,
      toMs,
      snapshot: (nth) => (nth < event.count ? 'missing' : undefined),
      truth: noSnapshot(database.value, 'db.snapshot-missing', { fromMs, toMs: lastMs }, lateMs),
    }
    return ok([effect])
  },
})

/** So long after a failure RDS may have tried again. */
const retriedMs = 15 * minuteMs
/** So late a daily backup may start: later it is missing. */
const lateMs = hourMs

/**
 * Wrong from when the first backup gave nothing to the end of the first that gives something again. That the last days lack one is
 * rightly said until the day is no longer among those promised, and until that is read.
 */
function noSnapshot(database: Database, kind: string, { fromMs, toMs }: When, evidentAfterMs: number): TruthPart[] {
  const firstDueMs = backupsDue(database, fromMs, fromMs + dayMs)[0]
  if (firstDueMs === undefined || firstDueMs >= toMs) return []
  const goodDueMs = toMs === Infinity ? Infinity : (backupsDue(database, toMs, toMs + dayMs)[0] ?? Infinity)
  const toldUntilMs = goodDueMs + promisedSnapshots * dayMs + feeds['rds.snapshots'].staleAfterMs
  return [{ kind, fromMs: firstDueMs + evidentAfterMs, toMs: goodDueMs + database.backupTakesMs, explainsUntilMs: toldUntilMs, checks: ['daily-snapshots'] }]
}
