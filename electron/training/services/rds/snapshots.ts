import { dailySnapshots, type DailySnapshot } from '../../world/database-backups'
import { settingsAt } from '../../world/database-settings'
import { databaseShape } from '../../world/database-shape'
import type { Database, Place } from '../../world/fleet-model'
import type { World } from '../../world/world'
import { instant, list, type Tree } from '../../wire/tree'
import { answered, operation, refused, type Answer } from '../operation'
import { encodeToken, type Page } from '../paging'
import { copiesIn, copyTree, type CopyHere } from './copies'
import { manualSnapshotsIn, manualTree, type ManualHere } from './manual-snapshots'
import { databaseByIdOrArn, engineFacts, keyArn, tagList } from './instances'
import { readFilters, readPage } from './markers'
import { automatedId } from './named-snapshot'

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
  // Automated snapshots and manual copies are all there are: asking for another type is answered with an empty list, as AWS does.
  const wants = (each: string): boolean => (type ?? each) === each && (filters.get('snapshot-type') ?? [each]).includes(each)
  const databases = wants('automated') ? select(place, databaseId, resourceId, filters.get('engine')) : []
  const copies = wants('manual') ? keptIn(world, place).filter(({ database }) => (databaseId === undefined || database.id === databaseId) && (resourceId === undefined || database.resourceId === resourceId)) : []
  if (snapshotId !== undefined) return named(world, place, snapshotId, databases, copies)
  const page = pageOfBoth(world, databases, copies, after, size)
  return answered({ Marker: page.next, DBSnapshots: list(page.items.map((item) => treeOf(world, place, item)), 'DBSnapshot') })
})

type Kept = CopyHere | ManualHere
type Item = Found | Kept
const treeOf = (world: World, place: Place, item: Item): Tree => ('copy' in item ? copyTree(world, place, item) : 'manual' in item ? manualTree(world, item.manual) : snapshotTree(world, item))

/** Whoever made them, by name. */
function keptIn(world: World, place: Place): readonly Kept[] {
  const made = manualSnapshotsIn(world, place)
  return made.length === 0 ? copiesIn(world, place) : [...copiesIn(world, place), ...made].sort((left, right) => (left.id < right.id ? -1 : 1))
}

function named(world: World, place: Place, snapshotId: string, databases: readonly Database[], copies: readonly Kept[]): Answer {
  const items: readonly Item[] = [...databases.flatMap((database) => snapshotsOf(world, database)), ...copies].filter(({ id }) => id === snapshotId)
  if (items.length === 0) return refused({ code: 'DBSnapshotNotFound', status: 404, message: `DBSnapshot ${snapshotId} not found.` })
  return answered({ DBSnapshots: list(items.map((item) => treeOf(world, place, item)), 'DBSnapshot') })
}

/** Automated ones first, then copies. */
function pageOfBoth(world: World, databases: readonly Database[], copies: readonly Kept[], after: string | undefined, size: number): Page<Item> {
  const afterCopy = after?.startsWith(copyMark) === true ? after.slice(copyMark.length) : undefined
  const first: Page<Item> = afterCopy === undefined ? pageOf(world, databases, after, size) : { items: [] }
  if (first.next !== undefined || first.items.length === size) return first.next === undefined && copies.length > 0 ? { items: first.items, next: encodeToken('snapshots', copyMark) } : first
  const rest = copies.filter(({ id }) => afterCopy === undefined || id > afterCopy)
  const items: readonly Item[] = [...first.items, ...rest.slice(0, size - first.items.length)]
  const last = items.at(-1)
  return first.items.length + rest.length > size && last !== undefined ? { items, next: encodeToken('snapshots', `${copyMark}${last.id}`) } : { items }
}
const copyMark = 'copy|'

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

const snapshotId = (database: Database, { startedAtMs }: DailySnapshot): string => automatedId(database, startedAtMs)

function snapshotTree(world: World, { database, snapshot, id }: Found): Tree {
  const engine = engineFacts[database.engine]
  const settings = settingsAt(database, world.effects.database(database), snapshot.startedAtMs)
  return {
    DBSnapshotIdentifier: id,
    DBInstanceIdentifier: database.id,
    // AWS returns no creation time until the snapshot exists.
    SnapshotCreateTime: snapshot.status === 'creating' ? undefined : instant(snapshot.startedAtMs + 1000),
    Engine: database.engine,
    AllocatedStorage: settings.storageGib,
    Status: snapshot.status,
    Port: engine.port,
    AvailabilityZone: databaseShape(database, world.effects.database(database), world.nowMs).az,
    VpcId: `vpc-${database.account}`,
    InstanceCreateTime: instant(database.createdAtMs),
    MasterUsername: 'admin',
    EngineVersion: settings.engineVersion,
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
    TagList: tagList(world, database),
    SnapshotTarget: 'region',
    OriginalSnapshotCreateTime: snapshot.status === 'creating' ? undefined : instant(snapshot.startedAtMs + 1000),
  }
}
