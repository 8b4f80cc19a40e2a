import { describe, expect, it } from 'vitest'
import { groupIdOf } from '#electron/training/world/doors'
import { drive, listOf, startAtMs, type Driver } from '../fleet-driver'

const silo = { account: '444455556666', region: 'eu-central-1' }
const groupId = groupIdOf({ id: 'solo-bank', ...silo }, 'frontend')
const name = '/watchfloor/support-access/solo-bank/frontend'
const role = 'arn:aws:iam::444455556666:role/WatchfloorSupportCloser'
const at = (minutes: number): string => `at(${new Date(startAtMs + minutes * 60_000).toISOString().slice(0, 19)})`
const minutes = (count: number): string => `PT${count}M`

const ssh = { IpPermissions: [{ IpProtocol: 'tcp', FromPort: '22', ToPort: '22', IpRanges: [{ CidrIp: '198.51.100.7/32', Description: 'watchfloor: g-1' }] }] }
const open = (driver: Driver) => driver.ask('ec2', 'AuthorizeSecurityGroupIngress', { GroupId: groupId, ...ssh }, silo)
const document = (driver: Driver) => (driver.ask('ssm', 'GetParameter', { Name: name }, silo)['Parameter'] as { Value: string; Version: number })
const write = (driver: Driver, value: string) => driver.ask('ssm', 'PutParameter', { Name: name, Value: value, Type: 'String', Overwrite: true }, silo)
const doors = (driver: Driver): string => driver.send('ec2', 'DescribeSecurityGroupRules', { Filter: [{ Name: 'group-id', Value: [groupId] }] }, silo).body
const isOpen = (driver: Driver): boolean => doors(driver).includes('198.51.100.7/32')
const schedule = (driver: Driver, called: string, target: string, input: unknown, minute: number) =>
  driver.ask('scheduler', 'CreateSchedule', { Name: called, GroupName: 'watchfloor-support', ScheduleExpression: at(minute), FlexibleTimeWindow: { Mode: 'OFF' }, Target: { Arn: `arn:aws:scheduler:::aws-sdk:${target}`, RoleArn: role, Input: JSON.stringify(input) } }, silo)
const closing = (driver: Driver, minute: number) => schedule(driver, 'wf-door', 'ec2:revokeSecurityGroupIngress', { GroupId: groupId, ...ssh }, minute)
const events = (driver: Driver, eventName: string) => listOf(driver.ask('cloudtrail', 'LookupEvents', { LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: eventName }] }, silo), 'Events')
const struck = (kind: string, more: Record<string, unknown> = {}) => drive({ events: [{ at: 'PT1M', kind, tenant: 'solo-bank', ...more }] })

