import { earliestRestorableAt, latestRestorableAt, retentionAt } from '../../world/database-backups'
import { settingsAt } from '../../world/database-settings'
import { databaseShape } from '../../world/database-shape'
import type { Database } from '../../world/fleet-model'
import type { World } from '../../world/world'
import { instant, list, type Tree } from '../../wire/tree'
import { answered, operation, refused } from '../operation'
import { pageAfter } from '../paging'
import { backupWindow, databaseByIdOrArn, engineFacts, keyArn, tagList } from './instances'
import { readFilters, readPage } from './markers'

const filterNames = ['status', 'db-instance-id', 'dbi-resource-id']

export const describeDbInstanceAutomatedBackups = operation('rds', ({ world, place, input }) => {
  const { after, size } = readPage(input, 'automated-backups')
  const filters = readFilters(input, filterNames)
  const id = input.text('DBInstanceIdentifier') ?? filters.get('db-instance-id')?.[0]
  const resourceId = input.text('DbiResourceId') ?? filters.get('dbi-resource-id')?.[0]
  const named = id === undefined ? undefined : databaseByIdOrArn(place, id)
  if (id !== undefined && named === undefined) return refused({ code: 'DBInstanceNotFound', status: 404, message: `DBInstance ${id} not found.` })
  const kept = (named === undefined ? place.databases : [named]).filter(
    (database) => retentionAt(database, world.effects.database(database), world.nowMs) > 0 && (resourceId === undefined || database.resourceId === resourceId),
  )
  const states = filters.get('status')
  const wanted = states === undefined || states.some((state) => state.toLowerCase() === 'active') ? kept : []
  const page = pageAfter('automated-backups', wanted, (database) => database.id, after, size)
  return answered({ Marker: page.next, DBInstanceAutomatedBackups: list(page.items.map((database) => backupTree(world, database)), 'DBInstanceAutomatedBackup') })
})

function backupTree(world: World, database: Database): Tree {
  const effects = world.effects.database(database)
  const engine = engineFacts[database.engine]
  const settings = settingsAt(database, effects, world.nowMs)
  const earliestMs = earliestRestorableAt(database, effects, world.nowMs) ?? database.createdAtMs
  const latestMs = latestRestorableAt(database, effects, world.nowMs) ?? earliestMs
  return {
    DBInstanceArn: database.key,
    DbiResourceId: database.resourceId,
    Region: database.region,
    DBInstanceIdentifier: database.id,
    RestoreWindow: { EarliestTime: instant(earliestMs), LatestTime: instant(Math.max(earliestMs, latestMs)) },
    AllocatedStorage: settings.storageGib,
    Status: 'active',
    Port: engine.port,
    AvailabilityZone: databaseShape(database, effects, world.nowMs).az,
    VpcId: `vpc-${database.account}`,
    InstanceCreateTime: instant(database.createdAtMs),
    MasterUsername: 'admin',
    Engine: database.engine,
    EngineVersion: settings.engineVersion,
    LicenseModel: engine.license,
    OptionGroupName: `default:${database.engine}`,
    Encrypted: true,
    StorageType: 'gp3',
    KmsKeyId: keyArn(database),
    IAMDatabaseAuthenticationEnabled: false,
    BackupRetentionPeriod: retentionAt(database, effects, world.nowMs),
    PreferredBackupWindow: backupWindow(database),
    DBInstanceAutomatedBackupsArn: `arn:aws:rds:${database.region}:${database.account}:auto-backup:ab-${database.resourceId.slice(3).toLowerCase()}`,
    BackupTarget: 'region',
    TagList: tagList(world, database),
  }
}
