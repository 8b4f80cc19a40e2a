import { z } from 'zod'
import { ok } from '#shared/kernel/result'
import { dayMs, secondMs } from '#shared/kernel/time'
import type { DatabaseEffect, TruthPart } from '../world/effects'
import type { Database } from '../world/fleet-model'
import { defineEvent, timing, whom } from './event-kind'
import { databaseKey, databaseOf } from './targets'

/** What every tenant is promised unless its contract says otherwise (the desk's defaults). */
export const promisedDays = 30
export const promisedSnapshots = 7

/** RDS takes a moment to apply it; until then it is among the pending values. */
const appliedAfterMs = 20 * secondMs

export const dbRetentionChanged = defineEvent({
  schema: z.strictObject({ kind: z.literal('db.retention-changed'), ...timing, ...whom, days: z.number().int().min(0).max(35) }),
  exclusiveKey: (event, stage) => `retention of ${databaseKey(stage, event)}`,
  plan: (event, when, stage) => {
    const database = databaseOf(stage, event)
    if (!database.ok) return database
    // What holds at the start was applied long ago.
    const fromMs = when.fromMs <= stage.startAtMs ? when.fromMs : when.fromMs + appliedAfterMs
    const effect: DatabaseEffect = {
      on: 'database',
      kind: 'db.retention-changed',
      target: database.value,
      fromMs,
      toMs: when.toMs,
      retentionDays: event.days,
      waiting: { fromMs: when.fromMs, toMs: fromMs, values: { BackupRetentionPeriod: event.days } },
      notices: event.days === 0 ? [{ atMs: fromMs, meaning: 'backupsDisabled', parts: [] }] : [],
      truth: shortRetention(database.value, event.days, fromMs, when.toMs),
    }
    return ok([effect])
  },
})

/** Short while it lasts; afterwards the window takes days to fill again, one a day. */
function shortRetention(database: Database, days: number, fromMs: number, toMs: number): TruthPart[] {
  if (days >= promisedDays) return []
  const kind = 'db.retention-changed'
  const short: TruthPart = { kind, fromMs, toMs, checks: ['backup-retention', 'pitr-window', 'daily-snapshots', ...(days === 0 ? ['recovery-point'] : [])] }
  if (toMs === Infinity || database.retentionDays < promisedDays) return [short]
  return [short, { kind: 'db.window-filling', fromMs: toMs, toMs: toMs + (promisedDays - days) * dayMs, checks: ['pitr-window', ...(days < promisedSnapshots ? ['daily-snapshots'] : [])] }]
}