describe('A closing schedule', () => {
  it('closes at its time whether anybody looks or not, and not before', () => {
    const driver = drive()
    open(driver)
    closing(driver, 30)
    expect(isOpen(driver.at(minutes(29)))).toBe(true)
    expect(isOpen(driver.at(minutes(31)))).toBe(false)
    const unseen = drive()
    open(unseen)
    closing(unseen, 30)
    expect(isOpen(unseen.at(minutes(600)))).toBe(false)
  })

  it('fires when the clocks of its time zone show its time, and keeps its window and dates', () => {
    const driver = drive()
    open(driver)
    const target = { Arn: 'arn:aws:scheduler:::aws-sdk:ec2:revokeSecurityGroupIngress', RoleArn: role, Input: JSON.stringify({ GroupId: groupId, ...ssh }) }
    const wanted = { Name: 'wf-door', GroupName: 'watchfloor-support', ScheduleExpression: 'at(2026-03-02T05:00:30)', ScheduleExpressionTimezone: 'America/Los_Angeles', FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 1440 }, EndDate: startAtMs / 1000, Target: target }
    driver.ask('scheduler', 'CreateSchedule', wanted, silo)
    expect(driver.ask('scheduler', 'GetSchedule', { GroupName: 'watchfloor-support', Name: 'wf-door' }, silo)).toMatchObject({ ScheduleExpressionTimezone: 'America/Los_Angeles', FlexibleTimeWindow: wanted.FlexibleTimeWindow, EndDate: wanted.EndDate })
    expect(isOpen(driver.at(minutes(60)))).toBe(true)
    expect(isOpen(driver.at(minutes(62)))).toBe(false)
  })

  it.each([
    ['a zone that there is not', { ScheduleExpressionTimezone: 'Mars/Olympus' }],
    ['a window longer than a day', { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 1441 } }],
    ['a window without a length', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }],
    ['a length without a window', { FlexibleTimeWindow: { Mode: 'OFF', MaximumWindowInMinutes: 5 } }],
    ['a time that no calendar has', { ScheduleExpression: 'at(2026-02-30T12:30:00)' }],
  ])('is not made with %s', (_, change) => {
    const wanted = { Name: 'wf-door', GroupName: 'watchfloor-support', ScheduleExpression: at(30), FlexibleTimeWindow: { Mode: 'OFF' }, Target: { Arn: 'arn:aws:scheduler:::aws-sdk:ssm:putParameter', RoleArn: role, Input: '{}' }, ...change }
    expect(drive().refusal('scheduler', 'CreateSchedule', wanted, silo)).toBe('ValidationException')
  })

  it('is tried again when AWS fails at it, and the tries can be read in CloudTrail', () => {
    const driver = struck('support.revoke-fails', { count: 3 })
    open(driver)
    closing(driver, 10)
    expect(isOpen(driver.at(minutes(12)))).toBe(true)
    expect(isOpen(driver.at(minutes(20)))).toBe(false)
    const tried = events(driver.at(minutes(40)), 'RevokeSecurityGroupIngress').map((event) => JSON.parse(event['CloudTrailEvent'] as string) as { errorCode?: string; userIdentity: { invokedBy: string } })
    expect(tried.map(({ errorCode }) => errorCode)).toEqual([undefined, 'InternalFailure', 'InternalFailure', 'InternalFailure'])
    expect(new Set(tried.map(({ userIdentity }) => userIdentity.invokedBy))).toEqual(new Set(['scheduler.amazonaws.com']))
  })

  it('is given up without its role, and the truth says that something stays open', () => {
    const driver = struck('support.closer-missing', { for: 'PT1H' })
    open(driver)
    closing(driver, 30)
    expect(isOpen(driver.at(minutes(45)))).toBe(true)
    expect(driver.truth()).toMatchObject([{ kind: 'support.schedule-failed', subject: 'wf-door', account: silo.account }])
    expect(driver.refusal('scheduler', 'CreateSchedule', { Name: 'late', GroupName: 'watchfloor-support', ScheduleExpression: at(50), FlexibleTimeWindow: { Mode: 'OFF' }, Target: { Arn: 'arn:aws:scheduler:::aws-sdk:ssm:putParameter', RoleArn: role, Input: '{}' } }, silo)).toBe('ValidationException')
  })

  it('can be deleted by somebody: then nothing closes', () => {
    const driver = struck('support.schedule-deleted', { at: 'PT5M' })
    open(driver)
    closing(driver, 30)
    expect(isOpen(driver.at(minutes(60)))).toBe(true)
    expect(listOf(driver.ask('scheduler', 'ListSchedules', { ScheduleGroup: 'watchfloor-support' }, silo), 'Schedules')).toEqual([])
  })
})

