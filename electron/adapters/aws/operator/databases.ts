import {
  AddTagsToResourceCommand,
  ApplyPendingMaintenanceActionCommand,
  CopyDBSnapshotCommand,
  CreateDBSnapshotCommand,
  DescribeAccountAttributesCommand,
  DescribeDBEngineVersionsCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  DescribeEventsCommand,
  DescribePendingMaintenanceActionsCommand,
  ListTagsForResourceCommand,
  ModifyDBInstanceCommand,
  RebootDBInstanceCommand,
  RemoveTagsFromResourceCommand,
  RestoreDBInstanceFromDBSnapshotCommand,
  RestoreDBInstanceToPointInTimeCommand,
  type DBEngineVersion,
} from '@aws-sdk/client-rds'
import { err, ok } from '#shared/kernel/result'
import type { DatabaseChange, DatabaseEvent, DatabaseOperator, RestoreSpec, UpgradeTarget } from '#electron/ports/operator/databases'
import type { OperatorCall, Outcome } from '#electron/ports/operator/outcome'
import type { Clients } from '../clients'
import { omitAbsent } from '../omit-absent'
import { toEvent } from '../rds-records'
import type { Exchange } from '../send'
import { fromTags, toDatabaseState, toPendingActions, toSnapshotState, toTags } from './database-states'
import { operate } from './operate'
import { toSnapshotQuota } from './snapshot-quota'

export function createDatabaseOperator(clients: Clients, exchange: Exchange): DatabaseOperator {
  const rds = () => clients.rds()
  const on = <T extends object, V>(call: OperatorCall, operation: string, request: (signal: AbortSignal) => Promise<T>, read: (output: T) => V | undefined) => operate(exchange, call, 'rds', operation, request, read)
  return {
    database: (call, databaseId) =>
      on(call, 'DescribeDBInstances', (abortSignal) => rds().send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: databaseId }), { abortSignal }), ({ DBInstances: found }) => toDatabaseState(found?.[0])),
    snapshot: (call, snapshotId) =>
      on(call, 'DescribeDBSnapshots', (abortSignal) => rds().send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: snapshotId }), { abortSignal }), ({ DBSnapshots: found }) => toSnapshotState(found?.[0])),
    snapshotQuota: (call) =>
      on(call, 'DescribeAccountAttributes', (abortSignal) => rds().send(new DescribeAccountAttributesCommand({}), { abortSignal }), ({ AccountQuotas: quotas }) => toSnapshotQuota(quotas)),
    createSnapshot: (call, { databaseId, snapshotId, tags }) =>
      on(call, 'CreateDBSnapshot', (abortSignal) => rds().send(new CreateDBSnapshotCommand({ DBInstanceIdentifier: databaseId, DBSnapshotIdentifier: snapshotId, Tags: fromTags(tags) }), { abortSignal }), ({ DBSnapshot: made }) => toSnapshotState(made)),
    copySnapshot: (call, { sourceArn, sourceRegion, snapshotId, kmsKeyId, tags }) => {
      // The client signs a second request for the source's Region, which AWS sends by itself.
      const input = { SourceDBSnapshotIdentifier: sourceArn, TargetDBSnapshotIdentifier: snapshotId, Tags: fromTags(tags), ...omitAbsent({ KmsKeyId: kmsKeyId, SourceRegion: sourceRegion === exchange.region ? undefined : sourceRegion }) }
      return on(call, 'CopyDBSnapshot', (abortSignal) => rds().send(new CopyDBSnapshotCommand(input), { abortSignal }), ({ DBSnapshot: made }) => toSnapshotState(made))
    },
    modify: (call, databaseId, change) =>
      on(call, 'ModifyDBInstance', (abortSignal) => rds().send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: databaseId, ...changeInput(change) }), { abortSignal }), ({ DBInstance: changed }) => toDatabaseState(changed)),
    reboot: (call, databaseId, { forceFailover }) =>
      on(call, 'RebootDBInstance', (abortSignal) => rds().send(new RebootDBInstanceCommand({ DBInstanceIdentifier: databaseId, ForceFailover: forceFailover }), { abortSignal }), ({ DBInstance: rebooted }) => toDatabaseState(rebooted)),
    events: (call, databaseId, sinceMs) => allEvents(clients, exchange, call, databaseId, sinceMs),
    pendingMaintenance: (call, databaseArn) =>
      on(call, 'DescribePendingMaintenanceActions', (abortSignal) => rds().send(new DescribePendingMaintenanceActionsCommand({ ResourceIdentifier: databaseArn }), { abortSignal }), ({ PendingMaintenanceActions: found }) => toPendingActions(found?.[0])),
    applyPendingMaintenance: (call, databaseArn, action, when) =>
      on(
        call,
        'ApplyPendingMaintenanceAction',
        (abortSignal) => rds().send(new ApplyPendingMaintenanceActionCommand({ ResourceIdentifier: databaseArn, ApplyAction: action, OptInType: when }), { abortSignal }),
        ({ ResourcePendingMaintenanceActions: found }) => toPendingActions(found),
      ),
    upgradeTargets: (call, engine, version) =>
      on(call, 'DescribeDBEngineVersions', (abortSignal) => rds().send(new DescribeDBEngineVersionsCommand({ Engine: engine, EngineVersion: version }), { abortSignal }), ({ DBEngineVersions: found }) => toTargets(found, version)),
    restoreFromSnapshot: (call, snapshotId, spec) =>
      on(
        call,
        'RestoreDBInstanceFromDBSnapshot',
        (abortSignal) => rds().send(new RestoreDBInstanceFromDBSnapshotCommand({ DBSnapshotIdentifier: snapshotId, DBInstanceIdentifier: spec.databaseId, ...restoreInput(spec) }), { abortSignal }),
        ({ DBInstance: made }) => toDatabaseState(made),
      ),
    restoreToPointInTime: (call, { databaseId, atMs }, spec) => {
      const when = atMs === undefined ? { UseLatestRestorableTime: true } : { RestoreTime: new Date(atMs) }
      const input = { SourceDBInstanceIdentifier: databaseId, TargetDBInstanceIdentifier: spec.databaseId, ...when, ...restoreInput(spec) }
      return on(call, 'RestoreDBInstanceToPointInTime', (abortSignal) => rds().send(new RestoreDBInstanceToPointInTimeCommand(input), { abortSignal }), ({ DBInstance: made }) => toDatabaseState(made))
    },
    tags: (call, arn) => on(call, 'ListTagsForResource', (abortSignal) => rds().send(new ListTagsForResourceCommand({ ResourceName: arn }), { abortSignal }), ({ TagList: found }) => toTags(found)),
    addTags: (call, arn, tags) => on(call, 'AddTagsToResource', (abortSignal) => rds().send(new AddTagsToResourceCommand({ ResourceName: arn, Tags: fromTags(tags) }), { abortSignal }), () => null),
    removeTags: (call, arn, keys) => on(call, 'RemoveTagsFromResource', (abortSignal) => rds().send(new RemoveTagsFromResourceCommand({ ResourceName: arn, TagKeys: [...keys] }), { abortSignal }), () => null),
  }
}

