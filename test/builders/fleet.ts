import { feedIds, type FeedId } from '#shared/fleet/feeds'
import { defaultContract, trainingConfig } from '#shared/fleet/fleet-defaults'
import type { FleetConfig, TenantConfig } from '#shared/fleet/fleet-config'
import type { Observation, Outcome } from '#shared/fleet/observation'
import { feeds } from '#shared/fleet/feeds'
import type { AlarmRecord, AppGroupRecord, AppInstance, AppLoadRecord, AppMinute, AutomatedBackupRecord, DatabaseEventRecord, DatabaseRecord, FleetRecord, GroupActivitiesRecord, GroupRefreshRecord, InstanceRefresh, KmsKeyRecord, PendingMaintenanceRecord, ScalingActivity, SnapshotCopyRecord, SnapshotRecord, TargetHealthRecord } from '#shared/fleet/records'
import { eventMessage, databaseEvents, type DatabaseEventMeaning } from '#shared/fleet/database-events'
import { appError, type AppErrorKind } from '#shared/kernel/app-error'
import { dayMs, minuteMs } from '#shared/kernel/time'

/** A quiet Monday: 2026-03-02T06:00:00Z. Records below are those of a healthy tenant at this moment. */
export const monday = Date.UTC(2026, 2, 2, 6)
export const account = '111122223333'
export const region = 'eu-west-1'

export const keyArn = `arn:aws:kms:${region}:${account}:key/0123`

export const aKey = (over: Partial<KmsKeyRecord> = {}): KmsKeyRecord => ({ kind: 'kms-key', key: keyArn, state: 'Enabled', manager: 'CUSTOMER', origin: 'AWS_KMS', readAtMs: monday, ...over })

export const aCopy = (over: Partial<SnapshotCopyRecord> = {}): SnapshotCopyRecord => ({
  kind: 'snapshot-copy',
  key: 'copy-1',
  id: 'acme-bank-frontend-offsite',
  databaseId: 'acme-bank-frontend',
  account,
  region: 'eu-west-3',
  status: 'available',
  progressPercent: 100,
  snapshotAtMs: monday - 9 * 60 * minuteMs,
  ...over,
})

export function aDatabase(over: Partial<DatabaseRecord> = {}): DatabaseRecord {
  const id = over.id ?? 'acme-bank-frontend'
  const arn = `arn:aws:rds:${over.region ?? region}:${over.account ?? account}:db:${id}`
  return {
    kind: 'database',
    key: arn,
    account,
    region,
    id,
    arn,
    engine: 'mysql',
    status: 'available',
    multiAz: true,
    az: 'eu-west-1a',
    secondaryAz: 'eu-west-1b',
    retentionDays: 30,
    latestRestorableAtMs: monday - 3 * minuteMs,
    createdAtMs: monday - 400 * dayMs,
    storageEncrypted: true,
    kmsKeyId: keyArn,
    tenantTag: 'acme-bank',
    environmentTag: 'frontend',
    ...over,
  }
}

export const aBackup = (over: Partial<AutomatedBackupRecord> = {}): AutomatedBackupRecord => ({
  kind: 'automated-backup',
  key: `backup-${over.databaseId ?? 'acme-bank-frontend'}`,
  databaseId: 'acme-bank-frontend',
  status: 'active',
  earliestRestorableAtMs: monday - 30.5 * dayMs,
  latestRestorableAtMs: monday - 3 * minuteMs,
  retentionDays: 30,
  ...over,
})

export function aSnapshot(over: Partial<SnapshotRecord> = {}): SnapshotRecord {
  const databaseId = over.databaseId ?? 'acme-bank-frontend'
  const createdAtMs = over.createdAtMs ?? monday - 3 * 60 * minuteMs
  const id = over.id ?? `rds:${databaseId}-${new Date(createdAtMs).toISOString().slice(0, 16)}`
  return { kind: 'db-snapshot', key: id, id, databaseId, type: 'automated', status: 'available', progressPercent: 100, createdAtMs, ...over }
}

