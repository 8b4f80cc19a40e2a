import type { Fence, Lease, LeaseWish } from '#electron/ports/desk-store'
import { fenced, leaseIsHeld } from '#shared/desk/store-failures'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Statements } from '../history/tables'
import type { AtTime } from './desk-tables'

export function readLease(sql: Statements, name: string): Result<Lease | undefined, AppError> {
  const row = sql('SELECT name, holder, fence, until_ms AS untilMs FROM lease WHERE name = ?').get(name) as Lease | undefined
  return ok(row === undefined ? undefined : { ...row })
}

/** Whether nobody has taken the lease since. That its time has run out matters to others, not to who holds it. */
export const isHeld = (sql: Statements, { name, fence }: Fence): boolean => sql('SELECT 1 AS yes FROM lease WHERE name = ? AND fence = ?').get(name, fence) !== undefined

export function acquireLease(sql: Statements, { name, holder, forMs, nowMs }: LeaseWish & AtTime): Result<Lease, AppError> {
  const there = readLease(sql, name)
  if (!there.ok) return there
  if (there.value !== undefined && there.value.holder !== holder && there.value.untilMs > nowMs) return err(leaseIsHeld(name, there.value.holder))
  const lease: Lease = { name, holder, fence: (there.value?.fence ?? 0) + 1, untilMs: Math.round(nowMs + forMs) }
  sql('INSERT INTO lease (name, holder, fence, until_ms) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, fence = excluded.fence, until_ms = excluded.until_ms').run(name, holder, lease.fence, lease.untilMs)
  return ok(lease)
}

export function renewLease(sql: Statements, { name, holder, fence, forMs, nowMs }: LeaseWish & Fence & AtTime): Result<Lease, AppError> {
  const untilMs = Math.round(nowMs + forMs)
  const { changes } = sql('UPDATE lease SET until_ms = ? WHERE name = ? AND fence = ? AND holder = ?').run(untilMs, name, fence, holder)
  return Number(changes) === 0 ? err(fenced(name)) : ok({ name, holder, fence, untilMs })
}

/** The row stays, so that the next fence is a larger one. */
export function releaseLease(sql: Statements, { name, fence }: Fence): Result<null, AppError> {
  const { changes } = sql('UPDATE lease SET until_ms = 0 WHERE name = ? AND fence = ?').run(name, fence)
  return Number(changes) === 0 ? err(fenced(name)) : ok(null)
}
