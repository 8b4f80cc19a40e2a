import { copiesAt, type SnapshotCopy } from '../../world/database-copies'
import { keyIdOf } from '../../world/database-key'
import type { Database, Place } from '../../world/fleet-model'
import { zone } from '../../world/place'
import type { World } from '../../world/world'
import { instant, list, type Tree } from '../../wire/tree'
import { engineFacts, tagList } from './instances'

/** A copy of another place's snapshot, here as a manual snapshot. */
export interface CopyHere {
  readonly database: Database
  readonly copy: SnapshotCopy
  readonly id: string
}

/** All copies in a place, by name. */
export function copiesIn(world: World, { account, region }: Pick<Place, 'account' | 'region'>): readonly CopyHere[] {
  return world.places
    .copiedInto(account, region)
    .flatMap((database) => copiesAt(database, world.effects.database(database), world.nowMs).map((copy) => ({ database, copy, id: copyId(database, copy) })))
    .sort((left, right) => (left.id < right.id ? -1 : 1))
}

const stamp = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16).replace(/[T:]/g, '-')
const copyId = (database: Database, { snapshotAtMs }: SnapshotCopy): string => `${database.id}-offsite-${stamp(snapshotAtMs)}`

export function copyTree(world: World, place: Pick<Place, 'account' | 'region'>, { database, copy, id }: CopyHere): Tree {
  const engine = engineFacts[database.engine]
  return {
    DBSnapshotIdentifier: id,
    DBInstanceIdentifier: database.id,
    SnapshotCreateTime: copy.status === 'creating' ? undefined : instant(copy.begunAtMs),
    Engine: database.engine,
    AllocatedStorage: database.storageGib,
    Status: copy.status,
    Port: engine.port,
    AvailabilityZone: zone(place.region, 0),
    VpcId: `vpc-${database.account}`,
    InstanceCreateTime: instant(database.createdAtMs),
    MasterUsername: 'admin',
    EngineVersion: database.engineVersion,
    LicenseModel: engine.license,
    SnapshotType: 'manual',
    OptionGroupName: `default:${database.engine}`,
    PercentProgress: copy.percent,
    SourceRegion: database.region,
    SourceDBSnapshotIdentifier: `arn:aws:rds:${database.region}:${database.account}:snapshot:rds:${database.id}-${stamp(copy.snapshotAtMs)}`,
    StorageType: 'gp3',
    Encrypted: true,
    KmsKeyId: `arn:aws:kms:${place.region}:${place.account}:key/${keyIdOf({ ...database, region: place.region })}`,
    DBSnapshotArn: `arn:aws:rds:${place.region}:${place.account}:snapshot:${id}`,
    IAMDatabaseAuthenticationEnabled: false,
    ProcessorFeatures: list([], 'ProcessorFeature'),
    DbiResourceId: database.resourceId,
    TagList: tagList(world, database),
    SnapshotTarget: 'region',
    // Stays that of the snapshot itself: how old the data is, not the copy.
    OriginalSnapshotCreateTime: copy.status === 'creating' ? undefined : instant(copy.snapshotAtMs + 1000),
  }
}
