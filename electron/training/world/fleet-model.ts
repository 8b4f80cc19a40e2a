/**
 * What stands still in the simulated fleet: who is where, on what. Everything that changes is an effect (effects.ts) over this.
 *
 * 1. Identifiers are unique per account x Region, as in AWS; `key` (an ARN) is unique in the world.
 * 2. `tenantTag` `*` marks what every tenant of the account, Region and environment shares.
 */
export interface Tenant {
  readonly id: string
  readonly name: string
  readonly model: 'pooled' | 'silo'
  readonly account: string
  readonly region: string
  readonly engine: Engine
  readonly environments: readonly string[]
  readonly ownAppGroups: boolean
  readonly readReplica: boolean
  readonly multiAz: boolean
  readonly retentionDays: number
  /** Beside those that place: on its databases, and on app groups that are its own. */
  readonly tags: Tags
  /** Where its backup job copies the daily snapshots to; absent: nowhere. */
  readonly offsite?: CopyPlace
  /** Absent: long before the scenario starts. */
  readonly createdAtMs?: number
}

/** An account x Region that off-site copies go to. */
export interface CopyPlace {
  readonly account: string
  readonly region: string
}

export const engines = ['mysql', 'oracle-ee', 'postgres', 'mariadb'] as const
export type Engine = (typeof engines)[number]

export interface Account {
  readonly id: string
  readonly name: string
  readonly regions: readonly string[]
}

export interface Fleet {
  readonly seed: number
  readonly startAtMs: number
  readonly accounts: readonly Account[]
  readonly tenants: readonly Tenant[]
}

export interface Database {
  /** Beside `tenant` and `environment`. */
  readonly otherTags: Tags
  readonly key: string
  readonly id: string
  readonly resourceId: string
  readonly account: string
  readonly region: string
  readonly tenant: string
  readonly environment: string
  readonly engine: Engine
  readonly engineVersion: string
  readonly instanceClass: string
  readonly storageGib: number
  readonly az: string
  /** Absent: Single-AZ by design (a read replica, or a tenant that is promised no more). */
  readonly secondaryAz?: string
  readonly retentionDays: number
  readonly createdAtMs: number
  /** Where the five-minute saw-tooth of log shipping begins. */
  readonly logPhaseMs: number
  /** Start of the daily backup after midnight UTC, and how long it takes. */
  readonly backupAtMs: number
  readonly backupTakesMs: number
  readonly maintenanceWindow: string
  readonly logExports: readonly string[]
  readonly replicaOf?: string
  readonly replicas: readonly string[]
  readonly offsite?: CopyPlace
  /** When the imported material of its key ends; absent: AWS made the material. */
  readonly keyMaterialUntilMs?: number
  /** Restored and renamed ones keep the key of what they were made of. */
  readonly keyId?: string
  /** Where it was made with other settings than the fleet's own. */
  readonly madeWith?: Partial<DatabaseSettings>
  /** Restored ones: they are there to be used from then on. */
  readonly readyAtMs?: number
  readonly noise: number
}

/** What an operator may change of a database beside its zones and its retention. */
export interface DatabaseSettings {
  readonly engineVersion: string
  readonly instanceClass: string
  readonly storageGib: number
  readonly parameterGroup: string
  readonly optionGroup: string
  readonly securityGroups: readonly string[]
  readonly logExports: readonly string[]
  readonly deletionProtection: boolean
  readonly copyTagsToSnapshot: boolean
}

/** Tags of a thing in AWS, by key. */
export type Tags = Readonly<Record<string, string>>

export interface AppGroup {
  /** Beside `tenant` and `environment`. */
  readonly otherTags: Tags
  readonly key: string
  readonly id: string
  readonly account: string
  readonly region: string
  readonly tenantTag: string
  readonly environment: string
  readonly azs: readonly string[]
  readonly desired: number
  readonly min: number
  readonly max: number
  readonly instanceType: string
  readonly createdAtMs: number
  readonly targetGroupArn: string
  readonly targetGroupName: string
  readonly loadBalancerArn: string
  readonly port: number
  readonly noise: number
}

export type Comparison = 'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold' | 'LessThanOrEqualToThreshold'
export type MissingData = 'missing' | 'notBreaching' | 'breaching' | 'ignore'

