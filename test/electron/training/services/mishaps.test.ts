import { describe, expect, it } from 'vitest'
import { drive, first, listOf, secondsAt, type Driver } from '../fleet-driver'

const id = 'acme-bank-frontend'
const upgrade = (driver: Driver) => driver.ask('rds', 'ModifyDBInstance', { DBInstanceIdentifier: id, EngineVersion: '8.0.42', ApplyImmediately: true })
const messages = (driver: Driver) => listOf(driver.ask('rds', 'DescribeEvents', { SourceType: 'db-instance', SourceIdentifier: id, StartTime: secondsAt('PT0S') }), 'Events').map((event) => event['Message'] as string)
const struck = (kind: string, more: Record<string, unknown> = {}) => drive({ events: [{ at: 'PT1M', kind, tenant: 'acme-bank', ...more }] }).at('PT2M')
const own = (driver: Driver) => driver.since('PT0S').filter(({ explainsOnly, kind }) => explainsOnly !== true && !kind.startsWith('alarm.'))

describe('What is held in store', () => {
  it('is nothing wrong as long as nobody asks for anything', () => {
    for (const kind of ['db.manual-snapshot-fails', 'db.upgrade-fails', 'db.upgrade-fails-over', 'db.restore-slow', 'notice.unreachable']) expect(struck(kind).at('PT3H').since('PT0S')).toEqual([])
  })

  it('lets a snapshot by hand fail, and its database is free again', () => {
    const driver = struck('db.manual-snapshot-fails', { for: 'PT10M' })
    driver.ask('rds', 'CreateDBSnapshot', { DBSnapshotIdentifier: 'wf-1', DBInstanceIdentifier: id })
    expect(first(driver.at('PT20M').ask('rds', 'DescribeDBSnapshots', { DBSnapshotIdentifier: 'wf-1' })['DBSnapshots'])).toMatchObject({ Status: 'failed', PercentProgress: 37 })
    expect(driver.database(id)['DBInstanceStatus']).toBe('available')
    driver.ask('rds', 'CreateDBSnapshot', { DBSnapshotIdentifier: 'wf-2', DBInstanceIdentifier: id })
    expect(first(driver.at('PT40M').ask('rds', 'DescribeDBSnapshots', { DBSnapshotIdentifier: 'wf-2' })['DBSnapshots'])).toMatchObject({ Status: 'available' })
  })

  it('rolls an upgrade back half-way, and AWS says so', () => {
    const driver = struck('db.upgrade-fails')
    upgrade(driver)
    expect(driver.at('PT5M').database(id)['DBInstanceStatus']).toBe('upgrading')
    expect(driver.at('PT40M').database(id)).toMatchObject({ DBInstanceStatus: 'available', EngineVersion: '8.0.40', PendingModifiedValues: {} })
    expect(messages(driver)).toContain('The DB engine version upgrade failed. The engine version upgrade rollback succeeded.')
    expect(own(driver)).toEqual([])
  })

  it('loses a database in mid-upgrade: only a restore helps, which the truth knows', () => {
    const driver = struck('db.upgrade-fails', { rolledBack: false })
    upgrade(driver)
    expect(driver.at('PT40M').database(id)).toMatchObject({ DBInstanceStatus: 'failed', EngineVersion: '8.0.40' })
    expect(own(driver)).toMatchObject([{ kind: 'db.status', subject: id }])
    expect(driver.refusal('rds', 'ModifyDBInstance', { DBInstanceIdentifier: id, MultiAZ: false })).toBe('InvalidDBInstanceState')
  })

  it('lets the standby take over in mid-upgrade, which goes on', () => {
    const driver = struck('db.upgrade-fails-over')
    const before = driver.database(id)
    upgrade(driver)
    expect(driver.at('PT40M').database(id)).toMatchObject({ DBInstanceStatus: 'available', EngineVersion: '8.0.42', AvailabilityZone: before['SecondaryAvailabilityZone'] })
    expect(own(driver)).toMatchObject([{ kind: 'db.failover', planned: false }])
  })

  it('makes a restore slow', () => {
    const readyAt = (driver: Driver) => {
      driver.ask('rds', 'RestoreDBInstanceToPointInTime', { SourceDBInstanceIdentifier: id, TargetDBInstanceIdentifier: 'restored', UseLatestRestorableTime: true })
      return driver.at('P1D').database('restored')['InstanceCreateTime'] as number
    }
    const usual = readyAt(drive().at('PT2M')) - secondsAt('PT2M')
    expect(readyAt(struck('db.restore-slow', { factor: 10 })) - secondsAt('PT2M')).toBeGreaterThan(usual * 9)
  })
})

