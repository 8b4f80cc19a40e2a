import { z } from 'zod'
import { ok } from '#shared/kernel/result'
import { lastShipping, logPeriodMs } from '../world/database-backups'
import { defineEvent, timing, whom } from './event-kind'
import { databaseOf } from './targets'

/** No transaction logs leave: LatestRestorableTime stands still while the database says `available`. */
export const dbLrtFreeze = defineEvent({
  schema: z.strictObject({ kind: z.literal('db.lrt-freeze'), ...timing, ...whom }),
  plan: (event, { fromMs, toMs }, stage) => {
    const found = databaseOf(stage, event)
    if (!found.ok) return found
    const database = found.value
    const frozenAtMs = lastShipping(database, fromMs - 1)
    return ok([
      {
        on: 'database',
        kind: 'db.lrt-freeze',
        target: database,
        fromMs,
        toMs,
        logsStop: { fromMs, toMs },
        // Until the next log would have been due, nothing is late.
        truth: [{ kind: 'db.lrt-freeze', fromMs, toMs: lagEndsMs(database, toMs), observableMs: frozenAtMs + logPeriodMs, checks: ['recovery-point'] }],
      },
    ])
  },
})

/** Logs go out again with the next shipping after the freeze. */
const lagEndsMs = (database: Parameters<typeof lastShipping>[0], toMs: number): number => (toMs === Infinity ? Infinity : lastShipping(database, toMs - 1) + logPeriodMs)