async function allEvents(clients: Clients, exchange: Exchange, call: OperatorCall, databaseId: string, sinceMs: number): Promise<Outcome<readonly DatabaseEvent[]>> {
  const events: DatabaseEvent[] = []
  for (let marker: string | undefined; ; ) {
    const input = { SourceType: 'db-instance' as const, SourceIdentifier: databaseId, StartTime: new Date(sinceMs), ...(marker === undefined ? {} : { Marker: marker }) }
    const page = await operate(exchange, call, 'rds', 'DescribeEvents', (abortSignal) => clients.rds().send(new DescribeEventsCommand(input), { abortSignal }), (output) => (output.Events === undefined ? undefined : output))
    if (!page.ok) return err(page.error)
    const { Events: found = [], Marker: next } = page.value.value
    events.push(...found.flatMap(toEvent).map(({ atMs, message, categories }) => ({ atMs, message, categories })))
    // A marker that comes back would never end.
    if (next === undefined || next === '' || next === marker) return ok({ value: events, dateMs: page.value.dateMs })
    marker = next
  }
}

/** A version that AWS does not list has no targets; a list that is missing is no list. */
function toTargets(found: readonly DBEngineVersion[] | undefined, version: string): readonly UpgradeTarget[] | undefined {
  const own = found?.find(({ EngineVersion }) => EngineVersion === version)
  const targets = (own?.ValidUpgradeTarget ?? []).flatMap(({ EngineVersion, IsMajorVersionUpgrade }) => (EngineVersion === undefined ? [] : [{ version: EngineVersion, isMajor: IsMajorVersionUpgrade === true }]))
  return found === undefined ? undefined : targets
}

const changeInput = (change: DatabaseChange) => ({
  ApplyImmediately: change.now,
  ...omitAbsent({
    EngineVersion: change.engineVersion,
    AllowMajorVersionUpgrade: change.allowMajor,
    DBInstanceClass: change.instanceClass,
    AllocatedStorage: change.storageGib,
    MultiAZ: change.multiAz,
    DBParameterGroupName: change.parameterGroup,
    OptionGroupName: change.optionGroup,
    VpcSecurityGroupIds: list(change.securityGroups),
    CloudwatchLogsExportConfiguration: change.logExports === undefined ? undefined : { EnableLogTypes: [...change.logExports] },
    BackupRetentionPeriod: change.retentionDays,
    DeletionProtection: change.deletionProtection,
    CopyTagsToSnapshot: change.copyTagsToSnapshot,
    EnablePerformanceInsights: change.performanceInsights,
    EnableIAMDatabaseAuthentication: change.iamAuthentication,
    PubliclyAccessible: change.publiclyAccessible,
    PreferredBackupWindow: change.backupWindow,
    PreferredMaintenanceWindow: change.maintenanceWindow,
    Iops: change.iops,
    MaxAllocatedStorage: change.maxStorageGib,
    NewDBInstanceIdentifier: change.newId,
  }),
})

const restoreInput = (spec: RestoreSpec) =>
  omitAbsent({
    DBInstanceClass: spec.instanceClass,
    MultiAZ: spec.multiAz,
    DBSubnetGroupName: spec.subnetGroup,
    DBParameterGroupName: spec.parameterGroup,
    OptionGroupName: spec.optionGroup,
    VpcSecurityGroupIds: list(spec.securityGroups),
    EnableCloudwatchLogsExports: list(spec.logExports),
    BackupRetentionPeriod: spec.retentionDays,
    DeletionProtection: spec.deletionProtection,
    CopyTagsToSnapshot: spec.copyTagsToSnapshot,
    PubliclyAccessible: spec.publiclyAccessible,
    Tags: spec.tags === undefined ? undefined : fromTags(spec.tags),
  })

const list = (items: readonly string[] | undefined): string[] | undefined => (items === undefined ? undefined : [...items])
