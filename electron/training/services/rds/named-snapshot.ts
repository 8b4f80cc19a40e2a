import { dailySnapshots } from '../../world/database-backups'
import { keyArnOf } from '../../world/database-key'
import { settingsAt } from '../../world/database-settings'
import type { Database, DatabaseSettings, Place, Tags } from '../../world/fleet-model'
import { progressOf, snapshotArn } from '../../world/manual-snapshots'
import { placeNow } from '../../world/place-now'
import type { World } from '../../world/world'
import { copiesIn } from './copies'
import { tagsOf } from './instances'

/** A snapshot of any kind, as a restore or a copy needs it. */
export interface NamedSnapshot {
  readonly id: string
  readonly arn: string
  readonly region: string
  readonly database: Database
  readonly settings: DatabaseSettings
  readonly status: string
  readonly originalAtMs: number
  readonly tags: Tags
  readonly keyArn: string
}

/** By name in a place, or by the ARN of another Region of the same account. */
export function findSnapshot(world: World, place: Place, name: string): NamedSnapshot | undefined {
  const [, region = '', account = '', id = ''] = /^arn:aws:rds:([a-z0-9-]+):(\d{12}):snapshot:(.+)$/.exec(name) ?? ['', place.region, place.account, name]
  const there = account === place.account ? placeNow(world, account, region) : undefined
  return there === undefined ? undefined : (manual(world, there, id) ?? copy(world, there, id) ?? automated(world, there, id))
}

function manual(world: World, { account, region }: Place, id: string): NamedSnapshot | undefined {
  const found = world.deeds.snapshots.find((each) => each.id === id.toLowerCase() && each.account === account && each.region === region)
  if (found === undefined) return undefined
  const arn = snapshotArn(found)
  return { ...found, arn, status: progressOf(found, world.nowMs).status, originalAtMs: found.source?.originalAtMs ?? found.begunAtMs + 1000, tags: world.deeds.tags.get(arn) ?? found.tags }
}

function copy(world: World, place: Place, id: string): NamedSnapshot | undefined {
  const found = copiesIn(world, place).find((each) => each.id === id)
  if (found === undefined) return undefined
  const { database } = found
  const settings = settingsAt(database, world.effects.database(database), found.copy.snapshotAtMs)
  return { id, arn: snapshotArn({ ...place, id }), region: place.region, database, settings, status: found.copy.status, originalAtMs: found.copy.snapshotAtMs + 1000, tags: tagsOf(world, database), keyArn: keyArnOf(database) }
}

function automated(world: World, place: Place, id: string): NamedSnapshot | undefined {
  const database = place.databases.find((each) => id.startsWith(`rds:${each.id}-`) && /^[\d-]+$/.test(id.slice(`rds:${each.id}-`.length)))
  if (database === undefined) return undefined
  const effects = world.effects.database(database)
  const found = dailySnapshots(database, effects, world.nowMs).find(({ startedAtMs }) => automatedId(database, startedAtMs) === id)
  if (found === undefined) return undefined
  return { id, arn: snapshotArn({ ...place, id }), region: place.region, database, settings: settingsAt(database, effects, found.startedAtMs), status: found.status, originalAtMs: found.startedAtMs + 1000, tags: tagsOf(world, database), keyArn: keyArnOf(database) }
}

/** `rds:acme-bank-frontend-2026-03-02-03-07`, as RDS names its own. */
export const automatedId = ({ id }: Database, startedAtMs: number): string => `rds:${id}-${new Date(startedAtMs).toISOString().slice(0, 16).replace(/[T:]/g, '-')}`