/** One automated snapshot a day, the newest three hours before `nowMs`. */
export const dailySnapshots = (days: number, over: Partial<SnapshotRecord> = {}, nowMs = monday): readonly SnapshotRecord[] =>
  Array.from({ length: days }, (_, i) => aSnapshot({ createdAtMs: nowMs - 3 * 60 * minuteMs - i * dayMs, ...over }))

export function anEvent(meaning: DatabaseEventMeaning, atMs: number, databaseId = 'acme-bank-frontend'): DatabaseEventRecord {
  const message = eventMessage(meaning, databaseId)
  return { kind: 'db-event', key: `${databaseId}|${atMs}|${message}`, databaseId, atMs, message, categories: [databaseEvents[meaning].category] }
}

export const aPending = (over: Partial<PendingMaintenanceRecord> = {}): PendingMaintenanceRecord => ({
  kind: 'pending-maintenance',
  key: `${over.databaseId ?? 'acme-bank-frontend'}|${over.action ?? 'system-update'}`,
  databaseId: 'acme-bank-frontend',
  action: 'system-update',
  ...over,
})

export function anAlarm(name: string, over: Partial<AlarmRecord> = {}): AlarmRecord {
  const arn = `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`
  return {
    kind: 'alarm',
    key: arn,
    account,
    region,
    arn,
    name,
    type: 'metric',
    state: 'OK',
    stateUpdatedAtMs: monday - dayMs,
    actionsEnabled: true,
    alarmActions: [`arn:aws:sns:${region}:${account}:desk`],
    dimensions: { DBInstanceIdentifier: 'acme-bank-frontend' },
    ...over,
  }
}

export const instances = (count: number, azs: readonly string[] = ['eu-west-1a', 'eu-west-1b']): readonly AppInstance[] =>
  Array.from({ length: count }, (_, i) => ({ id: `i-${i}`, az: azs[i % azs.length]!, lifecycle: 'InService', health: 'Healthy' }))

export const targetArn = (name: string): string => `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/${name}/0123456789abcdef`

export function anAppGroup(over: Partial<AppGroupRecord> = {}): AppGroupRecord {
  const id = over.id ?? 'frontend-app'
  return {
    kind: 'app-group',
    key: `arn:aws:autoscaling:${region}:${account}:autoScalingGroup:x:autoScalingGroupName/${id}`,
    account,
    region,
    id,
    desired: 4,
    min: 2,
    max: 8,
    azs: ['eu-west-1a', 'eu-west-1b'],
    instances: instances(4),
    targetGroupArns: [targetArn(id)],
    suspendedProcesses: [],
    tenantTag: '*',
    environmentTag: 'frontend',
    ...over,
  }
}

export const aTargetHealth = (name = 'frontend-app', states: readonly string[] = ['healthy', 'healthy', 'healthy', 'healthy']): TargetHealthRecord => ({
  kind: 'target-health',
  key: targetArn(name),
  targetGroupArn: targetArn(name),
  targetGroupName: name,
  targets: states.map((state, i) => ({ id: `i-${i}`, az: i % 2 === 0 ? 'eu-west-1a' : 'eu-west-1b', state })),
})

export const anActivity = (minutesAgo: number, over: Partial<ScalingActivity> = {}): ScalingActivity => ({
  id: `activity-${minutesAgo}-${over.description ?? ''}`,
  atMs: monday - minutesAgo * minuteMs,
  status: 'Successful',
  description: 'Launching a new EC2 instance: i-9',
  cause: 'At 2026-03-02T06:00:00Z an instance was launched in response to an unhealthy instance needing to be replaced.',
  ...(over.status === 'InProgress' ? {} : { endedAtMs: monday - minutesAgo * minuteMs + minuteMs }),
  ...over,
})

export const activitiesOf = (activities: readonly ScalingActivity[], { group = 'frontend-app', readAtMs = monday } = {}): GroupActivitiesRecord => ({ kind: 'group-activities', key: group, readAtMs, activities })