describe('Mail', () => {
  const send = (driver: Driver, to: string) => driver.ask('ses', 'SendEmail', { FromEmailAddress: 'notices@desk.example', Destination: { ToAddresses: [to] }, Content: { Simple: { Subject: { Data: 'Maintenance' }, Body: { Text: { Data: 'soon' } } } } })
  const list = (driver: Driver, address: string) => driver.refusal('ses', 'GetSuppressedDestination', { EmailAddress: address })

  it('that bounces is taken first, and found on the suppression list a little later', () => {
    const driver = drive({ events: [{ at: 'PT1M', for: 'PT10M', kind: 'mail.bounces', address: '*@acme-bank.example' }] }).at('PT2M')
    const { MessageId: id } = send(driver, 'Ops <ops@acme-bank.example>')
    send(driver, 'cio@solo-bank.example')
    expect(list(driver, 'ops@acme-bank.example')).toBe('NotFoundException')
    expect(driver.at('PT3M').ask('ses', 'GetSuppressedDestination', { EmailAddress: 'ops@acme-bank.example' })).toMatchObject({ SuppressedDestination: { Reason: 'BOUNCE', Attributes: { MessageId: id } } })
    expect(list(driver, 'cio@solo-bank.example')).toBe('NotFoundException')
  })

  it('from nobody’s address, or to none, is refused', () => {
    const driver = drive().at('PT1M')
    const content = { Simple: { Subject: { Data: 'x' }, Body: { Text: { Data: 'x' } } } }
    expect(driver.refusal('ses', 'SendEmail', { FromEmailAddress: 'x@desk.invalid', Destination: { ToAddresses: ['a@b.example'] }, Content: content })).toBe('MessageRejected')
    expect(driver.refusal('ses', 'SendEmail', { FromEmailAddress: 'x@desk.example', Destination: {}, Content: content })).toBe('BadRequestException')
  })
})

describe('An automation', () => {
  const token = '00000000-0000-4000-8000-000000000001'
  const start = (driver: Driver, Parameters = {}) => driver.ask('ssm', 'StartAutomationExecution', { DocumentName: 'Bank-DrainJobs', Parameters, ClientToken: token })['AutomationExecutionId']
  const execution = (driver: Driver, AutomationExecutionId: unknown) => driver.ask('ssm', 'GetAutomationExecution', { AutomationExecutionId })['AutomationExecution'] as Record<string, unknown>

  it('runs step after step, and the same token is the same one', () => {
    const driver = drive().at('PT1M')
    const id = start(driver)
    expect(start(driver)).toBe(id)
    expect(driver.refusal('ssm', 'StartAutomationExecution', { DocumentName: 'Bank-DrainJobs', Parameters: { a: ['b'] }, ClientToken: token })).toBe('IdempotentParameterMismatch')
    expect(driver.refusal('ssm', 'StartAutomationExecution', { DocumentName: 'Nobody-Wrote-This' })).toBe('AutomationDefinitionNotFoundException')
    expect(execution(driver, id)).toMatchObject({ AutomationExecutionStatus: 'InProgress', CurrentStepName: 'pauseScheduler', StepExecutions: [{ StepStatus: 'InProgress' }, { StepStatus: 'Pending' }] })
    expect(execution(driver.at('PT3M'), id)).toMatchObject({ AutomationExecutionStatus: 'Success', ExecutionEndTime: secondsAt('PT1M') + 80 })
    expect(driver.refusal('ssm', 'StopAutomationExecution', { AutomationExecutionId: id })).toBe('InvalidAutomationStatusUpdateException')
  })

  it('fails at a step, or is stopped', () => {
    const failing = drive().at('PT1M')
    const failed = start(failing, { fail: ['yes'] })
    expect(execution(failing.at('PT5M'), failed)).toMatchObject({ AutomationExecutionStatus: 'Failed', StepExecutions: [{ StepStatus: 'Success' }, { StepStatus: 'Failed' }] })
    const driver = drive().at('PT1M')
    const id = start(driver)
    driver.ask('ssm', 'StopAutomationExecution', { AutomationExecutionId: id })
    expect(execution(driver, id)['AutomationExecutionStatus']).toBe('Cancelling')
    expect(execution(driver.at('PT5M'), id)).toMatchObject({ AutomationExecutionStatus: 'Cancelled', StepExecutions: [{ StepStatus: 'Cancelled' }, { StepStatus: 'Cancelled' }] })
    expect(driver.refusal('ssm', 'GetAutomationExecution', { AutomationExecutionId: 'none' })).toBe('AutomationExecutionNotFoundException')
  })
})
