import type { OperatorCall, Outcome, Tags } from './outcome'

/** What runs do to databases. Each write has its read: after a crash the read says what became of the write. */
export interface DatabaseOperator {
  database(call: OperatorCall, databaseId: string): Promise<Outcome<DatabaseState>>
  snapshot(call: OperatorCall, snapshotId: string): Promise<Outcome<SnapshotState>>
  /** Manual snapshots of this place, and how many there may be. */
  snapshotQuota(call: OperatorCall): Promise<Outcome<SnapshotQuota>>
  /** Needs `available`; not usable before its own status is `available`. */
  createSnapshot(call: OperatorCall, wanted: NewSnapshot): Promise<Outcome<SnapshotState>>
  /** Into the place of this operator. */
  copySnapshot(call: OperatorCall, wanted: NewCopy): Promise<Outcome<SnapshotState>>
  modify(call: OperatorCall, databaseId: string, change: DatabaseChange): Promise<Outcome<DatabaseState>>
  reboot(call: OperatorCall, databaseId: string, how: { readonly forceFailover: boolean }): Promise<Outcome<DatabaseState>>
  /** What AWS says that happened to a database since then, in no order; up to minutes late, some of it twice. */
  events(call: OperatorCall, databaseId: string, sinceMs: number): Promise<Outcome<readonly DatabaseEvent[]>>
  pendingMaintenance(call: OperatorCall, databaseArn: string): Promise<Outcome<readonly PendingAction[]>>
  applyPendingMaintenance(call: OperatorCall, databaseArn: string, action: string, when: 'immediate' | 'next-maintenance' | 'undo-opt-in'): Promise<Outcome<readonly PendingAction[]>>
  /** Versions that a version may become, as AWS lists them. */
  upgradeTargets(call: OperatorCall, engine: string, version: string): Promise<Outcome<readonly UpgradeTarget[]>>
  restoreFromSnapshot(call: OperatorCall, snapshotId: string, spec: RestoreSpec): Promise<Outcome<DatabaseState>>
  /** `atMs`: AWS time; absent: the latest that can be restored. */
  restoreToPointInTime(call: OperatorCall, source: { readonly databaseId: string; readonly atMs?: number }, spec: RestoreSpec): Promise<Outcome<DatabaseState>>
  tags(call: OperatorCall, arn: string): Promise<Outcome<Tags>>
  addTags(call: OperatorCall, arn: string, tags: Tags): Promise<Outcome<null>>
  removeTags(call: OperatorCall, arn: string, keys: readonly string[]): Promise<Outcome<null>>
}

/** Everything of an instance that a restore has to bring back, and how it is now. Absent: AWS did not return it. */
export interface DatabaseState {
  readonly arn: string
  readonly id: string
  readonly resourceId?: string
  readonly status: string
  readonly engine: string
  readonly engineVersion?: string
  readonly instanceClass?: string
  readonly storageGib?: number
  readonly storageType?: string
  readonly multiAz?: boolean
  readonly az?: string
  readonly secondaryAz?: string
  readonly subnetGroup?: string
  readonly parameterGroups: readonly ParameterGroup[]
  readonly optionGroups: readonly string[]
  readonly securityGroups: readonly string[]
  readonly logExports: readonly string[]
  readonly retentionDays?: number
  readonly deletionProtection?: boolean
  readonly copyTagsToSnapshot?: boolean
  /** Enhanced monitoring; 0: off. */
  readonly monitoringSeconds?: number
  readonly performanceInsights?: boolean
  readonly iamAuthentication?: boolean
  readonly publiclyAccessible?: boolean
  /** `03:00-03:30`, UTC. */
  readonly backupWindow?: string
  /** `sun:04:00-sun:04:30`, UTC. */
  readonly maintenanceWindow?: string
  readonly iops?: number
  /** How far storage may grow by itself. */
  readonly maxStorageGib?: number
  readonly kmsKeyId?: string
  readonly endpoint?: string
  readonly createdAtMs?: number
  readonly latestRestorableAtMs?: number
  readonly tags: Tags
  /** Values that wait to be applied, by AWS's name for them. */
  readonly pending: Readonly<Record<string, string>>
}

export interface ParameterGroup {
  readonly name: string
  /** `in-sync`, `pending-reboot`, `applying` */
  readonly status: string
}

export interface SnapshotState {
  readonly arn: string
  readonly id: string
  readonly databaseId: string
  readonly status: string
  /** 0 to 100; a copy that waits in its queue has 0 or none. */
  readonly percent?: number
  readonly createdAtMs?: number
  readonly engineVersion?: string
  readonly storageGib?: number
  readonly kmsKeyId?: string
  /** Copies only. */
  readonly sourceArn?: string
  readonly tags: Tags
}

export interface SnapshotQuota {
  readonly used: number
  readonly most: number
}

export interface NewSnapshot {
  readonly databaseId: string
  /** `wf-<run>-<database>` */
  readonly snapshotId: string
  readonly tags: Tags
}

export interface NewCopy {
  readonly sourceArn: string
  readonly sourceRegion: string
  readonly snapshotId: string
  /** A key of this Region: AWS wants one for an encrypted snapshot of another. */
  readonly kmsKeyId?: string
  readonly tags: Tags
}

export interface DatabaseChange {
  readonly engineVersion?: string
  readonly allowMajor?: boolean
  readonly instanceClass?: string
  readonly storageGib?: number
  readonly multiAz?: boolean
  readonly parameterGroup?: string
  readonly optionGroup?: string
  readonly securityGroups?: readonly string[]
  readonly logExports?: readonly string[]
  /** 1 to 35; from or to 0 is an outage, and not for here. */
  readonly retentionDays?: number
  readonly deletionProtection?: boolean
  readonly copyTagsToSnapshot?: boolean
  readonly performanceInsights?: boolean
  readonly iamAuthentication?: boolean
  readonly publiclyAccessible?: boolean
  readonly backupWindow?: string
  readonly maintenanceWindow?: string
  readonly iops?: number
  readonly maxStorageGib?: number
  readonly newId?: string
  /** False: in AWS's own window. */
  readonly now: boolean
}

/** A new instance. What is left out is AWS's default: Single-AZ, default groups, one day of backups. */
export interface RestoreSpec {
  readonly databaseId: string
  readonly instanceClass?: string
  readonly multiAz?: boolean
  readonly subnetGroup?: string
  readonly parameterGroup?: string
  readonly optionGroup?: string
  readonly securityGroups?: readonly string[]
  readonly logExports?: readonly string[]
  readonly retentionDays?: number
  readonly deletionProtection?: boolean
  readonly copyTagsToSnapshot?: boolean
  readonly publiclyAccessible?: boolean
  readonly tags?: Tags
}

export interface DatabaseEvent {
  readonly atMs: number
  readonly message: string
  readonly categories: readonly string[]
}

export interface PendingAction {
  readonly action: string
  readonly optInStatus?: string
  readonly autoAppliedAfterMs?: number
  readonly forcedApplyMs?: number
  readonly currentApplyMs?: number
}

export interface UpgradeTarget {
  readonly version: string
  readonly isMajor: boolean
}
