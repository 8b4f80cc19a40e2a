import type { DatabaseEffect } from '../../world/effects'
import { instant, list, maybeInstant, type Tree } from '../../wire/tree'
import { answered, operation, refused } from '../operation'
import { pageAfter } from '../paging'
import { databaseByIdOrArn } from './instances'
import { readFilters, readPage } from './markers'

export const describePendingMaintenanceActions = operation('rds', ({ world, place, input }) => {
  const { after, size } = readPage(input, 'pending-maintenance')
  const filters = readFilters(input, ['db-cluster-id', 'db-instance-id'])
  const resource = input.text('ResourceIdentifier')
  const named = filters.get('db-instance-id')
  if (resource !== undefined && databaseByIdOrArn(place, resource) === undefined) return refused({ code: 'ResourceNotFoundFault', status: 404, message: `The specified resource ${resource} was not found` })
  const affected = place.databases.flatMap((database) => {
    if (resource !== undefined && database.key !== resource) return []
    if (named !== undefined && !named.includes(database.id) && !named.includes(database.key)) return []
    const pending = world.effects.database(database).filter((effect) => effect.pending !== undefined && effect.fromMs <= world.nowMs && world.nowMs < effect.toMs)
    return pending.length === 0 ? [] : [{ arn: database.key, pending }]
  })
  const page = pageAfter('pending-maintenance', affected, ({ arn }) => arn, after, size)
  const trees = page.items.map(({ arn, pending }) => ({ ResourceIdentifier: arn, PendingMaintenanceActionDetails: list(pending.map(actionTree), 'PendingMaintenanceAction') }))
  return answered({ PendingMaintenanceActions: list(trees, 'ResourcePendingMaintenanceActions'), Marker: page.next })
})

function actionTree({ pending, fromMs }: DatabaseEffect): Tree {
  return {
    Action: pending?.action,
    AutoAppliedAfterDate: maybeInstant(pending?.autoAppliedAfterMs),
    ForcedApplyDate: maybeInstant(pending?.forcedApplyMs),
    OptInStatus: undefined,
    CurrentApplyDate: instant(pending?.currentApplyMs ?? fromMs),
    Description: pending?.description,
  }
}
