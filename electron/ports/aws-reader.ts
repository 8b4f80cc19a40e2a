import type { AlarmHistory } from '#shared/alarms/alarm-history'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { BucketRecord, IpSet, LogFilterRecord, SftpServerRecord, TaggedResourceRecord, WebAclRecord } from '#shared/fleet/service-records'
import type {
  AlarmRecord,
  AppGroupRecord,
  AutomatedBackupRecord,
  DatabaseEventRecord,
  DatabaseRecord,
  GroupActivitiesRecord,
  GroupRefreshRecord,
  KmsKeyRecord,
  PendingMaintenanceRecord,
  SnapshotRecord,
  TargetHealthRecord,
} from '#shared/fleet/records'

/**
 * Reads one account x Region. One method a call the product makes; paging is inside, one `onRequest` before every HTTP request.
 *
 * 1. No method throws: SDK errors are translated in one place (adapters/aws/errors.ts) to `AppError`.
 * 2. No retries inside: the poller owns limiter, retry and breaker.
 * 3. `dateMs` is the last reply's Date header (AWS time).
 */
export interface AwsReader {
  readonly account: string
  readonly region: string
  databases(call: Call, ids?: readonly string[]): Promise<Reply<DatabaseRecord>>
  snapshots(call: Call): Promise<Reply<SnapshotRecord>>
  /** Snapshots here that somebody or AWS Backup copied or made by hand, with where they came from. */
  keptSnapshots(call: Call): Promise<Reply<KeptSnapshot>>
  /** What the account uses of its RDS quotas here. */
  databaseQuotas(call: Call): Promise<Reply<DatabaseQuota>>
  /** A key by id or ARN; `readAtMs` is the reply's time. */
  key(call: Call, keyId: string): Promise<Reply<KmsKeyRecord>>
  automatedBackups(call: Call): Promise<Reply<AutomatedBackupRecord>>
  /** Events since `sinceMs` (AWS time; 14 days at most), instances and clusters; of these categories, or of all. */
  databaseEvents(call: Call, sinceMs: number, categories?: readonly string[]): Promise<Reply<DatabaseEventRecord>>
  pendingMaintenance(call: Call): Promise<Reply<PendingMaintenanceRecord>>
  /** Metric and composite alarms; by state, or by name (in chunks), or all. */
  alarms(call: Call, filter?: AlarmFilter): Promise<Reply<AlarmRecord>>
  /** Tags of one alarm; only for alarms that neither dimensions nor children place. */
  alarmTags(call: Call, arn: string): Promise<Result<TagReply, AppError>>
  /** The newest state changes of one alarm, by its name: one request. */
  alarmHistory(call: Call, name: string): Promise<Result<AlarmHistory, AppError>>
  /** Every SNS topic of the place. */
  topics(call: Call): Promise<Reply<Topic>>
  appGroups(call: Call): Promise<Reply<AppGroupRecord>>
  targetHealth(call: Call, targetGroupArn: string): Promise<Reply<TargetHealthRecord>>
  /** What Auto Scaling did to a group lately, newest first: one page, one record. */
  scalingActivities(call: Call, group: string): Promise<Reply<GroupActivitiesRecord>>
  /** The last refresh of a group, if it ever had one: one record. */
  instanceRefresh(call: Call, group: string): Promise<Reply<GroupRefreshRecord>>
  /** Which load balancers send requests to these target groups; those that are gone are left out. */
  loadBalancers(call: Call, targetGroupArns: readonly string[]): Promise<Reply<TargetGroupBalancers>>
  /** Series of metrics over a window of AWS time, in chunks of 500; AWS charges for each metric. In the order of `queries`. */
  metrics(call: Call, queries: readonly MetricQuery[], window: MetricWindow): Promise<Reply<MetricSeries>>
  /** What bears the tenant tag here beside databases, app groups and alarms: a hundred a request. */
  taggedResources(call: Call): Promise<Reply<TaggedResourceRecord>>
  /** Every metric filter of the place: fifty a request. */
  logFilters(call: Call): Promise<Reply<LogFilterRecord>>
  /** The web ACL in front of a load balancer, its IP sets unread. One request. */
  webAcl(call: Call, loadBalancerArn: string): Promise<Reply<WebAclRecord>>
  /** One request. */
  ipSet(call: Call, arn: string): Promise<Reply<IpSet>>
  /** A server by id. One request. */
  sftpServer(call: Call, arn: string): Promise<Reply<SftpServerRecord>>
  /** A bucket of this Region by its ARN: four requests; a setting that may not be read is named in the record, all refused is an error. */
  bucket(call: Call, arn: string): Promise<Reply<BucketRecord>>
  /** Who these credentials are: `arn` and account. */
  identity(call: Call): Promise<Result<Identity & { readonly dateMs: number }, AppError>>
  close(): void
}

export interface Call {
  readonly signal: AbortSignal
  /**
   * Awaited before every HTTP request, once there are keys to sign it with: the limiter's turn. `operation` as AWS names it, e.g.
   * `DescribeDBInstances`; `metrics`: how many it asks for, of the one that is charged by them.
   */
  onRequest(operation: string, metrics?: number): Promise<void>
  /**
   * Asked after a failed HTTP request (`attempt` counts from 1): send the same request again, or give up. One page that fails must
   * not cost the pages before it. Absent: give up.
   */
  onFailure?(operation: string, error: AppError, attempt: number): Promise<'again' | 'giveUp'>
}

export type AlarmFilter = { readonly state: 'ALARM' | 'INSUFFICIENT_DATA' } | { readonly names: readonly string[] }

export type Reply<R> = Result<{ readonly records: readonly R[]; readonly dateMs: number }, AppError>

/** A manual snapshot, or one of AWS Backup's. */
export interface KeptSnapshot {
  readonly key: string
  readonly id: string
  readonly databaseId: string
  readonly resourceId?: string
  /** The snapshot that it is a copy of; absent: it was made here. */
  readonly sourceArn?: string
  readonly type: string
  readonly status: string
  readonly progressPercent?: number
  readonly createdAtMs?: number
  /** When the first snapshot of a chain of copies was taken. */
  readonly originalAtMs?: number
  readonly encrypted?: boolean
}

export interface TargetGroupBalancers {
  readonly targetGroupArn: string
  readonly loadBalancerArns: readonly string[]
}

export interface MetricQuery {
  readonly namespace: string
  readonly metric: string
  readonly dimensions: Readonly<Record<string, string>>
  /** As CloudWatch names it: `Average`, `Sum`, `p99` ... */
  readonly statistic: string
  /** A multiple of 60. */
  readonly periodSeconds: number
}

/** `endMs` is exclusive. AWS time. */
export interface MetricWindow {
  readonly startMs: number
  readonly endMs: number
}

/** Oldest first; a period without data has no point. */
export interface MetricSeries {
  readonly points: readonly { readonly atMs: number; readonly value: number }[]
  /** CloudWatch did not answer this one in full: its own word for it, e.g. `Forbidden`. */
  readonly incomplete?: string
}

export interface DatabaseQuota {
  readonly name: string
  readonly used: number
  readonly max: number
}

/** An SNS topic: what alarms tell. */
export interface Topic {
  readonly arn: string
}

export interface TagReply {
  readonly tenantTag?: string
  readonly environmentTag?: string
  readonly dateMs: number
}

export interface Identity {
  readonly account: string
  readonly arn: string
  /** `aws:userid` in policies: `AROA...:ana` for a role's session, `AIDA...` for a user of IAM. */
  readonly userId?: string
}

export type AwsReaders = (account: string, region: string) => AwsReader
