import { nextWindowMs } from '../../deeds/maintenance-window'
import { maintenanceWork } from '../../deeds/pending-maintenance'
import type { DatabaseEffect } from '../../world/effects'
import { withDeeds } from '../../world/world'
import { answered, operation, refused } from '../operation'
import { rdsFaults } from './faults'
import { databaseByIdOrArn, statusNow } from './instances'
import { stateOf } from './modify'
import { pendingOf, pendingTree } from './pending-maintenance'

const optIns = ['immediate', 'next-maintenance', 'undo-opt-in'] as const

/** AWS's own maintenance, now or in the next window; one that waits for the window can be taken back. */
export const applyPendingMaintenanceAction = operation('rds', ({ world, place, input }) => {
  const arn = input.text('ResourceIdentifier') ?? ''
  const action = input.text('ApplyAction') ?? ''
  const optIn = input.oneOf('OptInType', optIns)
  const database = databaseByIdOrArn(place, arn)
  if (database === undefined || database.key !== arn) return refused(rdsFaults.noResource(arn))
  if (optIn === undefined) return refused(input.problem ?? rdsFaults.missing('OptInType'))
  if (!pendingOf(world, database).some(({ pending }) => pending?.action === action)) return refused(rdsFaults.value(`The pending maintenance action ${action} is not available for ${arn}.`))
  const status = statusNow(world, database)
  if (optIn === 'immediate' && status !== 'available') return refused(rdsFaults.notAvailable(database.id, status))
  const deed = `${action} of ${database.key}`
  const kept = world.deeds.effects.filter((effect) => effect.deed !== deed || effect.fromMs < world.nowMs)
  const fromMs = optIn === 'immediate' ? world.nowMs : nextWindowMs(database, world.nowMs)
  const work = optIn === 'undo-opt-in' ? [] : maintenanceWork(database, stateOf(world, database).shape, action, fromMs).map((effect): DatabaseEffect => ({ ...effect, deed }))
  const chosen: DatabaseEffect = { on: 'database', kind: 'db.opted-in', target: database, fromMs: world.nowMs, toMs: Infinity, optIn: { action, type: optIn, applyAtMs: fromMs }, truth: [] }
  const after = withDeeds(world, { effects: [...kept, ...work, chosen] })
  return { ...answered({ ResourcePendingMaintenanceActions: pendingTree(after, database) }), world: after }
})
