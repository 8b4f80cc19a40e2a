import type { DatabaseEffect, Notice, TruthPart } from '../world/effects'
import type { Database } from '../world/fleet-model'

/** Work of RDS on a database: the status that it shows meanwhile, and for how long nobody can use it. */
export interface Work {
  readonly fromMs: number
  readonly toMs: number
  readonly status: string
  /** Whether nobody can use the database meanwhile. */
  readonly isDown: boolean
  readonly more?: Partial<DatabaseEffect>
}

/** Work that was asked for is known, not wrong: it excuses what shows of it, and what has a status of its own must be seen. */
export function workOn(database: Database, { fromMs, toMs, status, isDown, more = {} }: Work): DatabaseEffect {
  return {
    on: 'database',
    kind: 'db.status',
    target: database,
    fromMs,
    toMs,
    shape: (shape, nowMs) => (nowMs < toMs ? { ...shape, status } : shape),
    ...(isDown ? { outage: { fromMs, toMs }, logsStop: { fromMs, toMs }, metric: () => null } : {}),
    truth: [workTruth(fromMs, toMs, isDown)],
    ...more,
  }
}

export const workTruth = (fromMs: number, toMs: number, isDown: boolean): TruthPart => ({ kind: 'db.status', fromMs, toMs, checks: isDown ? ['db-status', 'recovery-point', 'pitr-window', 'probe'] : ['db-status'], explainsOnly: true })

export const said = (meaning: Notice['meaning'], atMs: number, ...parts: readonly string[]): Notice => ({ meaning, atMs: Math.floor(atMs), parts })
