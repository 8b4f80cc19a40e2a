import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { loadScenario, startTrainingFleet, type FaultSpec, type TrainingFleet } from '#electron/training/index'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { silentLogger } from '#test/fakes/fake-watch-parts'
import { describeAwsAdapter, valueOf } from './suite'
import { plainCall, readersOf, signIn, type Target } from './target'

const home = '111122223333'
const second = '222233334444'
const region = 'eu-west-1'
const otherRegion = 'eu-central-1'
const startAtMs = Date.UTC(2026, 2, 2, 6)

const scenario = {
  version: 1,
  name: 'contract',
  seed: 5,
  startAt: new Date(startAtMs).toISOString(),
  fleet: {
    pooled: [
      { account: home, region, tenants: 110 },
      { account: home, region: otherRegion, tenants: 2 },
    ],
    tenants: [
      { id: 'acme-bank', name: 'Acme Bank', account: home, region, engine: 'mysql', environments: ['frontend'], offsite: { region: otherRegion } },
      { id: 'quiet-bank', name: 'Quiet Bank', account: home, region, engine: 'mysql', environments: ['frontend'] },
      { id: 'second-bank', name: 'Second Bank', account: second, region, engine: 'mysql', environments: ['frontend'] },
    ],
  },
  events: [
    { at: '-PT30M', kind: 'db.failover', tenant: 'acme-bank', environment: 'frontend' },
    { at: '-PT3H', kind: 'db.pending-maintenance', tenant: 'acme-bank', environment: 'frontend' },
    { at: '-PT2H', kind: 'alarm.fires', tenant: 'acme-bank', environment: 'frontend' },
    { at: '-PT2H', kind: 'alarm.no-data', tenant: 'quiet-bank', environment: 'frontend' },
    { at: '-PT4H', kind: 'alarm.topic-gone', tenant: 'quiet-bank', environment: 'frontend' },
    { at: '-PT5M', kind: 'app.refresh', tenant: 'acme-bank', environment: 'frontend' },
    { at: '-PT2H', kind: 'db.status', tenant: 'second-bank', environment: 'frontend', status: 'stopped' },
  ],
}