describe('A support-access document', () => {
  const granted = JSON.stringify({ grants: [{ id: 'g-1' }, { id: 'g-2' }], ended: [] })

  it('can be ended by the client, who writes to it', () => {
    const driver = struck('support.client-ends', { grant: 'g-2', by: 'j.doe' })
    write(driver, granted)
    const seen = document(driver.at(minutes(2)))
    expect(seen.Version).toBe(2)
    expect(JSON.parse(seen.Value)).toEqual({ grants: [{ id: 'g-1' }, { id: 'g-2' }], ended: [{ id: 'g-2', at: '2026-03-02T12:01:00.000Z', by: 'client: j.doe' }] })
    const by = listOf(driver.ask('ssm', 'GetParameterHistory', { Name: name }, silo), 'Parameters').map((version) => (version['LastModifiedUser'] as string).split('/').slice(1))
    expect(by).toEqual([['training'], ['TenantAdministrator', 'j.doe']])
  })

  it('that grants nothing is left alone by the client', () => {
    const driver = struck('support.client-ends')
    write(driver, '{"grants":[]}')
    expect(document(driver.at(minutes(2))).Version).toBe(1)
  })

  it('can be overwritten and deleted by somebody', () => {
    const written = struck('support.document-written')
    write(written, granted)
    expect(document(written.at(minutes(2))).Value).toBe('access: everybody')
    const deleted = struck('support.document-deleted')
    write(deleted, granted)
    expect(deleted.at(minutes(2)).refusal('ssm', 'GetParameter', { Name: name }, silo)).toBe('ParameterNotFound')
  })

  it('cannot be written for so many times, of this tenant and no other', () => {
    const driver = struck('support.write-fails', { count: 2 }).at(minutes(2))
    const tried = () => driver.refusal('ssm', 'PutParameter', { Name: name, Value: granted, Type: 'String', Overwrite: true }, silo)
    expect(driver.refusal('ssm', 'PutParameter', { Name: '/other', Value: granted, Type: 'String' }, silo)).toBeUndefined()
    expect([tried(), tried(), tried()]).toEqual(['InternalFailure', 'InternalFailure', undefined])
  })

  it('can be denied to the console and still be closed by its schedule', () => {
    const driver = struck('support.write-fails', { count: 1000, how: 'denied' })
    write(driver, granted)
    schedule(driver, 'wf-document', 'ssm:putParameter', { Name: name, Value: '{"grants":[]}', Overwrite: true, Type: 'String' }, 10)
    expect(driver.at(minutes(5)).refusal('ssm', 'PutParameter', { Name: name, Value: '{}', Overwrite: true }, silo)).toBe('AccessDenied')
    expect(document(driver.at(minutes(12))).Value).toBe('{"grants":[]}')
  })

  it('keeps a hundred versions, and goes on counting', () => {
    const driver = drive()
    for (let second = 0; second < 120; second++) write(driver.at(`PT${second}S`), `{"nth":${second}}`)
    expect(document(driver).Version).toBe(120)
    const first = listOf(driver.ask('ssm', 'GetParameterHistory', { Name: name }, silo), 'Parameters')
    expect(first[0]).toMatchObject({ Version: 21 })
  })
})

describe('A security group', () => {
  it('belongs to one tenant’s machines: pooled tenants have none', () => {
    expect(doors(drive())).toContain('10.0.0.0/16')
    const pooled = groupIdOf({ id: 'acme-bank', account: '111122223333', region: 'eu-west-1' }, 'frontend')
    expect(drive().send('ec2', 'AuthorizeSecurityGroupIngress', { GroupId: pooled, ...ssh }).body).toContain('InvalidGroup.NotFound')
  })

  it('may hold a rule that nobody granted', () => {
    const driver = struck('support.stray-rule', { cidr: '203.0.113.9/32' })
    expect(doors(driver)).not.toContain('203.0.113.9/32')
    expect(doors(driver.at(minutes(2)))).toContain('203.0.113.9/32')
  })
})

describe('CloudTrail', () => {
  it('tells what was changed, and by whom, five to fifteen minutes later; never what was read', () => {
    const driver = drive().at(minutes(1))
    write(driver, 'secret')
    document(driver)
    expect(events(driver.at(minutes(5)), 'PutParameter')).toEqual([])
    const [event] = events(driver.at(minutes(17)), 'PutParameter')
    expect(event).toMatchObject({ EventName: 'PutParameter', Username: 'training' })
    expect(event?.['CloudTrailEvent']).toContain('HIDDEN_DUE_TO_SECURITY_REASONS')
    expect(event?.['CloudTrailEvent']).not.toContain('secret')
    expect(events(driver, 'GetParameter')).toEqual([])
  })

  it('tells what was refused, with the code', () => {
    const driver = drive()
    driver.send('ec2', 'AuthorizeSecurityGroupIngress', { GroupId: 'sg-00000000', ...ssh }, silo)
    expect(events(driver.at(minutes(16)), 'AuthorizeSecurityGroupIngress')[0]?.['CloudTrailEvent']).toContain('"errorCode":"InvalidGroup.NotFound"')
  })
})

describe('Around the console', () => {
  it('AWS’s clock may be ahead', () => {
    const driver = drive({ events: [{ at: 'PT1M', kind: 'clock.skew', seconds: 90, for: 'PT5M' }] })
    const dateMs = () => Date.parse(driver.send('sts', 'GetCallerIdentity').headers['date'] ?? '')
    expect(dateMs()).toBe(startAtMs)
    driver.at(minutes(2))
    expect(dateMs()).toBe(startAtMs + 210_000)
    driver.at(minutes(7))
    expect(dateMs()).toBe(startAtMs + 420_000)
  })
})
