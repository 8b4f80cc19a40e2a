import type { AccountQuota, DBInstance, DBInstanceAutomatedBackup, DBSnapshot, Event, PendingModifiedValues, ResourcePendingMaintenanceActions } from '@aws-sdk/client-rds'
import type { AutomatedBackupRecord, DatabaseEventRecord, DatabaseRecord, PendingMaintenanceRecord, SnapshotRecord } from '#shared/fleet/records'
import type { DatabaseQuota, KeptSnapshot } from '#electron/ports/aws-reader'
import { omitAbsent } from './omit-absent'
import { allTags, type TagNames } from './tags'

/** RDS's replies in the product's words. Each returns no record, or one (pending maintenance: several), for use with flatMap. */
interface PlaceOf {
  readonly account: string
  readonly region: string
}

export function toDatabase(place: PlaceOf, tags: TagNames, db: DBInstance, shared = new Map<string, string>()): DatabaseRecord[] {
  const id = db.DBInstanceIdentifier
  if (id === undefined) return []
  const arn = db.DBInstanceArn ?? `arn:aws:rds:${place.region}:${place.account}:db:${id}`
  return [
    {
      kind: 'database',
      key: arn,
      account: place.account,
      region: place.region,
      id,
      arn,
      engine: db.Engine ?? 'unknown',
      status: db.DBInstanceStatus ?? 'unknown',
      ...allTags(tags, db.TagList, shared),
      ...omitAbsent({
        resourceId: db.DbiResourceId,
        engineVersion: db.EngineVersion,
        multiAz: db.MultiAZ,
        az: db.AvailabilityZone,
        secondaryAz: db.SecondaryAvailabilityZone,
        retentionDays: db.BackupRetentionPeriod,
        latestRestorableAtMs: db.LatestRestorableTime?.getTime(),
        createdAtMs: db.InstanceCreateTime?.getTime(),
        storageEncrypted: db.StorageEncrypted,
        kmsKeyId: db.KmsKeyId,
        replicaOf: db.ReadReplicaSourceDBInstanceIdentifier || undefined,
        clusterId: db.DBClusterIdentifier || undefined,
        pendingChanges: pendingChanges(db.PendingModifiedValues),
        logExports: db.EnabledCloudwatchLogsExports,
      }),
    },
  ]
}

function pendingChanges(values: PendingModifiedValues | undefined): readonly string[] | undefined {
  if (values === undefined) return undefined
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name)
    .sort()
}

export function toSnapshot(snapshot: DBSnapshot): SnapshotRecord[] {
  const { DBSnapshotIdentifier: id, DBInstanceIdentifier: databaseId } = snapshot
  if (id === undefined || databaseId === undefined) return []
  return [
    {
      kind: 'db-snapshot',
      key: snapshot.DBSnapshotArn ?? id,
      id,
      databaseId,
      type: snapshot.SnapshotType ?? 'unknown',
      status: snapshot.Status ?? 'unknown',
      ...omitAbsent({ progressPercent: snapshot.PercentProgress, createdAtMs: snapshot.SnapshotCreateTime?.getTime(), encrypted: snapshot.Encrypted }),
    },
  ]
}

export function toKept(snapshot: DBSnapshot): KeptSnapshot[] {
  const { DBSnapshotIdentifier: id, DBInstanceIdentifier: databaseId } = snapshot
  if (id === undefined || databaseId === undefined) return []
  return [
    {
      key: snapshot.DBSnapshotArn ?? id,
      id,
      databaseId,
      type: snapshot.SnapshotType ?? 'unknown',
      status: snapshot.Status ?? 'unknown',
      ...omitAbsent({
        resourceId: snapshot.DbiResourceId,
        sourceArn: snapshot.SourceDBSnapshotIdentifier || undefined,
        progressPercent: snapshot.PercentProgress,
        createdAtMs: snapshot.SnapshotCreateTime?.getTime(),
        originalAtMs: snapshot.OriginalSnapshotCreateTime?.getTime(),
        encrypted: snapshot.Encrypted,
      }),
    },
  ]
}

export const toQuota = ({ AccountQuotaName: name, Used: used, Max: max }: AccountQuota): DatabaseQuota[] => (name === undefined || used === undefined || max === undefined ? [] : [{ name, used, max }])

/** Backups replicated here from another Region describe a database that lives there: left out. */
export function toBackup(region: string, backup: DBInstanceAutomatedBackup): AutomatedBackupRecord[] {
  const databaseId = backup.DBInstanceIdentifier
  const homeRegion = backup.DBInstanceArn?.split(':')[3]
  if (databaseId === undefined || (homeRegion !== undefined && homeRegion !== region)) return []
  return [
    {
      kind: 'automated-backup',
      key: backup.DBInstanceAutomatedBackupsArn ?? backup.DbiResourceId ?? databaseId,
      databaseId,
      ...omitAbsent({
        status: backup.Status,
        earliestRestorableAtMs: backup.RestoreWindow?.EarliestTime?.getTime(),
        latestRestorableAtMs: backup.RestoreWindow?.LatestTime?.getTime(),
        retentionDays: backup.BackupRetentionPeriod,
      }),
    },
  ]
}

const watchedSources = new Set<string | undefined>(['db-instance', 'db-cluster'])

export function toEvent(event: Event): DatabaseEventRecord[] {
  const { SourceIdentifier: databaseId, Message: message, Date: at } = event
  if (!watchedSources.has(event.SourceType) || databaseId === undefined || message === undefined || at === undefined) return []
  const atMs = at.getTime()
  return [{ kind: 'db-event', key: `${databaseId}|${atMs}|${message}`, databaseId, atMs, message, categories: event.EventCategories ?? [] }]
}

export function toPending(resource: ResourcePendingMaintenanceActions): PendingMaintenanceRecord[] {
  const arn = resource.ResourceIdentifier
  const databaseId = arn?.split(':').slice(6).join(':')
  if (databaseId === undefined || databaseId === '') return []
  return (resource.PendingMaintenanceActionDetails ?? []).flatMap((detail) => {
    if (detail.Action === undefined) return []
    return [
      {
        kind: 'pending-maintenance' as const,
        key: `${databaseId}|${detail.Action}`,
        databaseId,
        action: detail.Action,
        ...omitAbsent({
          description: detail.Description,
          autoAppliedAfterMs: detail.AutoAppliedAfterDate?.getTime(),
          forcedApplyMs: detail.ForcedApplyDate?.getTime(),
          currentApplyMs: detail.CurrentApplyDate?.getTime(),
          optInStatus: detail.OptInStatus,
        }),
      },
    ]
  })
}
