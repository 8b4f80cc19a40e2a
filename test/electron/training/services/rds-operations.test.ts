import { describe, expect, it } from 'vitest'
import { drive, first, listOf, secondsAt, type Driver } from '../fleet-driver'

const id = 'acme-bank-frontend'
const arnOf = (driver: Driver, name = id) => driver.database(name)['DBInstanceArn'] as string
const status = (driver: Driver, name = id) => driver.database(name)['DBInstanceStatus']
const create = (driver: Driver, name = 'wf-run-1', database = id) => driver.ask('rds', 'CreateDBSnapshot', { DBSnapshotIdentifier: name, DBInstanceIdentifier: database })['DBSnapshot'] as Record<string, unknown>
const snapshot = (driver: Driver, name = 'wf-run-1', options = {}) => first(driver.ask('rds', 'DescribeDBSnapshots', { DBSnapshotIdentifier: name }, options)['DBSnapshots'])
const modify = (driver: Driver, params: Record<string, unknown>) => driver.ask('rds', 'ModifyDBInstance', { DBInstanceIdentifier: id, ...params })['DBInstance'] as Record<string, unknown>
const messages = (driver: Driver, since: string) => listOf(driver.ask('rds', 'DescribeEvents', { SourceType: 'db-instance', SourceIdentifier: id, StartTime: secondsAt(since) }), 'Events').map((event) => event['Message'] as string)
/** What is wrong by itself; that alarms lack data while their database is away follows, and is what they are muted for. */
const unexplained = (driver: Driver) => driver.since('PT0S').filter(({ tenant, explainsOnly, kind }) => tenant === 'acme-bank' && explainsOnly !== true && kind !== 'alarm.no-data')

describe('A snapshot by hand', () => {
  it('creeps from 0 to available while its database backs up, and keeps its tags', () => {
    const driver = drive().at('PT1M')
    expect(create(driver)).toMatchObject({ DBSnapshotIdentifier: 'wf-run-1', Status: 'creating', PercentProgress: 0, SnapshotType: 'manual', DBInstanceIdentifier: id })
    expect(snapshot(driver)['SnapshotCreateTime']).toBeUndefined()
    expect(status(driver)).toBe('backing-up')
    const half = Number(snapshot(driver.at('PT3M'))['PercentProgress'])
    expect(half).toBeGreaterThan(0)
    expect(half).toBeLessThan(100)
    expect(snapshot(driver.at('PT15M'))).toMatchObject({ Status: 'available', PercentProgress: 100, EngineVersion: '8.0.40', TagList: [{ Key: 'environment', Value: 'frontend' }, { Key: 'tenant', Value: 'acme-bank' }] })
    expect(status(driver)).toBe('available')
    expect(unexplained(driver)).toEqual([])
  })

  it('needs a database that is available, a name that is free, and room', () => {
    const driver = drive().at('PT1M')
    create(driver)
    const refusal = (params: Record<string, unknown>) => driver.refusal('rds', 'CreateDBSnapshot', params)
    expect(refusal({ DBSnapshotIdentifier: 'wf-run-2', DBInstanceIdentifier: id })).toBe('InvalidDBInstanceState')
    expect(refusal({ DBSnapshotIdentifier: 'wf-run-1', DBInstanceIdentifier: 'acme-bank-cron' })).toBe('DBSnapshotAlreadyExists')
    expect(refusal({ DBSnapshotIdentifier: 'wf-run-2', DBInstanceIdentifier: 'nobody' })).toBe('DBInstanceNotFound')
    expect(refusal({ DBSnapshotIdentifier: 'rds:mine', DBInstanceIdentifier: 'acme-bank-cron' })).toBe('InvalidParameterValue')
    expect(refusal({ DBInstanceIdentifier: 'acme-bank-cron' })).toBe('MissingParameter')
    for (let minute = 20, nth = 0; nth < 99; minute += 20, nth++) create(driver.at(`PT${minute}M`), `filler-${nth}`, 'acme-bank-sandbox')
    expect(driver.at('PT3000M').refusal('rds', 'CreateDBSnapshot', { DBSnapshotIdentifier: 'one-too-many', DBInstanceIdentifier: id })).toBe('SnapshotQuotaExceeded')
  })

  it('is copied to another Region with a key of that Region, after waiting in its queue', () => {
    const driver = drive().at('PT1M')
    create(driver)
    const away = { region: 'eu-central-1' }
    const source = snapshot(driver)['DBSnapshotArn']
    const params = { SourceDBSnapshotIdentifier: source, TargetDBSnapshotIdentifier: 'wf-run-1-away', KmsKeyId: 'there' }
    expect(driver.refusal('rds', 'CopyDBSnapshot', params, away)).toBe('InvalidDBSnapshotState')
    driver.at('PT20M')
    expect(driver.refusal('rds', 'CopyDBSnapshot', { ...params, KmsKeyId: undefined }, away)).toBe('InvalidParameterCombination')
    expect(first([driver.ask('rds', 'CopyDBSnapshot', params, away)['DBSnapshot']])).toMatchObject({ Status: 'creating', PercentProgress: 0, SourceDBSnapshotIdentifier: source, SourceRegion: 'eu-west-1' })
    expect(driver.refusal('rds', 'CopyDBSnapshot', params, away)).toBe('DBSnapshotAlreadyExists')
    expect(snapshot(driver.at('PT20M30S'), 'wf-run-1-away', away)['PercentProgress']).toBe(0)
    expect(snapshot(driver.at('PT2H'), 'wf-run-1-away', away)).toMatchObject({ Status: 'available', OriginalSnapshotCreateTime: secondsAt('PT1M') + 1 })
  })
})

