import { describe, expect, it } from 'vitest'
import { billingOf } from '#electron/training/billing'
import { billingLines } from '#electron/training/ledger'
import { drive, secondsAt, startAtMs, type Driver } from './fleet-driver'

const billing = (driver: Driver) => billingOf(billingLines(driver.simulation.ledger))

describe('The training fleet', () => {
  it('gives the same replies for the same scenario and calls', () => {
    const script = (driver: Driver): string[] =>
      ['PT1M', 'PT3M', 'PT9M'].flatMap((moment) => {
        driver.at(moment)
        return [
          driver.send('rds', 'DescribeDBInstances', {}, { protocol: 'query' }),
          driver.send('rds', 'DescribeEvents', { Duration: '60' }, { protocol: 'query' }),
          driver.send('cloudwatch', 'DescribeAlarms', { MaxRecords: 100 }),
          driver.send('autoscaling', 'DescribeAutoScalingGroups', {}, { protocol: 'query' }),
        ].map((reply) => JSON.stringify(reply))
      })
    const chaos = { events: [{ at: 'PT2M', kind: 'db.failover', tenant: 'acme-bank' }, { at: 'PT2M', kind: 'app.instance-fails', tenant: 'acme-bank' }], faults: [{ fault: 'throttle', rate: 0.3 }] }
    expect(script(drive(chaos))).toEqual(script(drive(chaos)))
    expect(script(drive(chaos))).not.toEqual(script(drive({ ...chaos, seed: 4 })))
  })

  it('forgets nothing of the past when asked about it later or event by event', () => {
    const events = [{ at: 'PT2M', kind: 'db.cpu-high', tenant: 'acme-bank', for: 'PT10M' }]
    const jumped = drive({ events }).at('PT30M').since('PT0S')
    const stepped = drive({ events })
    for (let minute = 1; minute <= 30; minute++) stepped.at(`PT${minute}M`).alarm('acme-bank-frontend-cpu-high')
    expect(stepped.since('PT0S')).toEqual(jumped)
  })

  it('carries AWS\'s time and a request id on each reply', () => {
    const reply = drive().at('PT5M').send('rds', 'DescribeDBInstances')
    expect(Date.parse(reply.headers['date'] ?? '')).toBe(startAtMs + 300_000)
    expect(reply.headers['x-amzn-requestid']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  })
})

describe('Who asks', () => {
  const arn = (driver: Driver, options: Parameters<Driver['ask']>[3]) => driver.ask('sts', 'GetCallerIdentity', {}, options)['Arn']

  it('is the account whose number the key carries, else the first', () => {
    expect(arn(drive(), { account: '444455556666' })).toBe('arn:aws:iam::444455556666:user/training')
    expect(arn(drive(), { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' })).toBe('arn:aws:iam::111122223333:user/training')
  })

  it('is nobody without a signature or with a key that is none', () => {
    expect(drive().refusal('rds', 'DescribeDBInstances', {}, { accessKeyId: '' })).toBe('MissingAuthenticationToken')
    expect(drive().refusal('rds', 'DescribeDBInstances', {}, { accessKeyId: 'key!' })).toBe('InvalidClientTokenId')
  })

  it('may assume a role of another account, until the session expires in AWS time', () => {
    const driver = drive()
    const issued = driver.ask('sts', 'AssumeRole', { RoleArn: 'arn:aws:iam::444455556666:role/WatchfloorOperator', RoleSessionName: 'desk', DurationSeconds: '900' })
    const { AccessKeyId, SessionToken, Expiration } = issued['Credentials'] as { AccessKeyId: string; SessionToken: string; Expiration: number }
    const session = { accessKeyId: AccessKeyId, sessionToken: SessionToken }
    expect(Expiration).toBe(secondsAt('PT15M'))
    expect(arn(driver, session)).toBe('arn:aws:sts::444455556666:assumed-role/WatchfloorOperator/desk')
    expect(driver.at('PT14M59S').refusal('rds', 'DescribeDBInstances', {}, session)).toBeUndefined()
    expect(driver.at('PT15M').refusal('rds', 'DescribeDBInstances', {}, session)).toBe('ExpiredToken')
    expect(driver.refusal('rds', 'DescribeDBInstances', {}, { accessKeyId: AccessKeyId, sessionToken: 'forged' })).toBe('InvalidClientTokenId')
  })

  it.each([
    ['an account that is not in the fleet', { RoleArn: 'arn:aws:iam::999999999999:role/x', RoleSessionName: 's' }, 'AccessDenied'],
    ['no session name', { RoleArn: 'arn:aws:iam::444455556666:role/x' }, 'ValidationError'],
    ['something that is no role', { RoleArn: 'arn:aws:iam::444455556666:user/x', RoleSessionName: 's' }, 'ValidationError'],
    ['a session that is too short', { RoleArn: 'arn:aws:iam::444455556666:role/x', RoleSessionName: 's', DurationSeconds: '60' }, 'ValidationError'],
  ])('may not assume a role with %s', (_what, params, code) => {
    expect(drive().refusal('sts', 'AssumeRole', params)).toBe(code)
  })
})

describe('What it refuses', () => {
  it('operations it lacks, in AWS\'s words', () => {
    expect(drive().refusal('rds', 'DeleteDBInstance')).toBe('InvalidAction')
    expect(drive().refusal('rds', 'constructor')).toBe('InvalidAction')
    expect(drive().send('cloudwatch', 'PutMetricData').body).toContain('UnknownOperationException')
  })

  it('everything of a denied account but the question who one is, and nothing of others', () => {
    const driver = drive({ events: [{ at: 'PT1M', kind: 'account.access-denied', account: '111122223333', for: 'PT10M' }] }).at('PT2M')
    expect(driver.refusal('rds', 'DescribeDBInstances')).toBe('AccessDenied')
    expect(driver.send('cloudwatch', 'DescribeAlarms').body).toContain('AccessDeniedException')
    expect(driver.refusal('sts', 'GetCallerIdentity')).toBeUndefined()
    expect(driver.refusal('sts', 'AssumeRole', { RoleArn: 'arn:aws:iam::111122223333:role/x', RoleSessionName: 's' }, { account: '444455556666' })).toBe('AccessDenied')
    expect(driver.refusal('rds', 'DescribeDBInstances', {}, { account: '444455556666', region: 'eu-central-1' })).toBeUndefined()
    expect(driver.truth().map(({ subject }) => subject)).toEqual(['rds', 'cloudwatch', 'autoscaling', 'elbv2', 'kms', 'offsite', 'tagging', 'logs', 'wafv2', 'transfer', 's3'].map((service) => `111122223333/eu-west-1/${service}`).sort())
    expect(driver.at('PT12M').refusal('rds', 'DescribeDBInstances')).toBeUndefined()
  })

  it('more calls than the quota of account, Region and API allows', () => {
    const driver = drive()
    const codes = Array.from({ length: 12 }, () => driver.refusal('cloudwatch', 'DescribeAlarms'))
    expect(codes.filter((code) => code === 'Throttling')).toHaveLength(3)
    expect(driver.refusal('cloudwatch', 'ListMetrics')).toBeUndefined()
    expect(driver.refusal('cloudwatch', 'DescribeAlarms', {}, { account: '444455556666', region: 'eu-central-1' })).toBeUndefined()
    expect(driver.at('PT1S').refusal('cloudwatch', 'DescribeAlarms')).toBeUndefined()
  })

  it('calls of Auto Scaling out of one common quota', () => {
    const driver = drive()
    for (let call = 0; call < 100; call++) driver.send('autoscaling', 'DescribeAutoScalingGroups')
    expect(driver.refusal('autoscaling', 'DescribeScalingActivities')).toBe('Throttling')
  })
})

describe('Faults', () => {
  const struck = (fault: Record<string, unknown>) => drive({ faults: [fault] })

  it.each([
    ['throttle', 'Throttling', 400],
    ['deny', 'AccessDenied', 403],
    ['expire', 'ExpiredToken', 403],
    ['error', 'InternalFailure', 500],
  ])('%s answers %s', (fault, code, status) => {
    const reply = struck({ fault }).send('rds', 'DescribeDBInstances')
    expect([reply.headers['x-amzn-query-error']?.split(';')[0], reply.status]).toEqual([code, status])
  })

  it.each([
    ['hang', { kind: 'hang' }],
    ['reset', { kind: 'reset' }],
    ['truncate', { kind: 'truncated', delayMs: 0 }],
    ['delay', { kind: 'answer', delayMs: 3000 }],
  ])('%s shows on the wire', (fault, delivery) => {
    expect(struck({ fault }).send('rds', 'DescribeDBInstances').delivery).toEqual(delivery)
  })

  it('clock puts the Date header off and nothing else', () => {
    const reply = struck({ fault: 'clock', seconds: 600 }).send('rds', 'DescribeDBInstances')
    expect(Date.parse(reply.headers['date'] ?? '')).toBe(startAtMs + 600_000)
    expect(reply.status).toBe(200)
  })

  it('strike only whom, what and when they name', () => {
    const driver = struck({ fault: 'throttle', from: 'PT5M', to: 'PT10M', account: '111122223333', service: 'rds', operation: 'DescribeEvents' })
    const codes = (): unknown[] => [driver.refusal('rds', 'DescribeEvents'), driver.refusal('rds', 'DescribeDBInstances'), driver.refusal('rds', 'DescribeEvents', {}, { account: '444455556666', region: 'eu-central-1' })]
    expect(codes()).toEqual([undefined, undefined, undefined])
    driver.at('PT5M')
    expect(codes()).toEqual(['Throttling', undefined, undefined])
    driver.at('PT10M')
    expect(codes()).toEqual([undefined, undefined, undefined])
  })

  it('strike as often as their rate says', () => {
    const driver = struck({ fault: 'throttle', rate: 0.3 })
    const hits = Array.from({ length: 400 }, (_, at) => driver.at(`PT${at}S`).refusal('sts', 'GetCallerIdentity')).filter((code) => code !== undefined)
    expect(hits.length / 400).toBeGreaterThan(0.22)
    expect(hits.length / 400).toBeLessThan(0.38)
  })

  it('are part of the truth, each scope they keep data from', () => {
    expect(struck({ fault: 'hang', account: '444455556666', service: 'rds' }).truth()).toMatchObject([{ kind: 'fault.hang', subject: '444455556666/eu-central-1/rds', checks: ['stale-data', 'no-resources'] }])
    expect(struck({ fault: 'throttle', account: '444455556666', service: 'rds', rate: 0.5 }).truth()).toMatchObject([{ kind: 'fault.throttle', explainsOnly: true, rate: 0.5 }])
  })
})

describe('The truth', () => {
  it('is empty for a fleet to which nothing happens, for a day', () => {
    expect(drive().at('P1D').since('PT0S')).toEqual([])
  })

  it('tells what ended, when, and until when a word about it is no lie', () => {
    const driver = drive({ events: [{ at: 'PT2M', kind: 'db.failover', tenant: 'acme-bank', outageSeconds: 60 }] })
    expect(driver.at('PT2M30S').truth()).toMatchObject([{ kind: 'db.failover', subject: 'acme-bank-frontend', sinceMs: startAtMs + 120_000 }])
    expect(driver.at('PT10M').truth()).toEqual([])
    expect(driver.since('PT2M')[0]).not.toHaveProperty('explainsOnly')
    expect(driver.since('PT9M')).toMatchObject([{ kind: 'db.failover', explainsOnly: true, endedMs: startAtMs + 180_000, explainsUntilMs: startAtMs + 180_000 + 24 * 3_600_000 }])
    expect(driver.at('P2D').since('P2D')).toEqual([])
  })

  it('lets a day without a snapshot be told for as long as it is among the last seven, whether it lies before the start or not', () => {
    const missing = drive({ events: [{ at: '-P3D', kind: 'db.snapshot-missing', tenant: 'acme-bank' }] })
    expect(missing.at('P1D').since('PT23H')).toMatchObject([{ kind: 'db.snapshot-missing', explainsOnly: true, checks: ['daily-snapshots'] }])
    expect(missing.at('P7D').since('P7D')).toEqual([])
  })

  it('knows of a lag only once a shipping was missed', () => {
    const [freeze] = drive({ events: [{ at: 'PT2M', kind: 'db.lrt-freeze', tenant: 'acme-bank' }] }).at('PT20M').truth()
    expect(freeze).toMatchObject({ kind: 'db.lrt-freeze', checks: ['recovery-point'] })
    expect((freeze?.observableMs ?? 0) - startAtMs).toBeGreaterThanOrEqual(120_000)
    expect((freeze?.observableMs ?? 0) - startAtMs).toBeLessThanOrEqual(420_000)
  })

  it('says what a young tenant lacks from the start', () => {
    const fleet = { tenants: [{ id: 'new-bank', account: '444455556666', region: 'eu-central-1', createdAt: '2026-02-20T09:00:00Z' }] }
    expect(drive({ fleet }).truth()).toMatchObject([{ kind: 'db.window-filling', tenant: 'new-bank', checks: ['pitr-window'] }])
  })
})

describe('Billing', () => {
  it('charges CloudWatch by request, metric data by metric, and the rest nothing', () => {
    const driver = drive().at('PT5M')
    const query = (at: number) => ({ Id: `m${at}`, MetricStat: { Metric: { Namespace: 'AWS/RDS', MetricName: 'CPUUtilization' }, Period: 60, Stat: 'Average' } })
    driver.ask('cloudwatch', 'GetMetricData', { StartTime: secondsAt('PT0S'), EndTime: secondsAt('PT5M'), MetricDataQueries: Array.from({ length: 500 }, (_, at) => query(at)) })
    driver.ask('cloudwatch', 'DescribeAlarms')
    driver.ask('rds', 'DescribeDBInstances')
    expect(billing(driver)).toMatchObject({ requests: 3, throttled: 0, dollars: expect.closeTo(0.00501, 8) as number })
    expect(billing(driver).lines).toContainEqual({ account: '111122223333', region: 'eu-west-1', service: 'cloudwatch', operation: 'GetMetricData', requests: 1, throttled: 0, dollars: 0.005 })
  })

  it('counts what was throttled, and charges nothing for it', () => {
    const driver = drive({ faults: [{ fault: 'throttle' }] })
    driver.send('cloudwatch', 'DescribeAlarms')
    expect(billing(driver)).toMatchObject({ requests: 1, throttled: 1, dollars: 0 })
  })
})
