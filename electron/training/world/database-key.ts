import { dayMs } from '#shared/kernel/time'
import type { DatabaseEffect, KeyShape } from './effects'
import type { Database, Place } from './fleet-model'
import { hexOf } from './chance'

/**
 * The keys that databases are encrypted with: one a database, owned by its account. A read replica uses its source's, as RDS wants it.
 */
export const keyArnOf = (database: Database): string => `arn:aws:kms:${database.region}:${database.account}:key/${keyIdOf(database)}`

export function keyIdOf({ account, region, id, replicaOf, keyId }: Database): string {
  if (keyId !== undefined) return keyId
  const hex = hexOf(32, account, region, replicaOf ?? id, 'key')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

/** The primary database that a key belongs to. */
export function databaseOfKey(place: Place, keyId: string): Database | undefined {
  const known = keysOf.get(place) ?? new Map(place.databases.filter(({ replicaOf }) => replicaOf === undefined).map((database) => [keyIdOf(database), database]))
  keysOf.set(place, known)
  return known.get(keyId)
}
const keysOf = new WeakMap<Place, ReadonlyMap<string, Database>>()

/** The key as KMS shows it at a moment. Imported material that has ended leaves the key without any: `PendingImport`. */
export function keyShape(database: Database, effects: readonly DatabaseEffect[], nowMs: number): KeyShape {
  let shape: KeyShape = { state: 'Enabled', ...(database.keyMaterialUntilMs === undefined ? {} : { validToMs: database.keyMaterialUntilMs }) }
  for (const effect of effects) if (effect.fromMs <= nowMs && nowMs < effect.toMs && effect.key !== undefined) shape = effect.key(shape, nowMs)
  const { validToMs } = shape
  return shape.state === 'Enabled' && validToMs !== undefined && validToMs <= nowMs ? { ...shape, state: 'PendingImport' } : shape
}

/** How long RDS keeps a database whose key it lost in a state that can be undone. */
export const keyGraceMs = 7 * dayMs
