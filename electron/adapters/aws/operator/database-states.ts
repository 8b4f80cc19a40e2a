import type { DBInstance, DBSnapshot, ResourcePendingMaintenanceActions, Tag } from '@aws-sdk/client-rds'
import type { DatabaseState, PendingAction, SnapshotState } from '#electron/ports/operator/databases'
import type { Tags } from '#electron/ports/operator/outcome'
import { omitAbsent } from '../omit-absent'

export const toTags = (tags: readonly Tag[] | undefined): Tags => Object.fromEntries((tags ?? []).flatMap(({ Key: key, Value: value }) => (key === undefined ? [] : [[key, value ?? '']])))

export const fromTags = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))

export function toDatabaseState(instance: DBInstance | undefined): DatabaseState | undefined {
  const { DBInstanceIdentifier: id, DBInstanceArn: arn } = instance ?? {}
  if (instance === undefined || id === undefined || arn === undefined) return undefined
  return {
    arn,
    id,
    status: instance.DBInstanceStatus ?? 'unknown',
    engine: instance.Engine ?? 'unknown',
    parameterGroups: (instance.DBParameterGroups ?? []).map((group) => ({ name: group.DBParameterGroupName ?? '', status: group.ParameterApplyStatus ?? 'unknown' })),
    optionGroups: (instance.OptionGroupMemberships ?? []).flatMap(({ OptionGroupName: name }) => name ?? []),
    securityGroups: (instance.VpcSecurityGroups ?? []).flatMap(({ VpcSecurityGroupId: name }) => name ?? []),
    logExports: instance.EnabledCloudwatchLogsExports ?? [],
    tags: toTags(instance.TagList),
    pending: pendingValues(instance),
    ...omitAbsent({
      resourceId: instance.DbiResourceId,
      engineVersion: instance.EngineVersion,
      instanceClass: instance.DBInstanceClass,
      storageGib: instance.AllocatedStorage,
      storageType: instance.StorageType,
      multiAz: instance.MultiAZ,
      az: instance.AvailabilityZone,
      secondaryAz: instance.SecondaryAvailabilityZone,
      subnetGroup: instance.DBSubnetGroup?.DBSubnetGroupName,
      retentionDays: instance.BackupRetentionPeriod,
      deletionProtection: instance.DeletionProtection,
      copyTagsToSnapshot: instance.CopyTagsToSnapshot,
      monitoringSeconds: instance.MonitoringInterval,
      performanceInsights: instance.PerformanceInsightsEnabled,
      iamAuthentication: instance.IAMDatabaseAuthenticationEnabled,
      publiclyAccessible: instance.PubliclyAccessible,
      backupWindow: instance.PreferredBackupWindow,
      maintenanceWindow: instance.PreferredMaintenanceWindow,
      iops: instance.Iops,
      maxStorageGib: instance.MaxAllocatedStorage,
      kmsKeyId: instance.KmsKeyId,
      endpoint: instance.Endpoint?.Address,
      createdAtMs: instance.InstanceCreateTime?.getTime(),
      latestRestorableAtMs: instance.LatestRestorableTime?.getTime(),
    }),
  }
}

/** Values of one text each; lists and structures only say that something waits. */
function pendingValues({ PendingModifiedValues: values }: DBInstance): Readonly<Record<string, string>> {
  const waiting = Object.entries(values ?? {}).filter(([name, value]) => value !== undefined && name !== 'MasterUserPassword')
  return Object.fromEntries(waiting.map(([name, value]) => [name, typeof value === 'object' ? 'waiting' : String(value)]))
}

export function toSnapshotState(snapshot: DBSnapshot | undefined): SnapshotState | undefined {
  const { DBSnapshotIdentifier: id, DBInstanceIdentifier: databaseId, DBSnapshotArn: arn } = snapshot ?? {}
  if (snapshot === undefined || id === undefined || databaseId === undefined) return undefined
  return {
    arn: arn ?? id,
    id,
    databaseId,
    status: snapshot.Status ?? 'unknown',
    tags: toTags(snapshot.TagList),
    ...omitAbsent({
      percent: snapshot.PercentProgress,
      createdAtMs: snapshot.SnapshotCreateTime?.getTime(),
      engineVersion: snapshot.EngineVersion,
      storageGib: snapshot.AllocatedStorage,
      kmsKeyId: snapshot.KmsKeyId,
      sourceArn: snapshot.SourceDBSnapshotIdentifier || undefined,
    }),
  }
}

export const toPendingActions = (resource: ResourcePendingMaintenanceActions | undefined): readonly PendingAction[] =>
  (resource?.PendingMaintenanceActionDetails ?? []).flatMap((detail) =>
    detail.Action === undefined
      ? []
      : [
          {
            action: detail.Action,
            ...omitAbsent({ optInStatus: detail.OptInStatus, autoAppliedAfterMs: detail.AutoAppliedAfterDate?.getTime(), forcedApplyMs: detail.ForcedApplyDate?.getTime(), currentApplyMs: detail.CurrentApplyDate?.getTime() }),
          },
        ],
  )