describe('A change of a database', () => {
  it('upgrades: pending, upgrading, away in the middle, then of the new version; the events say so', () => {
    const driver = drive().at('PT1M')
    expect(modify(driver, { EngineVersion: '8.0.42', ApplyImmediately: true })).toMatchObject({ DBInstanceStatus: 'available', EngineVersion: '8.0.40', PendingModifiedValues: { EngineVersion: '8.0.42' } })
    expect(driver.at('PT2M').database(id)).toMatchObject({ DBInstanceStatus: 'upgrading', EngineVersion: '8.0.40' })
    expect(driver.refusal('rds', 'CreateDBSnapshot', { DBSnapshotIdentifier: 'late', DBInstanceIdentifier: id })).toBe('InvalidDBInstanceState')
    expect(driver.refusal('rds', 'ModifyDBInstance', { DBInstanceIdentifier: id, MultiAZ: false })).toBe('InvalidDBInstanceState')
    expect(driver.at('PT30M').database(id)).toMatchObject({ DBInstanceStatus: 'available', EngineVersion: '8.0.42', PendingModifiedValues: {} })
    expect(new Set(messages(driver, 'PT0S'))).toEqual(new Set(['The pre-check started for the DB engine version upgrade.', 'The pre-check finished for the DB engine version upgrade.', 'The downtime started for the DB instance.', 'DB instance shutdown.', 'The engine version upgrade started.', 'DB instance restarted.', 'The engine version upgrade finished.', 'The post-upgrade tasks are in progress.']))
    expect(unexplained(driver)).toEqual([])
  })

  it('refuses versions that cannot be reached, majors that are not allowed, and less storage', () => {
    const driver = drive().at('PT1M')
    const refusal = (params: Record<string, unknown>) => driver.refusal('rds', 'ModifyDBInstance', { DBInstanceIdentifier: id, ...params })
    expect(refusal({ EngineVersion: '8.0.36' })).toBe('InvalidParameterCombination')
    expect(refusal({ EngineVersion: '8.4.6' })).toBe('InvalidParameterCombination')
    expect(refusal({ EngineVersion: '8.4.6', AllowMajorVersionUpgrade: true })).toBeUndefined()
    expect(refusal({ AllocatedStorage: 20 })).toBe('InvalidParameterCombination')
    expect(refusal({ NewDBInstanceIdentifier: 'acme-bank-cron' })).toBe('DBInstanceAlreadyExists')
    const targets = first(driver.ask('rds', 'DescribeDBEngineVersions', { Engine: 'mysql', EngineVersion: '8.0.40' })['DBEngineVersions'])['ValidUpgradeTarget'] as { EngineVersion: string; IsMajorVersionUpgrade: boolean }[]
    expect(targets.map(({ EngineVersion, IsMajorVersionUpgrade }) => [EngineVersion, IsMajorVersionUpgrade])).toEqual([['8.0.41', false], ['8.0.42', false], ['8.0.43', false], ['8.4.5', true], ['8.4.6', true]])
  })

  it('waits for the window of AWS unless it is wanted now; the latest wish counts', () => {
    const driver = drive().at('PT1M')
    modify(driver, { DBInstanceClass: 'db.m6i.4xlarge' })
    modify(driver.at('PT2M'), { EngineVersion: '8.0.41' })
    expect(driver.at('P2D').database(id)).toMatchObject({ EngineVersion: '8.0.40', PendingModifiedValues: { DBInstanceClass: 'db.m6i.4xlarge', EngineVersion: '8.0.41' } })
    const afterWindow = driver.at('P7D').database(id)
    expect(afterWindow).toMatchObject({ EngineVersion: '8.0.41', DBInstanceClass: 'db.m6i.4xlarge', PendingModifiedValues: {} })
    const hasty = drive().at('PT1M')
    modify(hasty, { DBInstanceClass: 'db.m6i.4xlarge' })
    modify(hasty.at('PT2M'), { AllocatedStorage: 4096, ApplyImmediately: true })
    expect(hasty.at('PT1H').database(id)).toMatchObject({ DBInstanceClass: 'db.m6i.4xlarge', AllocatedStorage: 4096, PendingModifiedValues: {} })
  })

  it('of its class makes the standby take over, planned; of its storage optimizes afterwards', () => {
    const driver = drive().at('PT1M')
    const before = driver.database(id)
    modify(driver, { DBInstanceClass: 'db.m6i.4xlarge', ApplyImmediately: true })
    expect(status(driver.at('PT3M'))).toBe('modifying')
    expect(driver.at('PT20M').database(id)).toMatchObject({ DBInstanceStatus: 'available', AvailabilityZone: before['SecondaryAvailabilityZone'], SecondaryAvailabilityZone: before['AvailabilityZone'] })
    expect(messages(driver, 'PT0S')).toContain('The RDS instance was modified by customer.')
    expect(unexplained(driver)).toMatchObject([{ kind: 'db.failover', planned: true }])
    modify(driver, { AllocatedStorage: Number(before['AllocatedStorage']) + 1, ApplyImmediately: true })
    expect(driver.at('PT30M').database(id)).toMatchObject({ DBInstanceStatus: 'storage-optimization', AllocatedStorage: Math.ceil(Number(before['AllocatedStorage']) * 1.1) })
  })

  it('of its parameter group waits for a restart; of its retention is made at once', () => {
    const driver = drive().at('PT1M')
    modify(driver, { DBParameterGroupName: 'tuned', BackupRetentionPeriod: 35 })
    expect(driver.at('PT2M').database(id)).toMatchObject({ DBParameterGroups: [{ DBParameterGroupName: 'tuned', ParameterApplyStatus: 'pending-reboot' }], BackupRetentionPeriod: 35 })
    driver.ask('rds', 'RebootDBInstance', { DBInstanceIdentifier: id })
    expect(status(driver)).toBe('rebooting')
    expect(driver.at('PT5M').database(id)).toMatchObject({ DBInstanceStatus: 'available', DBParameterGroups: [{ ParameterApplyStatus: 'in-sync' }] })
  })

  it('takes the standby away or makes one', () => {
    const driver = drive().at('PT1M')
    modify(driver, { MultiAZ: false, ApplyImmediately: true })
    expect(driver.at('PT5M').database(id)).toMatchObject({ MultiAZ: false, DBInstanceStatus: 'available' })
    expect(unexplained(driver)).toMatchObject([{ kind: 'db.lost-standby' }])
    expect(driver.refusal('rds', 'RebootDBInstance', { DBInstanceIdentifier: id, ForceFailover: true })).toBe('InvalidParameterCombination')
    modify(driver, { MultiAZ: true, ApplyImmediately: true })
    const again = driver.at('PT30M').database(id)
    expect(again).toMatchObject({ MultiAZ: true, DBInstanceStatus: 'available' })
    expect(again['SecondaryAvailabilityZone']).not.toBe(again['AvailabilityZone'])
  })
})

