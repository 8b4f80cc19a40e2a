import type { ServiceRecord } from './service-records'
import type { FullyTagged, Tagged } from './tagged'

/**
 * What polls bring home, in the product's own words.
 *
 * 1. Records are plain data (structured-clone safe), keyed by `key`, unique within their feed.
 * 2. An optional field that is absent means: the server did not return it. Checks answer `unknown`, never a guess.
 * 3. `tenantTag` `*` means shared by every tenant with resources in that account, Region and environment.
 * 4. Times are AWS's own, epoch milliseconds.
 */
export type { Tagged } from './tagged'

export interface DatabaseRecord extends FullyTagged {
  readonly kind: 'database'
  readonly key: string
  readonly account: string
  readonly region: string
  readonly id: string
  readonly arn: string
  readonly resourceId?: string
  readonly engine: string
  readonly engineVersion?: string
  readonly status: string
  readonly multiAz?: boolean
  readonly az?: string
  readonly secondaryAz?: string
  readonly retentionDays?: number
  readonly latestRestorableAtMs?: number
  readonly createdAtMs?: number
  readonly storageEncrypted?: boolean
  readonly kmsKeyId?: string
  readonly replicaOf?: string
  readonly clusterId?: string
  /** Names of the settings that wait to be applied (`PendingModifiedValues`). */
  readonly pendingChanges?: readonly string[]
  /** Logs that it hands to CloudWatch Logs, e.g. `audit`: each into `/aws/rds/instance/<id>/<log>`. */
  readonly logExports?: readonly string[]
}

export interface AutomatedBackupRecord {
  readonly kind: 'automated-backup'
  readonly key: string
  readonly databaseId: string
  readonly status?: string
  readonly earliestRestorableAtMs?: number
  readonly latestRestorableAtMs?: number
  readonly retentionDays?: number
}

export interface SnapshotRecord {
  readonly kind: 'db-snapshot'
  readonly key: string
  readonly id: string
  readonly databaseId: string
  /** `automated`, `manual`, `awsbackup` ... as AWS says it. */
  readonly type: string
  readonly status: string
  readonly progressPercent?: number
  readonly createdAtMs?: number
  readonly encrypted?: boolean
}

export interface DatabaseEventRecord {
  readonly kind: 'db-event'
  /** `databaseId|atMs|message`: AWS gives events no id and returns repeats. */
  readonly key: string
  readonly databaseId: string
  readonly atMs: number
  readonly message: string
  readonly categories: readonly string[]
}

export interface PendingMaintenanceRecord {
  readonly kind: 'pending-maintenance'
  /** `databaseId|action`. */
  readonly key: string
  readonly databaseId: string
  readonly action: string
  readonly description?: string
  readonly autoAppliedAfterMs?: number
  readonly forcedApplyMs?: number
  readonly currentApplyMs?: number
  readonly optInStatus?: string
}

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'

export interface AlarmRecord extends Tagged {
  readonly kind: 'alarm'
  readonly key: string
  readonly account: string
  readonly region: string
  readonly arn: string
  readonly name: string
  readonly type: 'metric' | 'composite'
  readonly state: AlarmState
  readonly stateReason?: string
  readonly stateUpdatedAtMs?: number
  readonly actionsEnabled?: boolean
  readonly alarmActions: readonly string[]
  /** Of its actions: topics of its own account and Region that do not exist; absent: none, as far as was asked. */
  readonly missingTopics?: readonly string[]
  /** The role may not list topics: whether they exist is not known. */
  readonly topicsRefused?: true
  readonly namespace?: string
  readonly metric?: string
  /** The metric's dimensions, e.g. `{DBInstanceIdentifier: 'acme-frontend'}`. */
  readonly dimensions: Readonly<Record<string, string>>
  readonly periodSeconds?: number
  readonly treatMissingData?: string
  /** Composite alarms: the rule as AWS returns it. */
  readonly rule?: string
  readonly suppressedBy?: string
}

export interface AppInstance {
  readonly id: string
  readonly az: string
  readonly lifecycle: string
  readonly health: string
  /** Of its launch template, or its launch configuration's name. */
  readonly version?: string
}

export interface AppGroupRecord extends FullyTagged {
  readonly kind: 'app-group'
  readonly key: string
  readonly account: string
  readonly region: string
  /** The group's name; unique in account and Region. */
  readonly id: string
  readonly arn?: string
  readonly desired: number
  readonly min: number
  readonly max: number
  readonly azs: readonly string[]
  readonly instances: readonly AppInstance[]
  readonly targetGroupArns: readonly string[]
  readonly suspendedProcesses: readonly string[]
}

/** Something that Auto Scaling did to a group, or failed to do. */
export interface ScalingActivity {
  readonly id: string
  readonly atMs: number
  /** Absent while it goes on. */
  readonly endedAtMs?: number
  /** `InProgress`, `Successful`, `Failed`, `Cancelled` ... as AWS says it. */
  readonly status: string
  readonly description: string
  readonly cause: string
  /** Why it failed. */
  readonly message?: string
}

