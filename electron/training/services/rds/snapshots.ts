import { dailySnapshots, type DailySnapshot } from '../../world/database-backups'
import { databaseShape } from '../../world/database-shape'
import type { Database, Place } from '../../world/fleet-model'
import type { World } from '../../world/world'
import { instant, list, type Tree } from '../../wire/tree'
import { answered, operation, refused } from '../operation'
import { encodeToken, type Page } from '../paging'
import { databaseByIdOrArn, engineFacts, keyArn, tagList } from './instances'
import { readFilters, readPage } from './markers'

const filterNames = ['db-instance-id', 'db-snapshot-id', 'dbi-resource-id', 'snapshot-type', 'engine']
const snapshotTypes = ['automated', 'manual', 'shared', 'public', 'awsbackup']

interface Found {
  readonly database: Database
  readonly snapshot: DailySnapshot
  readonly id: string
}

export const describeDbSnapshots = operation('rds', ({ world, place, input }) => {
  const { after, size } = readPage(input, 'snapshots')
  const filters = readFilters(input, filterNames)
  const type = input.text('SnapshotType')
  const snapshotId = input.text('DBSnapshotIdentifier')
  const databaseId = input.text('DBInstanceIdentifier') ?? one(filters.get('db-instance-id'))
  const resourceId = input.text('DbiResourceId') ?? one(filters.get('dbi-resource-id'))
  if (type !== undefined && !snapshotTypes.includes(type)) return refused({ code: 'InvalidParameterValue', status: 400, message: `Invalid snapshot type: ${type}` })
  // Only automated snapshots exist in this fleet so far; asking for another type is answered with an empty list, as AWS does.
  const types = [type ?? 'automated', ...(filters.get('snapshot-type') ?? ['automated'])]
  const databases = types.every((each) => each === 'automated') ? select(place, databaseId, resourceId, filters.get('engine')) : []
  const page: Page<Found> = snapshotId === undefined ? pageOf(world, databases, after, size) : { items: databases.flatMap((database) => snapshotsOf(world, database)).filter(({ id }) => id === snapshotId) }
  if (snapshotId !== undefined && page.items.length === 0) return refused({ code: 'DBSnapshotNotFound', status: 404, message: `DBSnapshot ${snapshotId} not found.` })
  return answered({ Marker: page.next, DBSnapshots: list(page.items.map((item) => snapshotTree(world, item)), 'DBSnapshot') })
})

const one = (values: readonly string[] | undefined): string | undefined => values?.[0]

function select(place: Place, databaseId: string | undefined, resourceId: string | undefined, engines: readonly string[] | undefined): readonly Database[] {
  const named = databaseId === undefined ? undefined : databaseByIdOrArn(place, databaseId)
  const candidates = databaseId === undefined ? place.databases : named === undefined ? [] : [named]
  return candidates.filter((database) => (resourceId === undefined || database.resourceId === resourceId) && (engines === undefined || engines.includes(database.engine)))
}

/** Reads databases one by one until the page is full: a sweep over 500 of them does not list all 15,000 snapshots for each page. */
function pageOf(world: World, databases: readonly Database[], after: string | undefined, size: number): Page<Found> {
  const [database = '', startedAt = '0'] = (after ?? '').split('|')
  const found: Found[] = []
  for (const each of databases) {
    if (each.id < database) continue
    found.push(...snapshotsOf(world, each).filter(({ snapshot }) => each.id !== database || snapshot.startedAtMs > Number(startedAt)))
    if (found.length > size) break
  }
  const items = found.slice(0, size)
  const last = items.at(-1)
  return last !== undefined && found.length > size ? { items, next: encodeToken('snapshots', `${last.database.id}|${last.snapshot.startedAtMs}`) } : { items }
}

function snapshotsOf(world: World, database: Database): Found[] {
  return dailySnapshots(database, world.effects.database(database), world.nowMs).map((snapshot) => ({ database, snapshot, id: snapshotId(database, snapshot) }))
}

/** `rds:acme-bank-frontend-2026-03-02-03-07`, as RDS names its own. */
const snapshotId = (database: Database, { startedAtMs }: DailySnapshot): string => `rds:${database.id}-${new Date(startedAtMs).toISOString().slice(0, 16).replace(/[T:]/g, '-')}`

function snapshotTree(world: World, { database, snapshot, id }: Found): Tree {
  const engine = engineFacts[database.engine]
  return {
    DBSnapshotIdentifier: id,
    DBInstanceIdentifier: database.id,
    // AWS returns no creation time until the snapshot exists.
    SnapshotCreateTime: snapshot.status === 'creating' ? undefined : instant(snapshot.startedAtMs + 1000),
    Engine: database.engine,
    AllocatedStorage: database.storageGib,
    Status: snapshot.status,
    Port: engine.port,
    AvailabilityZone: databaseShape(database, world.effects.database(database), world.nowMs).az,
    VpcId: `vpc-${database.account}`,
    InstanceCreateTime: instant(database.createdAtMs),
    MasterUsername: 'admin',
    EngineVersion: database.engineVersion,
    LicenseModel: engine.license,
    SnapshotType: 'automated',
    OptionGroupName: `default:${database.engine}`,
    PercentProgress: snapshot.percent,
    StorageType: 'gp3',
    Encrypted: true,
    KmsKeyId: keyArn(database),
    DBSnapshotArn: `arn:aws:rds:${database.region}:${database.account}:snapshot:${id}`,
    IAMDatabaseAuthenticationEnabled: false,
    ProcessorFeatures: list([], 'ProcessorFeature'),
    DbiResourceId: database.resourceId,
    TagList: tagList(database),
    SnapshotTarget: 'region',
    OriginalSnapshotCreateTime: snapshot.status === 'creating' ? undefined : instant(snapshot.startedAtMs + 1000),
  }
}
