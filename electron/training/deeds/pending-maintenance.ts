import { minuteMs, secondMs } from '#shared/kernel/time'
import { failover } from '../events/db-failover'
import { chance } from '../world/chance'
import type { DatabaseEffect, DatabaseShape } from '../world/effects'
import type { Database } from '../world/fleet-model'
import { said, workOn } from './work'

/** AWS's own maintenance: the standby first, then it takes over; without one the database is away. What was pending is done with it. */
export function maintenanceWork(database: Database, before: DatabaseShape, action: string, fromMs: number): readonly DatabaseEffect[] {
  const lengthMs = Math.floor((8 + chance(database.noise, fromMs, 'maintenance-length') * 6) * minuteMs)
  const toMs = fromMs + lengthMs
  const awayMs = before.secondaryAz === undefined ? 5 * minuteMs : 70 * secondMs
  const awayFromMs = fromMs + Math.floor(lengthMs * 0.5)
  const isPending = ({ pending }: DatabaseEffect): boolean => pending?.action === action
  const work = workOn(database, { fromMs, toMs, status: action === 'db-upgrade' ? 'upgrading' : 'maintenance', isDown: false, more: { notices: [said('patchingOffline', fromMs), said('patchedOffline', toMs)] } })
  const away =
    before.secondaryAz === undefined
      ? workOn(database, { fromMs: awayFromMs, toMs: awayFromMs + awayMs, status: 'maintenance', isDown: true, more: { notices: [said('shutdown', awayFromMs), said('restarted', awayFromMs + awayMs)] } })
      : failover(database, { fromMs: awayFromMs, completedMs: awayFromMs + awayMs, azLagMs: 20 * secondMs, planned: true, reason: 'reasonPatching', duringWork: true })
  const done: DatabaseEffect = { on: 'database', kind: 'db.maintenance-done', target: database, fromMs: toMs, toMs, cut: isPending, truth: [] }
  return [work, away, done]
}
