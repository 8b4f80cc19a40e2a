import { databaseShape } from '../../world/database-shape'
import { isBackingUp, latestRestorableAt, retentionAt } from '../../world/database-backups'
import { keyArnOf } from '../../world/database-key'
import { parameterStatus, settingsAt } from '../../world/database-settings'
import type { Database, Place, Tags } from '../../world/fleet-model'
import { zones } from '../../world/place'
import type { World } from '../../world/world'
import { instant, list, maybeInstant, type Tree } from '../../wire/tree'
import { logExportsAt } from '../../world/service-state'
import { answered, operation, refused } from '../operation'
import { pageAfter } from '../paging'
import { readFilters, readPage } from './markers'

const filterNames = ['db-cluster-id', 'db-instance-id', 'dbi-resource-id', 'domain', 'engine']

export const describeDbInstances = operation('rds', ({ world, place, input }) => {
  const id = input.text('DBInstanceIdentifier')
  const { after, size } = readPage(input, 'instances')
  const filters = readFilters(input, filterNames)
  if (id !== undefined && databaseByIdOrArn(place, id) === undefined) return refused({ code: 'DBInstanceNotFound', status: 404, message: `DBInstance ${id} not found.` })
  const wanted = id === undefined ? place.databases : [databaseByIdOrArn(place, id)].filter((database) => database !== undefined)
  const page = pageAfter('instances', filters.size === 0 ? wanted : wanted.filter((database) => passes(database, filters)), (database) => database.id, after, size)
  return answered({ Marker: page.next, DBInstances: list(page.items.map((database) => instanceTree(world, database)), 'DBInstance') })
})

export const databaseByIdOrArn = (place: Place, id: string): Database | undefined => place.databaseById.get(id.startsWith('arn:') ? (id.split(':').at(-1) ?? '') : id.toLowerCase())

function passes(database: Database, filters: ReturnType<typeof readFilters>): boolean {
  const values: Readonly<Record<string, readonly string[]>> = { 'db-instance-id': [database.id, database.key], 'dbi-resource-id': [database.resourceId], engine: [database.engine] }
  return [...filters].every(([name, wanted]) => wanted.some((value) => (values[name] ?? []).includes(value)))
}

