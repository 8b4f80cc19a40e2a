import { restore, type Restoration } from '../../deeds/restoration'
import { earliestRestorableAt, latestRestorableAt } from '../../world/database-backups'
import { settingsAt } from '../../world/database-settings'
import type { Database, DatabaseSettings, Place, Tags } from '../../world/fleet-model'
import { withDeeds, type World } from '../../world/world'
import type { ServiceFault } from '../../wire/service-fault'
import type { Input } from '../input'
import { answered, operation, refused, type Answer } from '../operation'
import { mostDatabases } from './account-attributes'
import { rdsFaults } from './faults'
import { databaseByIdOrArn, instanceTree, tagsOf } from './instances'
import { readTags } from './manual-snapshots'
import { mishapsOf } from './modify'
import { findSnapshot } from './named-snapshot'

/** A new instance of a snapshot; tags that nobody names are the snapshot's. */
export const restoreDbInstanceFromDbSnapshot = operation('rds', ({ world, place, input }) => {
  const name = input.text('DBSnapshotIdentifier') ?? ''
  const snapshot = findSnapshot(world, place, name)
  if (snapshot === undefined || snapshot.region !== place.region) return refused(rdsFaults.noSnapshot(name))
  if (snapshot.status !== 'available') return refused(rdsFaults.snapshotNotAvailable(snapshot.id, snapshot.status))
  return restored(world, place, input, 'DBInstanceIdentifier', { source: snapshot.database, settings: snapshot.settings, tags: snapshot.tags, from: { kind: 'snapshot', id: snapshot.id } })
})

/** A new instance of what a database was at a moment within its restore window. */
export const restoreDbInstanceToPointInTime = operation('rds', ({ world, place, input }) => {
  const resourceId = input.text('SourceDbiResourceId')
  const name = input.text('SourceDBInstanceIdentifier') ?? resourceId ?? ''
  const atMs = input.time('RestoreTime')
  const isLatest = input.flag('UseLatestRestorableTime') === true
  const source = resourceId === undefined ? databaseByIdOrArn(place, name) : place.databases.find((database) => database.resourceId === resourceId)
  if (input.problem !== undefined) return refused(input.problem)
  if (source === undefined) return refused(rdsFaults.noInstance(name))
  if (isLatest === (atMs !== undefined)) return refused(rdsFaults.combination('Specify either RestoreTime or UseLatestRestorableTime.'))
  const effects = world.effects.database(source)
  const latestMs = latestRestorableAt(source, effects, world.nowMs)
  const earliestMs = earliestRestorableAt(source, effects, world.nowMs)
  if (latestMs === undefined || earliestMs === undefined) return refused(rdsFaults.noBackups(source.id))
  const whenMs = atMs ?? latestMs
  if (whenMs < earliestMs || whenMs > latestMs) return refused(rdsFaults.notRestorable('The specified time is outside the restore window of the DB instance.'))
  return restored(world, place, input, 'TargetDBInstanceIdentifier', { source, settings: settingsAt(source, effects, whenMs), tags: tagsOf(world, source), from: { kind: 'time', id: source.id } })
})

interface Source {
  readonly source: Database
  readonly settings: DatabaseSettings
  readonly tags: Tags
  readonly from: Restoration['from']
}

function restored(world: World, place: Place, input: Input, parameter: string, { source, settings, tags, from }: Source): Answer {
  const id = input.text(parameter)?.toLowerCase()
  const retentionDays = input.whole('BackupRetentionPeriod', { min: 0, max: 35 }) ?? 1
  const asked = readSettings(input, source, settings)
  const multiAz = input.flag('MultiAZ') === true
  const az = input.text('AvailabilityZone')
  const problem = input.problem ?? refusal(world, place, id, { multiAz, az })
  if (problem !== undefined || id === undefined) return refused(problem ?? rdsFaults.missing(parameter))
  const slow = mishapsOf(world.effects.database(source), world.nowMs).find((mishap) => mishap.kind === 'restoreSlow')
  const made = restore({ id, source, settings: asked, multiAz, retentionDays, from, factor: slow?.factor ?? 1, ...(az === undefined ? {} : { az }) }, world.nowMs)
  const given = readTags(input)
  const after = withDeeds(world, {
    effects: [...world.deeds.effects, ...made.effects],
    databases: [...world.deeds.databases, { database: made.database, fromMs: world.nowMs, untilMs: Infinity }],
    tags: new Map(world.deeds.tags).set(made.database.key, Object.keys(given).length > 0 ? given : tags),
  })
  return { ...answered({ DBInstance: instanceTree(after, made.database) }), world: after }
}

function refusal(world: World, place: Place, id: string | undefined, { multiAz, az }: { readonly multiAz: boolean; readonly az: string | undefined }): ServiceFault | undefined {
  if (id === undefined) return undefined
  if (place.databaseById.has(id)) return rdsFaults.instanceExists()
  if (place.databases.length >= mostDatabases(world.places.get(place.account, place.region) ?? place)) return rdsFaults.tooManyInstances()
  if (multiAz && az !== undefined) return rdsFaults.combination('Requesting a specific availability zone is not valid for Multi-AZ instances.')
  return undefined
}

/** What a restore does not name it takes from what it is made of, but its groups: those are the defaults, and a default opens no log. */
function readSettings(input: Input, source: Database, settings: DatabaseSettings): DatabaseSettings {
  const { engine, account } = source
  const securityGroups = input.texts('VpcSecurityGroupIds')
  return {
    ...settings,
    instanceClass: input.text('DBInstanceClass') ?? settings.instanceClass,
    parameterGroup: input.text('DBParameterGroupName') ?? `default.${engine}`,
    optionGroup: input.text('OptionGroupName') ?? `default:${engine}`,
    securityGroups: securityGroups.length > 0 ? securityGroups : [`sg-default-${account}`],
    logExports: input.texts('EnableCloudwatchLogsExports'),
    deletionProtection: input.flag('DeletionProtection') ?? false,
    copyTagsToSnapshot: input.flag('CopyTagsToSnapshot') ?? false,
  }
}
