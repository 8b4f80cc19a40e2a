import { z } from 'zod'
import { ok } from '#shared/kernel/result'
import { dayMs } from '#shared/kernel/time'
import type { DatabaseEffect } from '../world/effects'
import { defineEvent, timing, whom } from './event-kind'
import { databaseOf } from './targets'

/** The tenant's backup job: copies that are begun while it lasts are not made, fail half-way, or wait in the queue for good. */
export const dbCopyStops = defineEvent({
  schema: z.strictObject({ kind: z.literal('db.copy-stops'), ...timing, ...whom, mode: z.enum(['missing', 'failed', 'stuck']).default('missing') }),
  plan: (event, { fromMs, toMs }, stage) => {
    const database = databaseOf(stage, event)
    if (!database.ok) return database
    // Late copies are conditions of their own (truth.ts); what failed or is stuck may be spoken of before.
    const effect: DatabaseEffect = { on: 'database', kind: 'db.copy-stops', target: database.value, fromMs, toMs, copy: event.mode, truth: [{ kind: 'db.copy-stops', fromMs, toMs: toMs + leftLyingMs, checks: ['offsite-copies'], explainsOnly: true }] }
    return ok([effect])
  },
})

/** A failed copy is seen until it is removed, and a stuck one until another arrived. */
const leftLyingMs = 2 * dayMs
