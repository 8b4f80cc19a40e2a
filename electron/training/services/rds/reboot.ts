import { minuteMs, secondMs } from '#shared/kernel/time'
import { said, workOn } from '../../deeds/work'
import { failover } from '../../events/db-failover'
import { chance } from '../../world/chance'
import type { DatabaseEffect } from '../../world/effects'
import type { Database } from '../../world/fleet-model'
import { withDeeds } from '../../world/world'
import { answered, operation, refused } from '../operation'
import { rdsFaults } from './faults'
import { databaseByIdOrArn, instanceTree, statusNow } from './instances'
import { stateOf } from './modify'

/** A restart where it is, or (asked for) a failover to the standby. */
export const rebootDbInstance = operation('rds', ({ world, place, input }) => {
  const id = input.text('DBInstanceIdentifier') ?? ''
  const isForced = input.flag('ForceFailover') === true
  const database = databaseByIdOrArn(place, id)
  if (database === undefined) return refused(rdsFaults.noInstance(id))
  const status = statusNow(world, database)
  if (status !== 'available') return refused(rdsFaults.notAvailable(database.id, status))
  if (isForced && !stateOf(world, database).shape.multiAz) return refused(rdsFaults.combination('Cannot reboot with failover a DB instance that is not configured for Multi-AZ.'))
  const after = withDeeds(world, { effects: [...world.deeds.effects, ...rebooting(database, world.nowMs, isForced)] })
  return { ...answered({ DBInstance: instanceTree(after, database) }), world: after }
})

function rebooting(database: Database, nowMs: number, isForced: boolean): readonly DatabaseEffect[] {
  const toMs = nowMs + Math.floor((isForced ? 60 + chance(database.noise, nowMs, 'reboot') * 40 : 40 + chance(database.noise, nowMs, 'reboot') * 50) * secondMs)
  const notices = [said('shutdown', nowMs + 5 * secondMs), said('restarted', toMs)]
  if (!isForced) return [workOn(database, { fromMs: nowMs, toMs, status: 'rebooting', isDown: true, more: { notices } })]
  const status = workOn(database, { fromMs: nowMs, toMs, status: 'rebooting', isDown: false })
  return [status, failover(database, { fromMs: nowMs + 2 * secondMs, completedMs: toMs, azLagMs: minuteMs / 2, planned: true, duringWork: true })]
}
