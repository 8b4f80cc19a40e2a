import type { DatabaseEffect } from '../../world/effects'
import type { Database } from '../../world/fleet-model'
import type { World } from '../../world/world'
import { instant, list, maybeInstant, type Tree } from '../../wire/tree'
import { answered, operation, refused } from '../operation'
import { pageAfter } from '../paging'
import { rdsFaults } from './faults'
import { databaseByIdOrArn } from './instances'
import { readFilters, readPage } from './markers'

export const describePendingMaintenanceActions = operation('rds', ({ world, place, input }) => {
  const { after, size } = readPage(input, 'pending-maintenance')
  const filters = readFilters(input, ['db-cluster-id', 'db-instance-id'])
  const resource = input.text('ResourceIdentifier')
  const named = filters.get('db-instance-id')
  if (resource !== undefined && databaseByIdOrArn(place, resource) === undefined) return refused(rdsFaults.noResource(resource))
  const affected = place.databases.filter((database) => {
    if (resource !== undefined && database.key !== resource) return false
    if (named !== undefined && !named.includes(database.id) && !named.includes(database.key)) return false
    return pendingOf(world, database).length > 0
  })
  const page = pageAfter('pending-maintenance', affected, ({ key }) => key, after, size)
  return answered({ PendingMaintenanceActions: list(page.items.map((database) => pendingTree(world, database)), 'ResourcePendingMaintenanceActions'), Marker: page.next })
})

export const pendingOf = (world: World, database: Database): readonly DatabaseEffect[] =>
  world.effects.database(database).filter((effect) => effect.pending !== undefined && effect.fromMs <= world.nowMs && world.nowMs < effect.toMs)

export const pendingTree = (world: World, database: Database): Tree => ({ ResourceIdentifier: database.key, PendingMaintenanceActionDetails: list(pendingOf(world, database).map((effect) => actionTree(world, database, effect)), 'PendingMaintenanceAction') })

function actionTree(world: World, database: Database, { pending, fromMs }: DatabaseEffect): Tree {
  const chosen = world.effects.database(database).findLast(({ optIn, fromMs: atMs }) => optIn !== undefined && optIn.action === pending?.action && atMs <= world.nowMs)?.optIn
  const isChosen = chosen !== undefined && chosen.type !== 'undo-opt-in'
  return {
    Action: pending?.action,
    AutoAppliedAfterDate: maybeInstant(pending?.autoAppliedAfterMs),
    ForcedApplyDate: maybeInstant(pending?.forcedApplyMs),
    OptInStatus: isChosen ? chosen.type : undefined,
    CurrentApplyDate: instant(isChosen ? chosen.applyAtMs : (pending?.currentApplyMs ?? fromMs)),
    Description: pending?.description,
  }
}
