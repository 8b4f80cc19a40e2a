import { retentionAt } from '../world/database-backups'
import { keyIdOf } from '../world/database-key'
import { settingsAt } from '../world/database-settings'
import { databaseShape } from '../world/database-shape'
import type { DatabaseEffect } from '../world/effects'
import type { Database } from '../world/fleet-model'
import { withDeeds, type World } from '../world/world'

/**
 * From then on the database bears another name, and the old one is nobody's until somebody restores under it: what happened under it is
 * past, who connects by it finds nothing.
 */
export function renamed(world: World, database: Database, id: string, atMs: number): World {
  const effects = world.effects.database(database)
  const settings = settingsAt(database, effects, atMs)
  const { az, secondaryAz } = databaseShape(database, effects, atMs)
  const { secondaryAz: _before, ...rest } = database
  const next: Database = {
    ...rest,
    key: database.key.replace(/:db:.*$/, `:db:${id}`),
    id,
    engineVersion: settings.engineVersion,
    instanceClass: settings.instanceClass,
    storageGib: settings.storageGib,
    madeWith: settings,
    keyId: keyIdOf(database),
    az,
    ...(secondaryAz === undefined ? {} : { secondaryAz }),
    retentionDays: retentionAt(database, effects, atMs),
  }
  const leaving: DatabaseEffect = { on: 'database', kind: 'db.renamed', target: database, fromMs: atMs, toMs: Infinity, cut: () => true, outage: { fromMs: atMs, toMs: Infinity }, metric: () => null, truth: [{ kind: 'db.renamed', fromMs: atMs, toMs: Infinity, checks: goneChecks, explainsOnly: true }] }
  const { deeds } = world
  const own = deeds.databases.some((named) => named.database.key === database.key && named.untilMs === Infinity)
  const tags = deeds.tags.get(database.key)
  return withDeeds(world, {
    effects: [...deeds.effects, leaving],
    databases: [...deeds.databases.map((named) => (named.database.key === database.key && named.untilMs === Infinity ? { ...named, untilMs: atMs } : named)), { database: next, fromMs: atMs, untilMs: Infinity }],
    givenUp: own ? deeds.givenUp : new Map(deeds.givenUp).set(database.key, atMs),
    tags: tags === undefined ? deeds.tags : new Map(deeds.tags).set(next.key, tags),
  })
}

/** A renaming that has not come yet is taken back. */
export function notRenamed(world: World, { key, resourceId }: Database): World {
  const { deeds, nowMs } = world
  const isAhead = deeds.databases.some(({ database, fromMs }) => database.resourceId === resourceId && fromMs > nowMs)
  if (!isAhead) return world
  const databases = deeds.databases.filter(({ database, fromMs }) => database.resourceId !== resourceId || fromMs <= nowMs)
  return withDeeds(world, {
    effects: deeds.effects.filter((effect) => effect.kind !== 'db.renamed' || effect.on !== 'database' || effect.target.key !== key || effect.fromMs <= nowMs),
    databases: databases.map((named) => (named.database.key === key && named.untilMs > nowMs ? { ...named, untilMs: Infinity } : named)),
    givenUp: new Map([...deeds.givenUp].filter(([name, atMs]) => name !== key || atMs <= nowMs)),
  })
}

/** What is said of a tenant whose database is not there. */
const goneChecks = ['no-resources', 'probe', 'db-status', 'recovery-point', 'pitr-window', 'daily-snapshots', 'offsite-copies', 'db-multi-az']
