import { databaseShape } from './world/database-shape'
import type { DatabaseEffect, ZoneEffect } from './world/effects'
import type { Database } from './world/fleet-model'
import type { World } from './world/world'
import { reachedAtMs, reachesWithinMs } from './world/zone-reach'

/** Databases (their ids, sorted) that had their primary in a lost zone, by what became of them, and those whose standby was there. */
export interface BlastRadius {
  readonly failedOver: readonly string[]
  readonly failingOver: readonly string[]
  /** Without a standby when the zone went: down until it is back. */
  readonly cannotFailOver: readonly string[]
  readonly standbysLost: readonly string[]
}

type Fate = keyof BlastRadius

export function blastRadius(world: World, zone: ZoneEffect): BlastRadius {
  const fates = (world.places.get(zone.account, zone.region)?.databases ?? []).map((database) => ({ id: database.id, fate: fateOf(world, zone, database) }))
  const those = (wanted: Fate): readonly string[] => fates.flatMap(({ id, fate }) => (fate === wanted ? [id] : [])).sort()
  return { failedOver: those('failedOver'), failingOver: those('failingOver'), cannotFailOver: those('cannotFailOver'), standbysLost: those('standbysLost') }
}

function fateOf(world: World, zone: ZoneEffect, database: Database): Fate | undefined {
  if (reachedAtMs(database, zone.fromMs) >= zone.toMs) return undefined
  const effects = world.effects.database(database)
  const before = databaseShape(database, effects, zone.fromMs - 1)
  if (before.secondaryAz === zone.az) return 'standbysLost'
  if (before.az !== zone.az) return undefined
  if (before.secondaryAz === undefined) return 'cannotFailOver'
  return effects.some((effect) => isItsFailover(effect, zone) && effect.toMs <= world.nowMs) ? 'failedOver' : 'failingOver'
}

const isItsFailover = ({ kind, fromMs }: DatabaseEffect, zone: ZoneEffect): boolean => kind === 'db.failover' && fromMs >= zone.fromMs && fromMs <= zone.fromMs + reachesWithinMs