/** What Auto Scaling did to a group lately. Asked for few groups at a time. */
export interface GroupActivitiesRecord {
  readonly kind: 'group-activities'
  /** The group's name. */
  readonly key: string
  /** AWS time of the reading. */
  readonly readAtMs: number
  /** Newest first; a page of them. */
  readonly activities: readonly ScalingActivity[]
}

/** A rolling replacement of a group's instances. */
export interface InstanceRefresh {
  readonly id: string
  /** `Pending`, `InProgress`, `Baking`, `Successful`, `Failed`, `Cancelling`, `Cancelled`, `RollbackInProgress`, `RollbackFailed` or `RollbackSuccessful`. */
  readonly status: string
  readonly reason?: string
  readonly startedAtMs?: number
  readonly endedAtMs?: number
  readonly percent?: number
  /** Instances that are still to be replaced. */
  readonly left?: number
  readonly minHealthyPercent?: number
  /** Of the launch template that the instances are to have. */
  readonly version?: string
}

/** The last refresh of a group. Asked for few groups at a time. */
export interface GroupRefreshRecord {
  readonly kind: 'group-refresh'
  /** The group's name. */
  readonly key: string
  /** AWS time of the reading. */
  readonly readAtMs: number
  /** Absent: it was not refreshed in the last six weeks. */
  readonly latest?: InstanceRefresh
  /** Under way, and at the same percentage since then. AWS time. */
  readonly samePercentSinceMs?: number
}

/** One minute of a target group at its load balancer. A figure that is absent was not sent: no request, or no error. */
export interface AppMinute {
  readonly atMs: number
  /** 99 of 100 requests were answered within this. */
  readonly latencySeconds?: number
  readonly requests?: number
  /** Answers of 500 and above, by the app servers. */
  readonly errors?: number
}

/** What clients get from a target group, by the load balancer's metrics. AWS charges for them: read of few at a time. */
export interface AppLoadRecord {
  readonly kind: 'app-load'
  /** The target group's ARN. */
  readonly key: string
  /** AWS time of the reading. */
  readonly readAtMs: number
  /** Oldest first, whole minutes. */
  readonly minutes: readonly AppMinute[]
}

export interface Target {
  readonly id: string
  readonly az?: string
  readonly state: string
  readonly reason?: string
  readonly description?: string
}

export interface TargetHealthRecord {
  readonly kind: 'target-health'
  /** The target group's ARN. */
  readonly key: string
  readonly targetGroupArn: string
  readonly targetGroupName: string
  readonly targets: readonly Target[]
  /** Target health costs a request a group and is rationed: this one was not read lately. The app group's own health stands alone. */
  readonly waitsForTurn?: true
}

/** A copy of a daily snapshot in another Region or account, under the database it was taken of. */
export interface SnapshotCopyRecord {
  readonly kind: 'snapshot-copy'
  readonly key: string
  readonly id: string
  readonly databaseId: string
  /** Where the copy is. */
  readonly account: string
  readonly region: string
  readonly status: string
  readonly progressPercent?: number
  /** When the snapshot itself was taken: as old is the data. Absent while the copy is under way. */
  readonly snapshotAtMs?: number
  /** Under way, and at the same percentage since then. AWS time. */
  readonly sameProgressSinceMs?: number
  readonly encrypted?: boolean
}

/** An account x Region that copies go to, as a whole. */
export interface CopyPlaceRecord {
  readonly kind: 'copy-place'
  /** `account/region`. */
  readonly key: string
  readonly account: string
  readonly region: string
  readonly inFlight: number
  /** Manual snapshots and how many the account may have there; absent: not told. */
  readonly manualSnapshots?: number
  readonly manualSnapshotQuota?: number
}

export interface KmsKeyRecord {
  readonly kind: 'kms-key'
  /** As the database names it: the key's ARN. */
  readonly key: string
  /** `Enabled`, `Disabled`, `PendingDeletion`, `PendingImport`, `Unavailable` ... as AWS says it. */
  readonly state?: string
  readonly manager?: 'AWS' | 'CUSTOMER'
  readonly origin?: string
  readonly deletionAtMs?: number
  /** End of imported material. */
  readonly validToMs?: number
  /** It could not be described: its owner's policy does not let us, or it is not there. */
  readonly refused?: 'denied' | 'notFound'
  /** AWS time of the reading. */
  readonly readAtMs: number
}

export type FleetRecord =
  | ServiceRecord
  | DatabaseRecord
  | AutomatedBackupRecord
  | SnapshotRecord
  | DatabaseEventRecord
  | PendingMaintenanceRecord
  | AlarmRecord
  | AppGroupRecord
  | TargetHealthRecord
  | GroupActivitiesRecord
  | GroupRefreshRecord
  | AppLoadRecord
  | SnapshotCopyRecord
  | CopyPlaceRecord
  | KmsKeyRecord

export type RecordKind = FleetRecord['kind']
