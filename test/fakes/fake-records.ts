import type { AlarmRecord, AppGroupRecord, DatabaseEventRecord, DatabaseRecord, TargetHealthRecord } from '#shared/fleet/records'

/** Healthy records of the fake AWS; a test overrides what it is about. */
interface At {
  readonly account: string
  readonly region: string
}

export function fakeDatabase({ account, region }: At, tenant: string, nowMs: number, more: Partial<DatabaseRecord> = {}): DatabaseRecord {
  const id = `${tenant}-frontend`
  const arn = `arn:aws:rds:${region}:${account}:db:${id}`
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
    az: `${region}a`,
    secondaryAz: `${region}b`,
    retentionDays: 30,
    latestRestorableAtMs: nowMs - 60_000,
    createdAtMs: nowMs - 400 * 86_400_000,
    storageEncrypted: true,
    kmsKeyId: `arn:aws:kms:${region}:${account}:key/${tenant}`,
    tenantTag: tenant,
    environmentTag: 'frontend',
    ...more,
  }
}

export function fakeAlarm({ account, region }: At, name: string, state: AlarmRecord['state'], more: Partial<AlarmRecord> = {}): AlarmRecord {
  const arn = `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`
  return { kind: 'alarm', key: arn, account, region, arn, name, type: 'metric', state, actionsEnabled: true, alarmActions: ['arn:aws:sns:eu-west-1:111122223333:desk'], dimensions: {}, ...more }
}

export function fakeGroup({ account, region }: At, id: string, more: Partial<AppGroupRecord> = {}): AppGroupRecord {
  const zones = [`${region}a`, `${region}b`]
  const instances = zones.map((az, number) => ({ id: `i-${id}-${number}`, az, lifecycle: 'InService', health: 'Healthy' }))
  return {
    kind: 'app-group',
    key: `${account}/${region}/${id}`,
    account,
    region,
    id,
    desired: 2,
    min: 2,
    max: 4,
    azs: zones,
    instances,
    targetGroupArns: [],
    suspendedProcesses: [],
    tenantTag: '*',
    environmentTag: 'frontend',
    ...more,
  }
}

export const fakeTargetGroup = (arn: string, ...states: readonly string[]): TargetHealthRecord => ({
  kind: 'target-health',
  key: arn,
  targetGroupArn: arn,
  targetGroupName: arn,
  targets: states.map((state, number) => ({ id: `i-${number}`, state })),
})

export function fakeEvent(databaseId: string, atMs: number, message: string, category: string): DatabaseEventRecord {
  return { kind: 'db-event', key: `${databaseId}|${atMs}|${message}`, databaseId, atMs, message, categories: [category] }
}
