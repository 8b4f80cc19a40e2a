import { z } from 'zod'
import { ok } from '#shared/kernel/result'
import { dayMs, secondMs } from '#shared/kernel/time'
import { chance, pick } from '../world/chance'
import { noticeDelayMs } from '../world/database-notices'
import { swapped } from '../world/database-shape'
import type { DatabaseEffect, DatabaseShape, Notice } from '../world/effects'
import type { Database } from '../world/fleet-model'
import { defineEvent, seconds, timing, whom } from './event-kind'
import { databaseOf } from './targets'

export const dbFailover = defineEvent({
  schema: z.strictObject({
    kind: z.literal('db.failover'),
    ...timing,
    ...whom,
    outageSeconds: seconds(75),
    azLagSeconds: seconds(180),
    planned: z.boolean().default(false),
  }),
  plan: (event, { fromMs, toMs }, stage) => {
    const database = databaseOf(stage, event)
    if (!database.ok) return database
    const completedMs = toMs === Infinity ? fromMs + event.outageSeconds * secondMs : toMs
    return ok([failover(database.value, { fromMs, completedMs, azLagMs: event.azLagSeconds * secondMs, planned: event.planned })])
  },
})

/** It begins and does not come to an end: the standby never takes over until `for` is over. */
export const dbFailoverStuck = defineEvent({
  schema: z.strictObject({ kind: z.literal('db.failover-stuck'), ...timing, ...whom }),
  plan: (event, { fromMs, toMs }, stage) => {
    const database = databaseOf(stage, event)
    if (!database.ok) return database
    return ok([failover(database.value, { fromMs, completedMs: toMs, azLagMs: 0, planned: false, kind: 'db.failover-stuck' })])
  },
})

export interface FailoverTimes {
  readonly fromMs: number
  /** Infinity: it does not complete. */
  readonly completedMs: number
  readonly azLagMs: number
  readonly planned: boolean
  readonly kind?: string
  /** Why, as RDS says it; absent: as it was asked for, or a fault. */
  readonly reason?: 'reasonModified' | 'reasonPatching'
  /** Part of work whose own status shows all the while. */
  readonly duringWork?: true
}

/** With a standby it takes over; without one the database restarts where it is. */
export function failover(database: Database, times: FailoverTimes): DatabaseEffect {
  const expand = (before: DatabaseShape): readonly DatabaseEffect[] => [before.secondaryAz === undefined ? restart(database, times) : takeOver(database, times)]
  return { on: 'database', kind: times.kind ?? 'db.failover', target: database, fromMs: times.fromMs, toMs: times.completedMs, truth: [], expand }
}

function takeOver(database: Database, { fromMs, completedMs, azLagMs, planned, kind = 'db.failover', reason, duringWork }: FailoverTimes): DatabaseEffect {
  const started: Notice = { atMs: fromMs, meaning: 'failoverStarted', parts: [] }
  const notices = completedMs === Infinity ? [started] : [started, ...completion(database, fromMs, completedMs, reason ?? (planned ? 'reasonRequested' : undefined))]
  // AWS often keeps saying `available` throughout; now and then the restart shows.
  const showsRestart = duringWork === undefined && (planned || chance(database.noise, fromMs, 'restart shows') < 1 / 3)
  const restartFromMs = fromMs + Math.min(completedMs - fromMs, 60 * secondMs) / 3
  return {
    on: 'database',
    kind,
    target: database,
    fromMs,
    toMs: completedMs,
    notices,
    outage: { fromMs, toMs: completedMs },
    logsStop: { fromMs, toMs: completedMs },
    shape: (shape, nowMs) => {
      if (nowMs >= completedMs + azLagMs) return swapped(shape)
      return showsRestart && nowMs >= restartFromMs && nowMs < completedMs ? { ...shape, status: 'rebooting' } : shape
    },
    metric: (name, _atMs, value) => (name === 'DatabaseConnections' ? 0 : name === 'CPUUtilization' ? value * 0.2 : value),
    truth: [
      {
        kind,
        fromMs,
        toMs: completedMs,
        observableMs: fromMs + noticeDelayMs(database, started),
        checks: ['db-failover', 'db-status', 'recovery-point'],
        explainsUntilMs: completedMs + dayMs,
        planned,
      },
    ],
  }
}

function completion(database: Database, fromMs: number, completedMs: number, asked: 'reasonRequested' | 'reasonModified' | 'reasonPatching' | undefined): Notice[] {
  const reason = asked ?? pick(['reasonUnhealthyHost', 'reasonUnreachableHost', 'reasonBusyHost', 'reasonStorage'] as const, database.noise, fromMs, 'reason')
  return [
    { atMs: fromMs + Math.floor((completedMs - fromMs) * 0.6), meaning: 'restarted', parts: [] },
    { atMs: completedMs, meaning: 'failoverCompleted', parts: [] },
    { atMs: completedMs + 700, meaning: 'failoverDnsPropagating', parts: [] },
    { atMs: completedMs + 12 * secondMs, meaning: reason, parts: [] },
  ]
}

function restart(database: Database, { fromMs, completedMs }: FailoverTimes): DatabaseEffect {
  return {
    on: 'database',
    kind: 'db.status',
    target: database,
    fromMs,
    toMs: completedMs,
    notices: [{ atMs: fromMs, meaning: 'shutdown', parts: [] }, ...(completedMs === Infinity ? [] : [{ atMs: completedMs, meaning: 'restarted' as const, parts: [] }])],
    outage: { fromMs, toMs: completedMs },
    logsStop: { fromMs, toMs: completedMs },
    shape: (shape, nowMs) => (nowMs < completedMs ? { ...shape, status: 'rebooting' } : shape),
    metric: () => null,
    truth: [{ kind: 'db.status', fromMs, toMs: completedMs, checks: ['db-status', 'recovery-point'] }],
  }
}