interface AlarmBase {
  readonly key: string
  readonly name: string
  readonly description: string
  readonly account: string
  readonly region: string
  readonly tenantTag: string
  readonly environment: string
  readonly configuredAtMs: number
  /** When within a minute it is evaluated. */
  readonly phaseMs: number
  readonly actions: readonly string[]
}

export interface MetricAlarm extends AlarmBase {
  readonly type: 'metric'
  readonly metric: Metric
  readonly statistic: string
  readonly periodMs: number
  readonly evaluationPeriods: number
  readonly datapointsToAlarm: number
  readonly threshold: number
  readonly comparison: Comparison
  readonly missingData: MissingData
}

export interface CompositeAlarm extends AlarmBase {
  readonly type: 'composite'
  readonly children: readonly MetricAlarm[]
}

export type Alarm = MetricAlarm | CompositeAlarm

interface ServiceBase {
  readonly key: string
  /** As an operator would type it. */
  readonly id: string
  readonly account: string
  readonly region: string
  readonly tenant: string
  readonly environment?: string
}

/** A metric filter over a log group; `id` is `logGroup|name`. */
export interface LogFilter extends ServiceBase {
  readonly environment: string
  readonly logGroup: string
  readonly logGroupArn: string
  readonly name: string
  readonly pattern: string
  readonly namespace: string
  readonly metricName: string
  readonly createdAtMs: number
  readonly noise: number
  /** The database whose log it reads; absent: an application's. */
  readonly databaseId?: string
}

/** Lets a bank's own addresses through to one load balancer, and blocks all else. */
export interface WebAcl extends ServiceBase {
  readonly environment: string
  readonly arn: string
  readonly name: string
  readonly balancerArn: string
  readonly ipSet: { readonly arn: string; readonly name: string; readonly id: string; readonly addresses: readonly string[] }
}

export interface SftpServer extends ServiceBase {
  readonly users: number
  readonly hostKeyFingerprint: string
}

export interface Bucket extends ServiceBase {
  /** Object Lock for so long, in compliance mode; absent: none. */
  readonly lockDays?: number
  readonly expiresAfterDays?: number
}

/** What tenants of a place have beside databases, app servers and alarms. */
export interface TenantServices {
  readonly filters: readonly LogFilter[]
  readonly webAcls: readonly WebAcl[]
  readonly sftpServers: readonly SftpServer[]
  readonly buckets: readonly Bucket[]
}

export type ServiceThing = LogFilter | WebAcl | SftpServer | Bucket

/** One metric of one resource. */
export type Metric =
  | { readonly of: 'log'; readonly filter: LogFilter; readonly name: string }
  | { readonly of: 'database'; readonly database: Database; readonly name: DatabaseMetric }
  | { readonly of: 'group'; readonly group: AppGroup; readonly name: GroupMetric }

/** Key of what a metric belongs to. */
export const resourceKey = (metric: Metric): string => (metric.of === 'log' ? metric.filter.key : metric.of === 'database' ? metric.database.key : metric.group.key)

export const databaseMetrics = ['CPUUtilization', 'FreeStorageSpace', 'DatabaseConnections', 'WriteLatency', 'ReadLatency'] as const
export const groupMetrics = ['TargetResponseTime', 'HTTPCode_Target_5XX_Count', 'RequestCount', 'HealthyHostCount'] as const
/** What Auto Scaling sends of a group whose metrics are collected. */
export const scalingMetrics = ['GroupInServiceInstances', 'GroupDesiredCapacity'] as const
export type DatabaseMetric = (typeof databaseMetrics)[number] | 'ReplicaLag'
export type GroupMetric = (typeof groupMetrics)[number] | (typeof scalingMetrics)[number]

/** Everything of one account x Region; lists are in AWS's order (by name). */
export interface Place {
  readonly account: string
  readonly region: string
  readonly databases: readonly Database[]
  readonly groups: readonly AppGroup[]
  /** Composite alarms first, each kind by name. */
  readonly alarms: readonly Alarm[]
  readonly services: TenantServices
  readonly databaseById: ReadonlyMap<string, Database>
  readonly groupById: ReadonlyMap<string, AppGroup>
  readonly alarmByName: ReadonlyMap<string, Alarm>
  /** Alarms on a database or group, by its key; composites under each child's resource. */
  readonly alarmsOf: ReadonlyMap<string, readonly Alarm[]>
}