export function instanceTree(world: World, database: Database): Tree {
  const effects = world.effects.database(database)
  const shape = databaseShape(database, effects, world.nowMs)
  const status = statusNow(world, database)
  const isMade = status !== 'creating'
  const waiting = effects.flatMap((effect) => (effect.waiting !== undefined && effect.waiting.fromMs <= world.nowMs && world.nowMs < effect.waiting.toMs ? [effect.waiting.values] : []))
  const engine = engineFacts[database.engine]
  const settings = settingsAt(database, effects, world.nowMs)
  const exported = logExportsAt(world, database)
  return {
    DBInstanceIdentifier: database.id,
    DBInstanceClass: settings.instanceClass,
    Engine: database.engine,
    DBInstanceStatus: status,
    MasterUsername: 'admin',
    DBName: engine.database,
    Endpoint: !isMade ? undefined : { Address: `${database.id}.${database.account.slice(-8)}.${database.region}.rds.amazonaws.com`, Port: engine.port, HostedZoneId: 'Z0123456789TRAINING' },
    AllocatedStorage: settings.storageGib,
    InstanceCreateTime: isMade ? instant(database.createdAtMs) : undefined,
    PreferredBackupWindow: backupWindow(database),
    BackupRetentionPeriod: retentionAt(database, effects, world.nowMs),
    DBSecurityGroups: list([], 'DBSecurityGroup'),
    VpcSecurityGroups: list(settings.securityGroups.map((VpcSecurityGroupId) => ({ VpcSecurityGroupId, Status: 'active' })), 'VpcSecurityGroupMembership'),
    DBParameterGroups: list([{ DBParameterGroupName: settings.parameterGroup, ParameterApplyStatus: parameterStatus(effects, world.nowMs) }], 'DBParameterGroup'),
    AvailabilityZone: shape.az,
    DBSubnetGroup: subnetGroup(database),
    PreferredMaintenanceWindow: database.maintenanceWindow,
    PendingModifiedValues: Object.assign({}, ...waiting) as Tree,
    LatestRestorableTime: maybeInstant(latestRestorableAt(database, effects, world.nowMs)),
    MultiAZ: shape.multiAz,
    EngineVersion: settings.engineVersion,
    AutoMinorVersionUpgrade: false,
    ReadReplicaSourceDBInstanceIdentifier: database.replicaOf,
    ReadReplicaDBInstanceIdentifiers: list(database.replicas, 'ReadReplicaDBInstanceIdentifier'),
    LicenseModel: engine.license,
    OptionGroupMemberships: list([{ OptionGroupName: settings.optionGroup, Status: 'in-sync' }], 'OptionGroupMembership'),
    SecondaryAvailabilityZone: shape.secondaryAz,
    PubliclyAccessible: false,
    StatusInfos: database.replicaOf === undefined ? undefined : list([{ StatusType: 'read replication', Normal: true, Status: 'replicating' }], 'DBInstanceStatusInfo'),
    StorageType: 'gp3',
    DbInstancePort: 0,
    StorageEncrypted: true,
    KmsKeyId: keyArn(database),
    DbiResourceId: database.resourceId,
    CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    DomainMemberships: list([], 'DomainMembership'),
    CopyTagsToSnapshot: settings.copyTagsToSnapshot,
    MonitoringInterval: 60,
    DBInstanceArn: database.key,
    IAMDatabaseAuthenticationEnabled: false,
    EnabledCloudwatchLogsExports: exported.length === 0 ? undefined : list(exported),
    PerformanceInsightsEnabled: true,
    DeletionProtection: settings.deletionProtection,
    AssociatedRoles: list([], 'DBInstanceRole'),
    TagList: tagList(world, database),
    CustomerOwnedIpEnabled: false,
    NetworkType: 'IPV4',
    ActivityStreamStatus: 'stopped',
    BackupTarget: 'region',
    DedicatedLogVolume: false,
  }
}

export const engineFacts = {
  mysql: { port: 3306, license: 'general-public-license', database: 'bank' },
  mariadb: { port: 3306, license: 'general-public-license', database: 'bank' },
  postgres: { port: 5432, license: 'postgresql-license', database: 'bank' },
  'oracle-ee': { port: 1521, license: 'bring-your-own-license', database: 'BANK' },
} as const

/** As DescribeDBInstances shows it: a daily backup is laid over what else happens. */
export function statusNow(world: World, database: Database): string {
  const effects = world.effects.database(database)
  const { status } = databaseShape(database, effects, world.nowMs)
  return status === 'available' && isBackingUp(database, effects, world.nowMs) ? 'backing-up' : status
}

/** As it was tagged when it was made, or by somebody since. */
export const tagsOf = (world: World, database: Database): Tags => world.deeds.tags.get(database.key) ?? { ...database.otherTags, environment: database.environment, tenant: database.tenant }

export const tagTrees = (tags: Tags): Tree => list(Object.entries(tags).sort(([left], [right]) => (left < right ? -1 : 1)).map(([Key, Value]) => ({ Key, Value })), 'Tag')

export const tagList = (world: World, database: Database): Tree => tagTrees(tagsOf(world, database))

export const keyArn = (database: Database): string => keyArnOf(database)

export function backupWindow(database: Database): string {
  const clock = (minute: number): string => `${String(Math.floor((minute % 1440) / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  const start = Math.floor(database.backupAtMs / 60_000)
  return `${clock(start)}-${clock(start + 30)}`
}

const vpcId = (database: Database): string => `vpc-${database.account}`

function subnetGroup(database: Database): Tree {
  const subnets = zones(database.region).map((zone) => ({ SubnetIdentifier: `subnet-${database.account}${zone.slice(-1)}`, SubnetAvailabilityZone: { Name: zone }, SubnetStatus: 'Active' }))
  return { DBSubnetGroupName: 'databases', DBSubnetGroupDescription: 'Databases', VpcId: vpcId(database), SubnetGroupStatus: 'Complete', Subnets: list(subnets, 'Subnet') }
}