describe('A failover that is asked for', () => {
  it('restarts at once, swaps the zones a little later, and says that somebody asked', () => {
    const driver = drive().at('PT1M')
    const before = driver.database(id)
    expect(first([driver.ask('rds', 'RebootDBInstance', { DBInstanceIdentifier: id, ForceFailover: true })['DBInstance']])).toMatchObject({ DBInstanceStatus: 'rebooting' })
    expect(driver.at('PT5M').database(id)).toMatchObject({ DBInstanceStatus: 'available', AvailabilityZone: before['SecondaryAvailabilityZone'] })
    expect(messages(driver, 'PT0S')).toContain('The user requested a failover of the DB instance.')
    expect(unexplained(driver)).toMatchObject([{ kind: 'db.failover', planned: true }])
  })
})

describe('Maintenance of AWS’s own', () => {
  const pending = (driver: Driver) => listOf(driver.ask('rds', 'DescribePendingMaintenanceActions'), 'PendingMaintenanceActions')
  const apply = (driver: Driver, OptInType: string) => driver.ask('rds', 'ApplyPendingMaintenanceAction', { ResourceIdentifier: arnOf(driver), ApplyAction: 'system-update', OptInType })

  it('is applied now, and is not pending any more', () => {
    const driver = drive({ events: [{ at: 'PT1M', kind: 'db.pending-maintenance', tenant: 'acme-bank' }] }).at('PT2M')
    apply(driver, 'immediate')
    expect(status(driver)).toBe('maintenance')
    expect(driver.refusal('rds', 'ApplyPendingMaintenanceAction', { ResourceIdentifier: arnOf(driver), ApplyAction: 'system-update', OptInType: 'immediate' })).toBe('InvalidDBInstanceState')
    expect(pending(driver.at('PT30M'))).toEqual([])
    expect(status(driver)).toBe('available')
    expect(driver.truth().filter(({ kind }) => kind === 'db.pending-maintenance')).toEqual([])
  })

  it('is chosen for the next window, or that is taken back', () => {
    const driver = drive({ events: [{ at: 'PT1M', kind: 'db.pending-maintenance', tenant: 'acme-bank' }] }).at('PT2M')
    apply(driver, 'next-maintenance')
    expect(pending(driver)).toMatchObject([{ PendingMaintenanceActionDetails: [{ OptInStatus: 'next-maintenance' }] }])
    apply(driver.at('PT3M'), 'undo-opt-in')
    expect(first(first(pending(driver))['PendingMaintenanceActionDetails'])['OptInStatus']).toBeUndefined()
    expect(pending(driver.at('P8D'))).toHaveLength(1)
    expect(driver.refusal('rds', 'ApplyPendingMaintenanceAction', { ResourceIdentifier: arnOf(driver), ApplyAction: 'db-upgrade', OptInType: 'immediate' })).toBe('InvalidParameterValue')
    expect(driver.refusal('rds', 'ApplyPendingMaintenanceAction', { ResourceIdentifier: `${arnOf(driver)}-gone`, ApplyAction: 'db-upgrade', OptInType: 'immediate' })).toBe('ResourceNotFoundFault')
  })
})