describe('the training fleet', () => {
  let fleet: TrainingFleet
  let signOut: () => void
  let facts: Pick<Target, 'alarms' | 'alarmPages' | 'firing' | 'noData'>
  const time = createVirtualTime(startAtMs)
  const beforeRequest = () => time.advanceTo(time.clock.nowMs() + 1_000)
  const newCall = () => plainCall(beforeRequest)
  const target = (): Target => ({
    endpoint: fleet.endpoint,
    home,
    region,
    otherRegion,
    second,
    databases: 112,
    tenant: 'acme-bank',
    databaseId: 'acme-bank-frontend',
    encryptedId: 'acme-bank-frontend',
    secondDatabaseId: 'second-bank-frontend',
    services: {
      tenant: 'second-bank',
      account: second,
      log: { group: '/second-bank/frontend/app', filter: 'fatal-errors', namespace: 'second-bank/logs' },
      archive: 'second-bank-archive-4444',
      guarded: 'second-bank-frontend-app',
      open: 'frontend-app',
      tagged: ['bucket', 'load-balancer', 'log-group', 'sftp-server', 'web-acl'],
    },
    topic: `arn:aws:sns:${region}:${home}:desk-on-call`,
    nowMs: () => time.clock.nowMs(),
    beforeRequest,
    ...facts,
  })
  const reader = (more: { readonly requestTimeoutMs?: number } = {}) => readersOf(target(), more)(home, region)

  beforeAll(async () => {
    const loaded = valueOf(loadScenario(JSON.stringify(scenario), 'contract.json'))
    fleet = await startTrainingFleet({ scenario: loaded, clock: time.clock, timers: time.timers, logger: silentLogger })
    signOut = signIn(home)
    facts = { alarms: 0, alarmPages: 0, firing: '', noData: '' }
    const alarms = valueOf(await reader().alarms(newCall())).records
    const named = (state: string): string => alarms.find((alarm) => alarm.state === state && alarm.dimensions['DBInstanceIdentifier'] !== undefined)?.name ?? ''
    facts = { alarms: alarms.length, alarmPages: Math.ceil(alarms.length / 100), firing: named('ALARM'), noData: named('INSUFFICIENT_DATA') }
  })
  afterEach(() => void fleet.setFaults([]))
  afterAll(async () => {
    signOut()
    await fleet.stop()
  })

  describeAwsAdapter('the training fleet', target)

  it('says both zones, the restore window and pending maintenance', async () => {
    const [database] = valueOf(await reader().databases(newCall(), ['acme-bank-frontend'])).records
    expect(database).toMatchObject({ multiAz: true, status: 'available', retentionDays: 30 })
    expect(database?.secondaryAz).not.toBe(database?.az)
    const backup = valueOf(await reader().automatedBackups(newCall())).records.find((record) => record.databaseId === 'acme-bank-frontend')
    expect(backup?.earliestRestorableAtMs).toBeLessThanOrEqual(startAtMs - 29 * 24 * hourMs)
    const pending = valueOf(await reader().pendingMaintenance(newCall())).records
    expect(pending.map((record) => record.databaseId)).toEqual(['acme-bank-frontend'])
    expect(pending[0]?.autoAppliedAfterMs).toBeGreaterThan(startAtMs)
  })

  it('reads events since a moment, and none from before it', async () => {
    const recent = valueOf(await reader().databaseEvents(newCall(), startAtMs - hourMs)).records
    const own = recent.filter((event) => event.databaseId === 'acme-bank-frontend' && event.categories.includes('failover'))
    expect(own.length).toBeGreaterThanOrEqual(2)
    expect(recent.every((event) => event.atMs >= startAtMs - hourMs)).toBe(true)
    expect(valueOf(await reader().databaseEvents(newCall(), startAtMs - minuteMs)).records.filter((event) => event.databaseId === 'acme-bank-frontend')).toEqual([])
  })

  it('reads events of some categories, as far back as AWS keeps them', async () => {
    const all = valueOf(await reader().databaseEvents(newCall(), startAtMs - 14 * 24 * hourMs + minuteMs)).records
    const some = valueOf(await reader().databaseEvents(newCall(), startAtMs - 14 * 24 * hourMs + minuteMs, ['failover', 'availability'])).records
    const wanted = (event: (typeof all)[number]): boolean => event.categories.some((category) => category === 'failover' || category === 'availability')
    expect(some.map(({ key }) => key).sort()).toEqual(all.filter(wanted).map(({ key }) => key).sort())
    expect(some.length).toBeGreaterThan(0)
    expect(all.some((event) => event.categories.includes('backup'))).toBe(true)
  })

  it('reads composite alarms with their rule', async () => {
    const alarms = valueOf(await reader().alarms(newCall())).records
    const composite = alarms.find((alarm) => alarm.type === 'composite')
    expect(composite?.rule).toContain('ALARM(')
  })

  it('reads the state changes of an alarm in one request, newest first, with AWS’s reasons; of a name that is gone none', async () => {
    const call = newCall()
    const history = valueOf(await reader().alarmHistory(call, facts.firing))
    expect(call.operations).toEqual(['DescribeAlarmHistory'])
    expect(history.more).toBe(false)
    const [alarm] = valueOf(await reader().alarms(newCall(), { names: [facts.firing] })).records
    expect(history.changes[0]).toEqual({ to: 'ALARM', from: 'OK', atMs: alarm!.stateUpdatedAtMs, reason: alarm!.stateReason })
    expect(history.changes.map(({ atMs }) => atMs)).toEqual(history.changes.map(({ atMs }) => atMs).sort((a, b) => b - a))
    expect(valueOf(await reader().alarmHistory(newCall(), 'gone-for-good')).changes).toEqual([])
  })

  it('lets an alarm tell a topic that nobody made', async () => {
    const told = valueOf(await reader().alarms(newCall())).records.flatMap(({ alarmActions }) => alarmActions)
    const topics = valueOf(await reader().topics(newCall())).records.map(({ arn }) => arn)
    expect([...new Set(told)].filter((action) => !topics.includes(action))).toEqual([`arn:aws:sns:${region}:${home}:desk-night-shift`])
  })

  it('reads how far an instance refresh is, and what Auto Scaling does for it', async () => {
    const groups = valueOf(await reader().appGroups(newCall())).records
    const group = groups.find(({ id }) => id === 'frontend-app')!
    const { records } = valueOf(await reader().instanceRefresh(newCall(), group.id))
    expect(records).toMatchObject([{ kind: 'group-refresh', key: 'frontend-app', latest: { status: expect.stringMatching(/^(InProgress|Successful)$/) as string, startedAtMs: startAtMs - 5 * minuteMs, minHealthyPercent: 90, version: '8' } }])
    expect(records[0]!.latest!.percent).toBeGreaterThanOrEqual(50)
    expect(group.instances.map(({ version }) => version)).toContain('8')
    const [activities] = valueOf(await reader().scalingActivities(newCall(), group.id)).records
    expect(activities!.activities.length).toBeGreaterThanOrEqual(6)
    expect(activities!.activities[0]!.cause).toContain('in response to an instance refresh')
    const never = valueOf(await readersOf(target())(second, region).instanceRefresh(newCall(), 'second-bank-frontend-app')).records
    expect(never).toEqual([{ kind: 'group-refresh', key: 'second-bank-frontend-app', readAtMs: expect.any(Number) as number }])
    expect(await reader().instanceRefresh(newCall(), 'gone')).toMatchObject({ ok: false })
  })

  it('says as a value that an SFTP server does not exist', async () => {
    expect(await reader().sftpServer(newCall(), `arn:aws:transfer:${region}:${home}:server/s-00000000000000000`)).toMatchObject({ ok: false, error: { kind: 'notFound' } })
  })

  it('names the snapshot that a copy was made of, and the room that is left for copies', async () => {
    const away = readersOf(target())(home, otherRegion)
    const copies = valueOf(await away.keptSnapshots(newCall())).records
    expect(copies.every(({ sourceArn }) => sourceArn!.startsWith(`arn:aws:rds:${region}:${home}:snapshot:rds:acme-bank-frontend-`))).toBe(true)
    expect(valueOf(await away.databaseQuotas(newCall())).records).toContainEqual({ name: 'ManualSnapshots', used: 3, max: 100 })
  })

  describe('with faults', () => {
    const faulty = async (fault: FaultSpec, more: { readonly requestTimeoutMs?: number } = {}) => {
      fleet.setFaults([fault])
      const result = await reader(more).databases(newCall())
      return result.ok ? 'ok' : result.error.kind
    }

    it.each([
      [{ fault: 'deny' }, 'denied'],
      [{ fault: 'throttle' }, 'throttled'],
      [{ fault: 'expire' }, 'expired'],
      [{ fault: 'error' }, 'serverFault'],
      [{ fault: 'reset' }, 'unreachable'],
      [{ fault: 'truncate' }, 'unreadableReply'],
    ] as const)('%o is told apart as %s', async (fault, kind) => {
      expect(await faulty(fault)).toBe(kind)
    })

    it('tells the same apart where replies are JSON', async () => {
      const kinds: string[] = []
      for (const fault of ['deny', 'throttle', 'expire', 'error', 'reset', 'truncate'] as const) {
        fleet.setFaults([{ fault, service: 'cloudwatch' }])
        const result = await reader().alarms(newCall())
        kinds.push(result.ok ? 'ok' : result.error.kind)
      }
      expect(kinds).toEqual(['denied', 'throttled', 'expired', 'serverFault', 'unreachable', 'unreadableReply'])
    })

    it('tells the same apart where S3 answers', async () => {
      const kinds: string[] = []
      for (const fault of ['deny', 'throttle', 'expire', 'error', 'reset', 'truncate'] as const) {
        fleet.setFaults([{ fault, service: 's3' }])
        const result = await readersOf(target())(second, region).bucket(newCall(), 'arn:aws:s3:::second-bank-archive-4444')
        kinds.push(result.ok ? 'ok' : result.error.kind)
      }
      // Of a reply that breaks off, the S3 client does not tell that its headers came.
      expect(kinds).toEqual(['denied', 'throttled', 'expired', 'serverFault', 'unreachable', 'unreachable'])
    })

    it('names the one setting of a bucket that a role may not read, by the permission that allows it', async () => {
      fleet.setFaults([{ fault: 'deny', service: 's3', operation: 'GetBucketLifecycleConfiguration' }])
      const { records } = valueOf(await readersOf(target())(second, region).bucket(newCall(), 'arn:aws:s3:::second-bank-archive-4444'))
      expect(records).toMatchObject([{ untold: ['s3:GetLifecycleConfiguration'], versioning: 'Enabled' }])
      expect(records[0]).not.toHaveProperty('lifecycle')
    })

    it('gives up on a server that does not answer', async () => {
      expect(await faulty({ fault: 'hang' }, { requestTimeoutMs: 300 })).toBe('timeout')
    })

    it('reports the server’s clock, right or wrong', async () => {
      fleet.setFaults([{ fault: 'clock', seconds: 600 }])
      expect(valueOf(await reader().databases(newCall())).dateMs).toBe(target().nowMs() + 600_000)
    })

    it('sends a failed page again when its caller wants that, and keeps the pages before it', async () => {
      fleet.setFaults([{ fault: 'error', rate: 0.5 }])
      const call = newCall()
      const asked: number[] = []
      const reply = await reader().databases({ ...call, onFailure: async (_operation, _error, attempt) => (asked.push(attempt) > 0 && attempt < 20 ? 'again' : 'giveUp') })
      expect(valueOf(reply).records).toHaveLength(112)
      expect(call.operations.length).toBe(2 + asked.length)
    })

    it('never says a key in an error', async () => {
      fleet.setFaults([{ fault: 'expire' }])
      const result = await reader().databases(newCall())
      expect(JSON.stringify(result)).not.toMatch(/AKIA|training-keys/)
    })
  })
})
