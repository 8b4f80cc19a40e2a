import { z } from 'zod'
import { ok } from '#shared/kernel/result'
import { withoutStandby } from '../world/database-shape'
import type { DatabaseEffect } from '../world/effects'
import type { Database } from '../world/fleet-model'
import { defineEvent, timing, whom, type When } from './event-kind'
import { databaseOf } from './targets'

export const dbLostStandby = defineEvent({
  schema: z.strictObject({ kind: z.literal('db.lost-standby'), ...timing, ...whom }),
  plan: (event, when, stage) => {
    const database = databaseOf(stage, event)
    return database.ok ? ok([lostStandby(database.value, when)]) : database
  },
})

/** Multi-AZ is gone until `toMs`; a database that had no standby loses nothing. */
export function lostStandby(database: Database, { fromMs, toMs }: When): DatabaseEffect {
  const effect: DatabaseEffect = {
    on: 'database',
    kind: 'db.lost-standby',
    target: database,
    fromMs,
    toMs,
    shape: (shape, nowMs) => (nowMs < toMs ? withoutStandby(shape) : shape),
    notices: [{ atMs: fromMs, meaning: 'standbyRecoveryStarted', parts: [] }, ...(toMs === Infinity ? [] : [{ atMs: toMs, meaning: 'standbyRecoveryCompleted' as const, parts: [] }])],
    truth: [{ kind: 'db.lost-standby', fromMs, toMs, checks: ['db-lost-standby', 'db-multi-az'] }],
  }
  return { ...effect, truth: [], expand: (before) => (before.secondaryAz === undefined ? [] : [effect]) }
}