describe('A restore', () => {
  const restore = (driver: Driver, more: Record<string, unknown> = {}) => driver.ask('rds', 'RestoreDBInstanceFromDBSnapshot', { DBInstanceIdentifier: 'restored', DBSnapshotIdentifier: 'wf-run-1', ...more })['DBInstance'] as Record<string, unknown>

  it('of a snapshot makes a new instance: Single-AZ, with the default groups, of the version that the snapshot has', () => {
    const driver = drive().at('PT1M')
    create(driver)
    expect(driver.refusal('rds', 'RestoreDBInstanceFromDBSnapshot', { DBInstanceIdentifier: 'restored', DBSnapshotIdentifier: 'wf-run-1' })).toBe('InvalidDBSnapshotState')
    modify(driver.at('PT15M'), { EngineVersion: '8.0.43', ApplyImmediately: true })
    const made = restore(driver.at('PT40M'))
    expect(made).toMatchObject({ DBInstanceIdentifier: 'restored', DBInstanceStatus: 'creating', EngineVersion: '8.0.40', MultiAZ: false, BackupRetentionPeriod: 1, DBParameterGroups: [{ DBParameterGroupName: 'default.mysql' }], DeletionProtection: false })
    expect(made['Endpoint']).toBeUndefined()
    expect(made['LatestRestorableTime']).toBeUndefined()
    const old = driver.database(id)
    expect(driver.at('PT2H').database('restored')).toMatchObject({ DBInstanceStatus: 'available', KmsKeyId: old['KmsKeyId'], TagList: old['TagList'], Endpoint: { Port: 3306 } })
    expect(driver.database('restored')['DbiResourceId']).not.toBe(old['DbiResourceId'])
    expect(Number(driver.database('restored')['LatestRestorableTime'])).toBeGreaterThan(secondsAt('PT1H50M'))
    expect(driver.refusal('rds', 'RestoreDBInstanceFromDBSnapshot', { DBInstanceIdentifier: 'restored', DBSnapshotIdentifier: 'wf-run-1' })).toBe('DBInstanceAlreadyExists')
    expect(unexplained(driver)).toEqual([])
  })

  it('under the old name, once the old one bears another, with everything it had', () => {
    const driver = drive().at('PT1M')
    create(driver)
    modify(driver.at('PT15M'), { EngineVersion: '8.0.43', ApplyImmediately: true })
    const old = driver.at('PT45M').database(id)
    modify(driver, { NewDBInstanceIdentifier: `${id}-before`, ApplyImmediately: true })
    expect(driver.at('PT46M').database(id)).toMatchObject({ DBInstanceStatus: 'renaming', PendingModifiedValues: { DBInstanceIdentifier: `${id}-before` } })
    driver.at('PT50M')
    expect(driver.refusal('rds', 'DescribeDBInstances', { DBInstanceIdentifier: id })).toBe('DBInstanceNotFound')
    expect(driver.database(`${id}-before`)).toMatchObject({ DBInstanceStatus: 'available', EngineVersion: '8.0.43', DbiResourceId: old['DbiResourceId'], KmsKeyId: old['KmsKeyId'], AvailabilityZone: old['AvailabilityZone'], SecondaryAvailabilityZone: old['SecondaryAvailabilityZone'], TagList: old['TagList'] })
    restore(driver, { DBInstanceIdentifier: id, MultiAZ: true, BackupRetentionPeriod: 30, DBParameterGroupName: 'mysql-frontend', DeletionProtection: true, CopyTagsToSnapshot: true, EnableCloudwatchLogsExports: ['error'] })
    const back = driver.at('PT2H').database(id)
    expect(back).toMatchObject({ DBInstanceStatus: 'available', EngineVersion: '8.0.40', DBInstanceArn: old['DBInstanceArn'], MultiAZ: true, BackupRetentionPeriod: 30, DBParameterGroups: [{ DBParameterGroupName: 'mysql-frontend' }], DeletionProtection: true, EnabledCloudwatchLogsExports: ['error'] })
    expect(driver.ask('rds', 'DescribeDBInstances', {})['DBInstances']).toHaveLength(7)
    expect(unexplained(driver)).toEqual([])
  })

  it('to a moment needs one within the window of a database that has backups', () => {
    const driver = drive().at('PT1H')
    const refusal = (more: Record<string, unknown>) => driver.refusal('rds', 'RestoreDBInstanceToPointInTime', { SourceDBInstanceIdentifier: id, TargetDBInstanceIdentifier: 'restored', ...more })
    expect(refusal({ RestoreTime: secondsAt('PT59M59S') })).toBe('InvalidRestoreFault')
    expect(refusal({})).toBe('InvalidParameterCombination')
    expect(refusal({ UseLatestRestorableTime: true, SourceDBInstanceIdentifier: 'nobody' })).toBe('DBInstanceNotFound')
    expect(refusal({ RestoreTime: secondsAt('PT30M') })).toBeUndefined()
    expect(driver.at('PT2H').database('restored')).toMatchObject({ DBInstanceStatus: 'available' })
  })
})

describe('Tags', () => {
  it('are listed, added and removed', () => {
    const driver = drive().at('PT1M')
    const ResourceName = arnOf(driver)
    driver.ask('rds', 'AddTagsToResource', { ResourceName, Tags: [{ Key: 'watchfloor-run', Value: 'r1' }] })
    driver.ask('rds', 'RemoveTagsFromResource', { ResourceName, TagKeys: ['tenant'] })
    const tags = driver.ask('rds', 'ListTagsForResource', { ResourceName })['TagList']
    expect(tags).toEqual([{ Key: 'environment', Value: 'frontend' }, { Key: 'watchfloor-run', Value: 'r1' }])
    expect(driver.database(id)['TagList']).toEqual(tags)
    expect(driver.refusal('rds', 'ListTagsForResource', { ResourceName: `${ResourceName}-gone` })).toBe('DBInstanceNotFound')
  })
})
