import type { DatabaseEffect, DatabaseShape } from './effects'
import type { Database } from './fleet-model'

/** Status and zones as DescribeDBInstances shows them at a moment; daily backups are laid over it in database-backups.ts. */
export function databaseShape(database: Database, effects: readonly DatabaseEffect[], nowMs: number): DatabaseShape {
  let shape: DatabaseShape = {
    status: 'available',
    multiAz: database.secondaryAz !== undefined,
    az: database.az,
    ...(database.secondaryAz === undefined ? {} : { secondaryAz: database.secondaryAz }),
  }
  for (const effect of effects) {
    if (effect.fromMs <= nowMs && effect.shape !== undefined) shape = effect.shape(shape, nowMs)
  }
  return shape
}

/** The standby takes over: zones change places. */
export function swapped(shape: DatabaseShape): DatabaseShape {
  return shape.secondaryAz === undefined ? shape : { ...shape, az: shape.secondaryAz, secondaryAz: shape.az }
}

export function withoutStandby(shape: DatabaseShape): DatabaseShape {
  const { secondaryAz: _lost, ...rest } = shape
  return { ...rest, multiAz: false }
}
