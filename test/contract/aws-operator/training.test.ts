import { GetScheduleCommand, SchedulerClient, UpdateScheduleCommand } from '@aws-sdk/client-scheduler'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import { createAwsReaders, createCredentialSource } from '#electron/adapters/aws/index'
import { realClock as clock, realTimers as timers } from '#electron/adapters/system/real-time'
import { trainingCredentials, type FaultSpec } from '#electron/training/index'
import { createOwnAddress } from '#electron/desk/own-address'
import { groupIdOf } from '#electron/training/world/doors'
import { configOf, plainCall, signIn } from '../aws-adapter/target'
import { valueOf } from '../aws-adapter/value-of'
import { home, openStage, otherRegion, region, type Stage } from './scenario'
import { describeAwsOperator } from './suite'
import { done, intruder, newCall, operatorOf, operatorsOf, why, type OperatorTarget } from './target'

describe('the training fleet', () => {
  let stage: Stage
  let signOut: () => void
  let databases: readonly string[] = []
  let loadBalancer = ''
  const target = (): OperatorTarget => ({
    endpoint: stage.fleet.endpoint,
    home,
    region,
    otherRegion,
    otherKey: `arn:aws:kms:${otherRegion}:${home}:key/there`,
    databases,
    loadBalancer,
    bucket: `notices-${home}-${region}`,
    lockedBucket: `watchfloor-audit-${home}-${region}`,
    securityGroup: groupIdOf({ id: 'own-machines', account: home, region }, 'frontend'),
    nowMs: () => stage.time.clock.nowMs(),
    ...intruder(target),
    pass: (durationMs) => stage.time.advanceTo(stage.time.clock.nowMs() + durationMs),
  })
  const operator = () => operatorOf(target()).databases
  const watched = ['acme-bank-frontend-cpu-high', 'acme-bank-frontend-free-storage-low']

  beforeAll(async () => {
    stage = await openStage()
    signOut = signIn(home)
    const config = configOf({ home, region, otherRegion, second: '222233334444' })
    const credentials = createCredentialSource({ config, endpoint: stage.fleet.endpoint, clock, timers, training: trainingCredentials })
    const reader = createAwsReaders({ endpoint: stage.fleet.endpoint, credentials, tags: config.tags, clock, timers })(home, region)
    databases = valueOf(await reader.databases(plainCall())).records.filter(({ engine, status }) => engine === 'mysql' && status === 'available').map(({ id }) => id)
    const groups = valueOf(await reader.appGroups(plainCall())).records
    const [balancers] = valueOf(await reader.loadBalancers(plainCall(), groups.find((group) => group.id === 'frontend-app')!.targetGroupArns)).records
    loadBalancer = balancers!.loadBalancerArns[0]!
    reader.close()
  })
  afterEach(() => void stage.fleet.setFaults([]))
  afterAll(async () => {
    signOut()
    await stage.fleet.stop()
  })

  describeAwsOperator('the training fleet', target)

  it('upgrades a database to a version that AWS offers, and refuses what it does not', async () => {
    const id = databases[4]!
    const before = done(await operator().database(newCall(), id))
    const targets = done(await operator().upgradeTargets(newCall(), before.engine, before.engineVersion!))
    const minor = targets.find(({ isMajor }) => !isMajor)!
    expect(why(await operator().modify(newCall(), id, { engineVersion: '5.7.1', now: true }))).toBe('refused')
    expect(why(await operator().modify(newCall(), id, { engineVersion: targets.find(({ isMajor }) => isMajor)!.version, now: true }))).toBe('refused')
    expect(done(await operator().modify(newCall(), id, { engineVersion: minor.version, now: true })).pending).toEqual({ EngineVersion: minor.version })
    await target().pass(minuteMs)
    expect(done(await operator().database(newCall(), id))).toMatchObject({ status: 'upgrading', engineVersion: before.engineVersion })
    expect(why(await operator().createSnapshot(newCall(), { databaseId: id, snapshotId: 'wf-late', tags: {} }))).toBe('notNow')
    await target().pass(40 * minuteMs)
    expect(done(await operator().database(newCall(), id))).toMatchObject({ status: 'available', engineVersion: minor.version, pending: {} })
  })

  it('tells how far a snapshot is', async () => {
    done(await operator().createSnapshot(newCall(), { databaseId: 'acme-bank-portal', snapshotId: 'wf-slow', tags: {} }))
    expect(done(await operator().snapshot(newCall(), 'wf-slow'))).toMatchObject({ status: 'creating', percent: 0 })
    await target().pass(2 * minuteMs)
    expect(done(await operator().snapshot(newCall(), 'wf-slow')).percent).toBeGreaterThan(10)
    await target().pass(20 * minuteMs)
    expect(done(await operator().snapshot(newCall(), 'wf-slow'))).toMatchObject({ status: 'available', percent: 100 })
  })

  it('fails over when it is asked to, which only a database with a standby can', async () => {
    const id = databases[5]!
    const before = done(await operator().database(newCall(), id))
    done(await operator().reboot(newCall(), id, { forceFailover: true }))
    await target().pass(5 * minuteMs)
    expect(done(await operator().database(newCall(), id))).toMatchObject({ az: before.secondaryAz, secondaryAz: before.az })
    expect(why(await operator().reboot(newCall(), 'wf-then', { forceFailover: true }))).toBe('refused')
  })

  it('applies AWS’s own maintenance, now or in its window', async () => {
    stage.fleet.inject({ kind: 'db.pending-maintenance', tenant: 'acme-bank' })
    const { arn } = done(await operator().database(newCall(), 'acme-bank-frontend'))
    expect(done(await operator().pendingMaintenance(newCall(), arn))).toMatchObject([{ action: 'system-update' }])
    expect(done(await operator().applyPendingMaintenance(newCall(), arn, 'system-update', 'next-maintenance'))).toMatchObject([{ optInStatus: 'next-maintenance' }])
    done(await operator().applyPendingMaintenance(newCall(), arn, 'system-update', 'immediate'))
    await target().pass(30 * minuteMs)
    expect(done(await operator().pendingMaintenance(newCall(), arn))).toEqual([])
    expect(why(await operator().applyPendingMaintenance(newCall(), `${arn}-gone`, 'system-update', 'immediate'))).toBe('gone')
  })

  it('refreshes a group, looks how far it is, and cancels', async () => {
    const { groups } = operatorOf(target())
    const id = done(await groups.startRefresh(newCall(), 'frontend-app', { minHealthyPercent: 50 }))
    expect(why(await groups.startRefresh(newCall(), 'frontend-app', { minHealthyPercent: 50 }))).toBe('alreadyThere')
    await target().pass(2 * minuteMs)
    expect(done(await groups.refreshes(newCall(), 'frontend-app', id))).toMatchObject([{ id, status: 'InProgress', minHealthyPercent: 50 }])
    expect(done(await groups.cancelRefresh(newCall(), 'frontend-app'))).toBe(id)
    expect(done(await groups.refreshes(newCall(), 'frontend-app'))).toMatchObject([{ id, status: 'Cancelled' }])
    expect(why(await groups.cancelRefresh(newCall(), 'frontend-app'))).toBe('gone')
  })

  it('switches actions of alarms off and on, and says which are', async () => {
    const { alarms } = operatorOf(target())
    const [one, other] = watched as [string, string]
    done(await alarms.disableActions(newCall(), [one]))
    expect(done(await alarms.actions(newCall(), [one, other, 'nobody']))).toEqual({ [one]: false, [other]: true })
    done(await alarms.enableActions(newCall(), [one]))
    expect(done(await alarms.actions(newCall(), [one]))).toEqual({ [one]: true })
  })

  it('mutes alarms by a rule that ends by itself; a Region without such rules says so', async () => {
    const { alarms } = operatorOf(target())
    const fromMs = stage.time.clock.nowMs()
    const rule = { name: 'wf-r1-acme-bank', description: 'Watchfloor, run r1', alarms: watched, fromMs, toMs: fromMs + 90 * minuteMs }
    expect(why(await alarms.muteRule(newCall(), rule.name))).toBe('gone')
    done(await alarms.putMuteRule(newCall(), rule))
    done(await alarms.putMuteRule(newCall(), rule))
    expect(done(await alarms.muteRule(newCall(), rule.name))).toEqual({ name: rule.name, status: 'ACTIVE', alarms: watched, toMs: Math.floor(fromMs / minuteMs) * minuteMs + 90 * minuteMs })
    expect(done(await alarms.muteRules(newCall()))).toEqual([rule.name])
    await target().pass(91 * minuteMs)
    expect(done(await alarms.muteRule(newCall(), rule.name)).status).toBe('EXPIRED')
    expect(done(await alarms.muteRules(newCall()))).toEqual([])
    done(await alarms.deleteMuteRule(newCall(), rule.name))
    done(await alarms.deleteMuteRule(newCall(), rule.name))
    expect(why(await alarms.muteRule(newCall(), rule.name))).toBe('gone')
    const without = await operatorsOf(target())(home, 'eu-south-2').alarms.putMuteRule(newCall(), rule)
    expect(without).toMatchObject({ ok: false, error: { why: 'refused', error: { kind: 'unsupported' } } })
  })

  it('closes a tenant’s page to its clients, and to nobody else’s', async () => {
    const { access } = operatorOf(target())
    const page = async (tenant: string) => {
      const reply = await fetch(`${stage.fleet.endpoint}/_tenants/${tenant}/frontend/health`)
      return `${reply.status} ${await reply.text()}`
    }
    const other = databases.find((id) => id.endsWith('-frontend') && !id.startsWith('acme-bank'))!.replace(/-frontend$/, '')
    const [listener] = done(await access.listeners(newCall(), loadBalancer))
    const { arn } = done(await access.createRule(newCall(), { listenerArn: listener!.arn, priority: 1, hosts: ['frontend.acme-bank.example'], html: '<h1>Maintenance</h1>', tags: {} }))
    expect(await page('acme-bank')).toBe('503 <h1>Maintenance</h1>')
    expect(await page(other)).toMatch(/^200/)
    expect(stage.fleet.truth()).toContainEqual(expect.objectContaining({ kind: 'page.down', tenant: 'acme-bank', checks: ['probe'], explainsOnly: true }))
    done(await access.deleteRule(newCall(), arn))
    expect(await page('acme-bank')).toMatch(/^200/)
  })

  it('lets everybody read a notice, as a login page does', async () => {
    const { objects } = operatorOf(target())
    const document = { bucket: target().bucket, key: 'read/notice.json', body: '{"sequence":1}', contentType: 'application/json' }
    const url = `${stage.fleet.endpoint}/_objects/${document.bucket}/${document.key}`
    expect((await fetch(url)).status).toBe(404)
    done(await objects.put(newCall(), document, 'nothing'))
    const reply = await fetch(url)
    expect([reply.headers.get('content-type'), await reply.json()]).toEqual(['application/json', { sequence: 1 }])
  })

  it('has evidence for each address: a message id, and whether it came back', async () => {
    stage.fleet.inject({ kind: 'mail.bounces', address: '*@bounces.example', for: 'PT10M' })
    const { mail } = operatorOf(target())
    const notice = { from: 'notices@desk.example', subject: 'Maintenance', text: 'soon', html: '<p>soon</p>', tags: { run: 'r1' } }
    const id = done(await mail.send(newCall(), { ...notice, to: 'ops@bounces.example' }))
    expect(why(await mail.suppression(newCall(), 'ops@bounces.example'))).toBe('gone')
    await target().pass(minuteMs)
    expect(done(await mail.suppression(newCall(), 'ops@bounces.example'))).toMatchObject({ reason: 'BOUNCE', messageId: id })
    expect(why(await mail.suppression(newCall(), 'ops@acme-bank.example'))).toBe('gone')
    expect(why(await mail.send(newCall(), { ...notice, from: 'x@desk.invalid', to: 'ops@acme-bank.example' }))).toBe('refused')
    expect(stage.fleet.mails().at(-1)).toMatchObject({ messageId: id, to: ['ops@bounces.example'], subject: 'Maintenance' })
  })

  it('starts a runbook once, follows it and stops it', async () => {
    const { automation } = operatorOf(target())
    const wanted = { document: 'Bank-PostUpgradeTasks', parameters: { tables: ['a', 'b'] }, token: '00000000-0000-4000-8000-00000000000a' }
    const id = done(await automation.start(newCall(), wanted))
    expect(done(await automation.start(newCall(), wanted))).toBe(id)
    expect(why(await automation.start(newCall(), { ...wanted, parameters: {} }))).toBe('refused')
    expect(why(await automation.start(newCall(), { ...wanted, document: 'Nobody-Wrote-This', token: '00000000-0000-4000-8000-00000000000b' }))).toBe('gone')
    expect(done(await automation.execution(newCall(), id))).toMatchObject({ status: 'InProgress', step: 'analyzeTables' })
    done(await automation.stop(newCall(), id))
    await target().pass(minuteMs)
    expect(done(await automation.execution(newCall(), id))).toMatchObject({ status: 'Cancelled' })
    expect(why(await automation.stop(newCall(), id))).toBe('notNow')
    expect(why(await automation.execution(newCall(), '00000000-0000-4000-8000-0000000000ff'))).toBe('gone')
  })

  it('cannot reach the notices of a tenant while an event keeps everybody from them', async () => {
    const { objects } = operatorOf(target())
    const document = { bucket: target().bucket, key: 'unreachable/notice.json', body: '{}', contentType: 'application/json' }
    stage.fleet.inject({ kind: 'notice.unreachable', tenant: 'acme-bank', for: 'PT10M' })
    expect(why(await objects.put(newCall(), document, 'nothing'))).toBe('unknown')
    await expect(fetch(`${stage.fleet.endpoint}/_objects/${document.bucket}/${document.key}`)).rejects.toThrow()
    await target().pass(11 * minuteMs)
    done(await objects.put(newCall(), document, 'nothing'))
  })

  describe('with faults', () => {
    const wanted = { databaseId: 'acme-bank-portal', snapshotId: 'wf-faulty', tags: {} }
    const failed = async (fault: FaultSpec, more = {}) => {
      stage.fleet.setFaults([fault])
      const outcome = why(await operatorsOf(target(), more)(home, region).databases.createSnapshot(newCall(), wanted))
      stage.fleet.setFaults([])
      return outcome
    }

    it.each([
      [{ fault: 'deny' }, 'refused'],
      [{ fault: 'expire' }, 'refused'],
      [{ fault: 'throttle' }, 'throttled'],
      [{ fault: 'error' }, 'unknown'],
    ] as const)('%o means %s, and nothing was done', async (fault, expected) => {
      expect(await failed(fault)).toBe(expected)
      expect(why(await operator().snapshot(newCall(), 'wf-faulty'))).toBe('gone')
    })

    it('a reply that is lost says nothing about the deed: the read finds it done, and asking again finds it there', async () => {
      expect(await failed({ fault: 'truncate' })).toBe('unknown')
      expect(done(await operator().snapshot(newCall(), 'wf-faulty'))).toMatchObject({ databaseId: 'acme-bank-portal' })
      expect(await failed({ fault: 'reset', operation: 'Nothing' })).toBe('alreadyThere')
    })

    it('gives up on a server that does not answer, without knowing the outcome', async () => {
      expect(await failed({ fault: 'hang' }, { requestTimeoutMs: 300 })).toBe('unknown')
    })
  })

  it('lets a schedule close what was opened, by itself, and CloudTrail tell of it later', async () => {
    const { network, schedules, parameters, trail } = operatorOf(target())
    const name = '/watchfloor/support-access/own-machines/frontend'
    const fromMs = target().nowMs()
    const closer = { roleArn: `arn:aws:iam::${home}:role/WatchfloorSupportCloser`, group: 'watchfloor-support', description: 'closes', atMs: fromMs + 30 * minuteMs }
    const door = { securityGroup: target().securityGroup, cidr: '198.51.100.9/32', port: 22, description: 'watchfloor: g-9' }
    done(await schedules.create(newCall(), { ...closer, name: 'wf-document', does: { service: 'ssm', operation: 'putParameter', input: { Name: name, Value: '{"grants":[]}', Overwrite: true, Type: 'String' } } }))
    done(await schedules.create(newCall(), { ...closer, name: 'wf-door', does: { service: 'ec2', operation: 'revokeSecurityGroupIngress', input: { GroupId: door.securityGroup, IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: door.cidr }] }] } } }))
    done(await parameters.put(newCall(), { name, value: '{"grants":[{"id":"g-9"}]}', how: 'replace' }))
    const made = done(await network.authorize(newCall(), door))
    done(await network.describe(newCall(), door.securityGroup, made.id, 'watchfloor: g-9 g-10'))
    expect(done(await network.ingress(newCall(), door.securityGroup)).find(({ id }) => id === made.id)).toEqual({ ...made, description: 'watchfloor: g-9 g-10' })
    await target().pass(29 * minuteMs)
    expect(done(await parameters.get(newCall(), name)).version).toBe(1)
    await target().pass(2 * minuteMs)
    expect(done(await parameters.get(newCall(), name))).toMatchObject({ value: '{"grants":[]}', version: 2 })
    expect(done(await network.ingress(newCall(), door.securityGroup)).map(({ cidr }) => cidr)).toEqual(['10.0.0.0/16'])
    expect(done(await parameters.history(newCall(), name)).map(({ modifiedBy }) => modifiedBy?.split('/').slice(1).join('/'))).toEqual(['training', 'WatchfloorSupportCloser/scheduled-close'])
    const revoked = async () => done(await trail.page(newCall(), { name: 'RevokeSecurityGroupIngress', fromMs: fromMs + minuteMs, toMs: target().nowMs() })).events
    expect(await revoked()).toEqual([])
    await target().pass(15 * minuteMs)
    expect(await revoked()).toMatchObject([{ name: 'RevokeSecurityGroupIngress', source: 'ec2.amazonaws.com', sourceAddress: 'scheduler.amazonaws.com', resources: [door.securityGroup], requestParameters: { groupId: door.securityGroup } }])
    // It stays until it is deleted: what fired can be told from what somebody deleted.
    expect(done(await schedules.named(newCall(), closer.group, 'wf-do'))).toEqual(['wf-document', 'wf-door'])
  })

  it.each([
    ['another time zone', { ScheduleExpressionTimezone: 'America/Los_Angeles' }],
    ['a window to fire within', { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 1440 } }],
    ['a beginning', { StartDate: new Date('2026-04-01T00:00:00Z') }],
    ['an end', { EndDate: new Date('2026-04-01T00:00:00Z') }],
  ] as const)('tells that a schedule does not fire at its time when somebody gave it %s, until it is put right', async (_, change) => {
    const { schedules } = operatorOf(target())
    const made = { group: 'watchfloor-support', name: 'wf-edited', atMs: target().nowMs() + minuteMs, description: '', roleArn: `arn:aws:iam::${home}:role/WatchfloorSupportCloser`, does: { service: 'ssm', operation: 'putParameter', input: {} } }
    done(await schedules.create(newCall(), made))
    expect(done(await schedules.get(newCall(), made)).firesThen).toBe(true)
    const client = new SchedulerClient({ endpoint: stage.fleet.endpoint, region, credentials: { accessKeyId: `AKIA${home}EVIL`, secretAccessKey: 'any' } })
    const there = await client.send(new GetScheduleCommand({ GroupName: made.group, Name: made.name }))
    const { Name, GroupName, ScheduleExpression, FlexibleTimeWindow, Target } = there
    await client.send(new UpdateScheduleCommand({ Name, GroupName, ScheduleExpression, FlexibleTimeWindow, Target, ...change }))
    expect(await client.send(new GetScheduleCommand({ GroupName: made.group, Name: made.name }))).toMatchObject(change)
    client.destroy()
    expect(done(await schedules.get(newCall(), made))).toMatchObject({ firesThen: false })
    done(await schedules.update(newCall(), made))
    expect(done(await schedules.get(newCall(), made)).firesThen).toBe(true)
    done(await schedules.delete(newCall(), made))
  })

  it('makes no schedule of the past, in a group that is not there, or with a role that it may not take', async () => {
    const { schedules } = operatorOf(target())
    const wanted = { group: 'watchfloor-support', name: 'wf-refused', atMs: target().nowMs() + minuteMs, description: '', roleArn: `arn:aws:iam::${home}:role/WatchfloorSupportCloser`, does: { service: 'ssm', operation: 'putParameter', input: {} } }
    expect(why(await schedules.create(newCall(), { ...wanted, atMs: target().nowMs() - minuteMs }))).toBe('refused')
    expect(why(await schedules.create(newCall(), { ...wanted, group: 'nobody-made-it' }))).toBe('gone')
    expect(why(await schedules.create(newCall(), { ...wanted, roleArn: `arn:aws:iam::${home}:role/Administrator` }))).toBe('refused')
    stage.fleet.inject({ kind: 'support.closer-missing', tenant: 'acme-bank', for: 'PT1M' })
    expect(why(await schedules.create(newCall(), wanted))).toBe('refused')
    await target().pass(minuteMs)
    done(await schedules.create(newCall(), { ...wanted, atMs: target().nowMs() + minuteMs }))
    done(await schedules.delete(newCall(), wanted))
  })

  it('refuses a rule’s description that EC2 would not take', async () => {
    const door = { securityGroup: target().securityGroup, cidr: '198.51.100.11/32', port: 22, description: 'für Ana' }
    expect(why(await operatorOf(target()).network.authorize(newCall(), door))).toBe('refused')
  })

  it('says under which address it sees whoever asks, until that changes', async () => {
    const ownAddress = createOwnAddress(stage.fleet.endpoint)
    const signal = new AbortController().signal
    const before = await ownAddress(signal)
    expect(before).toMatchObject({ ok: true, value: expect.stringMatching(/^198\.51\.100\.\d+$/) as string })
    stage.fleet.inject({ kind: 'operator.address-changes', address: '2001:db8::77', for: 'PT1M' })
    expect(await ownAddress(signal)).toEqual({ ok: true, value: '2001:db8::77' })
    await target().pass(minuteMs)
    expect(await ownAddress(signal)).toEqual(before)
  })
})