export const aRefresh = (latest: Partial<InstanceRefresh> = {}, over: Partial<GroupRefreshRecord> = {}): GroupRefreshRecord => ({
  kind: 'group-refresh',
  key: 'frontend-app',
  readAtMs: monday,
  latest: { id: 'refresh-1', status: 'InProgress', startedAtMs: monday - 4 * minuteMs, percent: 25, left: 3, minHealthyPercent: 90, version: '8', ...latest },
  ...over,
})

/** The last half hour of a target group, minute by minute, the newest last. */
export const aLoad = (minute: (minutesAgo: number) => Partial<AppMinute>, name = 'frontend-app'): AppLoadRecord => ({
  kind: 'app-load',
  key: targetArn(name),
  readAtMs: monday,
  minutes: Array.from({ length: 30 }, (_, at) => ({ atMs: monday - (30 - at) * minuteMs, ...minute(30 - at) })),
})

export const aTenant = (id: string, over: Partial<TenantConfig> = {}): TenantConfig => ({ id, name: `Name of ${id}`, contacts: [], contract: defaultContract, probes: [], hosts: [], ...over })

export const aConfig = (over: Partial<FleetConfig> = {}): FleetConfig => ({ ...trainingConfig([{ id: account, name: 'pooled', regions: [region] }]), ...over })

export interface At {
  readonly account?: string
  readonly region?: string
  readonly atMs?: number
}

export function observed(feed: FeedId, outcome: Outcome, at: At = {}): Observation {
  return { scope: { account: at.account ?? account, region: at.region ?? region, service: feeds[feed].service }, feed, observedAtMs: at.atMs ?? monday, requests: 1, outcome }
}
export const complete = (feed: FeedId, records: readonly FleetRecord[], at?: At): Observation => observed(feed, { kind: 'complete', records }, at)
export const changes = (feed: FeedId, upserted: readonly FleetRecord[], removed: readonly string[] = [], at?: At): Observation => observed(feed, { kind: 'changes', upserted, removed }, at)
export const failed = (feed: FeedId, kind: AppErrorKind = 'throttled', at?: At): Observation => observed(feed, { kind: 'error', error: appError(kind, `${kind} in a test`) }, at)

/** Every feed of the place answered with these records (none: an empty answer). */
export function everything(records: readonly FleetRecord[], at?: At): readonly Observation[] {
  const of = (kind: FleetRecord['kind']): readonly FleetRecord[] => records.filter((record) => record.kind === kind)
  const byFeed: Record<FeedId, readonly FleetRecord[]> = {
    'rds.events': of('db-event'),
    'rds.instances': of('database'),
    'rds.snapshots': of('db-snapshot'),
    'rds.automated-backups': of('automated-backup'),
    'rds.pending-maintenance': of('pending-maintenance'),
    'cloudwatch.firing': of('alarm').filter((alarm) => alarm.kind === 'alarm' && alarm.state === 'ALARM'),
    'cloudwatch.no-data': of('alarm').filter((alarm) => alarm.kind === 'alarm' && alarm.state === 'INSUFFICIENT_DATA'),
    'cloudwatch.alarms': of('alarm'),
    'cloudwatch.app-load': of('app-load'),
    'autoscaling.groups': of('app-group'),
    'autoscaling.activities': of('group-activities'),
    'autoscaling.refreshes': of('group-refresh'),
    'elbv2.target-health': of('target-health'),
    'kms.keys': of('kms-key'),
    'offsite.copies': [...of('snapshot-copy'), ...of('copy-place')],
    'tagging.resources': of('tagged-resource'),
    'logs.metric-filters': of('log-filter'),
    'wafv2.web-acls': of('web-acl'),
    'transfer.servers': of('sftp-server'),
    's3.buckets': of('bucket'),
  }
  return feedIds.map((feed) => complete(feed, byFeed[feed], at))
}

/** A healthy pooled tenant: database, backups, snapshots, shared app group, one alarm. */
export const healthyRecords = (): readonly FleetRecord[] => [aDatabase(), aKey(), aBackup(), ...dailySnapshots(30), anAppGroup(), aTargetHealth(), anAlarm('acme-bank-frontend-cpu')]
