import { describe, expect, it } from 'vitest'
import { drive, first, homeOf, listOf, secondsAt, startAtMs, type Driver } from '../fleet-driver'

const acme = { tenant: 'acme-bank', environment: 'frontend' }
const cpu = 'acme-bank-frontend-cpu-high'
const state = (driver: Driver, name = cpu): unknown => driver.alarm(name)['StateValue']

describe('An alarm', () => {
  it('fires once three of five minutes were bad, not before, and ends likewise', () => {
    const driver = drive({ events: [{ at: 'PT5M', kind: 'db.cpu-high', ...acme, for: 'PT10M' }] })
    expect(state(driver.at('PT7M59S'))).toBe('OK')
    expect(state(driver.at('PT9M'))).toBe('ALARM')
    expect(driver.alarm(cpu)['StateReason']).toMatch(/^Threshold Crossed: 3 out of the last 5 datapoints \[.*\] were greater than the threshold \(90\.0\) \(minimum 3 datapoints for OK -> ALARM transition\)\.$/)
    expect(state(driver.at('PT16M'))).toBe('ALARM')
    expect(state(driver.at('PT20M'))).toBe('OK')
  })

  it('makes its composite red a moment later, and truth says both', () => {
    const driver = drive({ events: [{ at: 'PT5M', kind: 'db.cpu-high', ...acme }] }).at('PT10M')
    expect(driver.alarm('acme-bank-frontend-service')).toMatchObject({ StateValue: 'ALARM', StateReason: expect.stringContaining('acme-bank-frontend-cpu-high transitioned to ALARM at') as string })
    expect(driver.truth().filter(({ kind }) => kind === 'alarm.fires')).toMatchObject([
      { subject: cpu, tenant: 'acme-bank', environment: 'frontend', checks: ['alarm-firing'] },
      { subject: 'acme-bank-frontend-service', tenant: 'acme-bank' },
    ])
    expect(driver.truth().find(({ kind }) => kind === 'db.cpu-high')).toMatchObject({ subject: 'acme-bank-frontend', checks: [] })
  })

  it('that is made to fire does so at that moment, over bad datapoints', () => {
    const driver = drive({ events: [{ at: 'PT5M', kind: 'alarm.fires', ...acme, for: 'PT6M' }] })
    expect(state(driver.at('PT4M59S'))).toBe('OK')
    expect(driver.at('PT5M').alarm(cpu)).toMatchObject({ StateValue: 'ALARM', StateUpdatedTimestamp: secondsAt('PT5M'), StateReason: expect.stringContaining('5 out of the last 5 datapoints') as string })
    expect(state(driver.at('PT10M59S'))).toBe('ALARM')
    expect(state(driver.at('PT11M'))).toBe('OK')
  })

  it('that flaps changes every period', () => {
    const driver = drive({ events: [{ at: 'PT5M', kind: 'alarm.flaps', ...acme, periodSeconds: 180, for: 'PT30M' }] })
    expect(['PT6M', 'PT9M', 'PT12M', 'PT15M'].map((moment) => state(driver.at(moment)))).toEqual(['ALARM', 'OK', 'ALARM', 'OK'])
    expect(driver.since('PT0S').filter(({ kind, subject }) => kind === 'alarm.fires' && subject === cpu)).toMatchObject([
      { sinceMs: startAtMs + 300_000, endedMs: startAtMs + 480_000 },
      { sinceMs: startAtMs + 660_000, endedMs: startAtMs + 840_000 },
    ])
    expect(state(driver.at('PT36M'))).toBe('OK')
  })

  it('without data says so, and so does one whose database is stopped', () => {
    const driver = drive({ events: [{ at: 'PT5M', kind: 'alarm.no-data', ...acme }, { at: 'PT5M', kind: 'db.status', tenant: 'solo-bank', status: 'stopped' }] })
    expect(driver.at('PT5M').alarm(cpu)).toMatchObject({ StateValue: 'INSUFFICIENT_DATA', StateReason: 'Insufficient Data: 5 datapoints were unknown.' })
    expect(state(driver, 'solo-bank-frontend-cpu-high')).toBe('OK')
    expect(state(driver.at('PT12M'), 'solo-bank-frontend-cpu-high')).toBe('INSUFFICIENT_DATA')
    expect(driver.truth().filter(({ kind }) => kind === 'alarm.no-data').map(({ subject }) => subject)).toEqual(expect.arrayContaining([cpu, 'solo-bank-frontend-cpu-high', 'solo-bank-frontend-free-storage-low']))
  })

  it('with its actions off says so', () => {
    const driver = drive({ events: [{ at: 'PT5M', kind: 'alarm.actions-off', ...acme }] })
    expect(driver.at('PT4M').alarm(cpu)['ActionsEnabled']).toBe(true)
    expect(driver.at('PT6M').alarm(cpu)).toMatchObject({ ActionsEnabled: false, AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:desk-on-call'] })
  })

  it.each([
    ['db.replica-lag', { tenant: 'solo-bank' }, 'solo-bank-frontend-replica-replica-lag-high'],
    ['app.latency-high', { tenant: 'solo-bank' }, 'solo-bank-frontend-app-latency-high'],
    ['app.errors-high', acme, 'frontend-app-5xx-high'],
    ['app.az-lost', { tenant: 'solo-bank', az: 'zone' }, 'solo-bank-frontend-app-healthy-hosts-low'],
  ])('watches what %s disturbs', (kind, event, alarm) => {
    const zone = first(listOf(drive().ask('autoscaling', 'DescribeAutoScalingGroups', {}, homeOf('solo-bank')), 'AutoScalingGroups'))['AvailabilityZones'] as string[]
    const driver = drive({ events: [{ at: 'PT5M', kind, ...event, ...('az' in event ? { az: zone[0] } : {}) }] })
    expect(state(driver.at('PT4M'), alarm)).toBe('OK')
    expect(state(driver.at('PT11M'), alarm)).toBe('ALARM')
  })

  it('is never red by noise: a day of a healthy fleet has no transition', () => {
    const driver = drive({ events: [{ at: 'PT1M', kind: 'db.lost-standby', ...acme }, { at: 'PT1M', kind: 'app.instance-fails', tenant: 'acme-bank', environment: 'cron' }] }).at('P1D')
    expect(driver.since('PT0S').filter(({ kind }) => kind.startsWith('alarm.'))).toEqual([])
  })
})

describe('DescribeAlarms', () => {
  it('returns composites only to who asks for them', () => {
    const driver = drive()
    expect(listOf(driver.ask('cloudwatch', 'DescribeAlarms'), 'CompositeAlarms')).toEqual([])
    const asked = driver.ask('cloudwatch', 'DescribeAlarms', { AlarmTypes: ['CompositeAlarm'] })
    expect(listOf(asked, 'MetricAlarms')).toEqual([])
    expect(listOf(asked, 'CompositeAlarms')).toHaveLength(6)
  })

  it('filters by state', () => {
    const driver = drive({ events: [{ at: 'PT1M', kind: 'alarm.fires', ...acme }] }).at('PT2M')
    const names = (params: Record<string, unknown>): unknown[] => listOf(driver.ask('cloudwatch', 'DescribeAlarms', params), 'MetricAlarms').map((alarm) => alarm['AlarmName'])
    expect(names({ StateValue: 'ALARM' })).toEqual([cpu])
    expect(names({ StateValue: 'OK', MaxRecords: 100 })).not.toContain(cpu)
  })

  it('pages over both kinds without loss or repetition', () => {
    const driver = drive()
    const names: unknown[] = []
    for (let token: unknown = ''; token !== undefined; ) {
      const page = driver.ask('cloudwatch', 'DescribeAlarms', { MaxRecords: 7, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], ...(token === '' ? {} : { NextToken: token }) })
      names.push(...[...listOf(page, 'CompositeAlarms'), ...listOf(page, 'MetricAlarms')].map((alarm) => alarm['AlarmName']))
      token = page['NextToken']
    }
    expect(new Set(names).size).toBe(names.length)
    // Six databases with two alarms and a composite each, four shared app groups with three.
    expect(names).toHaveLength(6 * 3 + 4 * 3)
  })

  it.each([
    [{ MaxRecords: 101 }, 'ValidationError'],
    [{ StateValue: 'RED' }, 'ValidationError'],
    [{ NextToken: 'made-up' }, 'InvalidNextToken'],
    [{ AlarmTypes: ['Siren'] }, 'ValidationError'],
  ])('refuses %j', (params, code) => {
    expect(drive().refusal('cloudwatch', 'DescribeAlarms', params)).toBe(code)
  })

  it('gives an alarm the tags of what it watches', () => {
    const driver = drive()
    const tags = (name: string) => listOf(driver.ask('cloudwatch', 'ListTagsForResource', { ResourceARN: `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${name}` }), 'Tags')
    expect(tags(cpu)).toEqual([{ Key: 'environment', Value: 'frontend' }, { Key: 'tenant', Value: 'acme-bank' }])
    expect(tags('cron-app-5xx-high')).toEqual([{ Key: 'environment', Value: 'cron' }, { Key: 'tenant', Value: '*' }])
    expect(driver.refusal('cloudwatch', 'ListTagsForResource', { ResourceARN: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:none' })).toBe('ResourceNotFoundException')
  })
})

describe('Alarm history', () => {
  it('tells each transition with its reason, newest first', () => {
    const driver = drive({ events: [{ at: 'PT5M', kind: 'alarm.fires', ...acme, for: 'PT6M' }] }).at('PT20M')
    const items = listOf(driver.ask('cloudwatch', 'DescribeAlarmHistory', { AlarmName: cpu, HistoryItemType: 'StateUpdate' }), 'AlarmHistoryItems')
    expect(items.slice(0, 2)).toMatchObject([
      { HistorySummary: 'Alarm updated from ALARM to OK', Timestamp: secondsAt('PT11M') },
      { HistorySummary: 'Alarm updated from OK to ALARM', Timestamp: secondsAt('PT5M') },
    ])
  })

  it('tells actions only when they are on', () => {
    const actions = (events: unknown[]) => listOf(drive({ events }).at('PT20M').ask('cloudwatch', 'DescribeAlarmHistory', { AlarmName: cpu, HistoryItemType: 'Action' }), 'AlarmHistoryItems')
    const fires = { at: 'PT5M', kind: 'alarm.fires', ...acme }
    expect(actions([fires])).toHaveLength(1)
    expect(actions([fires, { at: 'PT1M', kind: 'alarm.actions-off', ...acme }])).toHaveLength(0)
  })
})

describe('GetMetricData', () => {
  const query = (name = 'CPUUtilization', id = 'acme-bank-frontend', period = 60, stat = 'Average') => ({
    Id: 'm1',
    MetricStat: { Metric: { Namespace: 'AWS/RDS', MetricName: name, Dimensions: [{ Name: 'DBInstanceIdentifier', Value: id }] }, Period: period, Stat: stat },
  })
  const window = { StartTime: secondsAt('PT0S'), EndTime: secondsAt('PT10M') }
  const ask = (driver: Driver, more: Record<string, unknown> = {}) => first(listOf(driver.ask('cloudwatch', 'GetMetricData', { ...window, MetricDataQueries: [query()], ...more }), 'MetricDataResults'))

  it('returns aligned datapoints of periods that have ended, newest first unless told', () => {
    const driver = drive().at('PT5M30S')
    const minutes = [4, 3, 2, 1, 0].map((minute) => secondsAt(`PT${minute}M`))
    expect(ask(driver)['Timestamps']).toEqual(minutes)
    expect(ask(driver, { ScanBy: 'TimestampAscending' })['Timestamps']).toEqual([...minutes].reverse())
    expect(ask(driver, { MetricDataQueries: [query('CPUUtilization', 'acme-bank-frontend', 300)] })['Timestamps']).toEqual([secondsAt('PT0S')])
  })

  it('shows the event that raises the metric', () => {
    const values = ask(drive({ events: [{ at: 'PT2M', kind: 'db.cpu-high', ...acme, percent: 97 }] }).at('PT4M'), { ScanBy: 'TimestampAscending' })['Values'] as number[]
    expect(values.map((value) => value === 97)).toEqual([false, false, true, true])
  })

  it('answers an unknown metric with no datapoints', () => {
    expect(ask(drive().at('PT5M'), { MetricDataQueries: [query('CPUUtilization', 'nobody')] })).toMatchObject({ StatusCode: 'Complete', Values: [] })
  })

  it.each([
    ['more than 500 queries', { MetricDataQueries: Array.from({ length: 501 }, (_, at) => ({ ...query(), Id: `m${at}` })) }],
    ['two queries with one id', { MetricDataQueries: [query(), query()] }],
    ['a period that is no multiple of a minute', { MetricDataQueries: [query('CPUUtilization', 'acme-bank-frontend', 90)] }],
    ['an end before the start', { EndTime: secondsAt('PT0S'), StartTime: secondsAt('PT1M') }],
    ['metric math', { MetricDataQueries: [{ Id: 'e1', Expression: 'm1 * 2' }] }],
  ])('refuses %s', (_what, more) => {
    expect(drive().refusal('cloudwatch', 'GetMetricData', { ...window, MetricDataQueries: [query()], ...more })).toBe('ValidationError')
  })

  it('pages when there are more datapoints than asked for', () => {
    const driver = drive().at('PT10M')
    const two = { ...window, MetricDataQueries: [query(), { ...query('WriteLatency'), Id: 'm2' }], MaxDatapoints: 10 }
    const page = driver.ask('cloudwatch', 'GetMetricData', two)
    expect(listOf(page, 'MetricDataResults').map(({ Id }) => Id)).toEqual(['m1'])
    const rest = driver.ask('cloudwatch', 'GetMetricData', { ...two, NextToken: page['NextToken'] })
    expect(listOf(rest, 'MetricDataResults').map(({ Id }) => Id)).toEqual(['m2'])
    expect(rest).not.toHaveProperty('NextToken')
  })

  it('counts the instances of a group that is short, and those it should have', () => {
    const driver = drive({ events: [{ at: 'PT10M', kind: 'app.instance-fails', tenant: 'acme-bank', environment: 'frontend', count: 2 }] }).at('PT40M')
    const scaling = (name: string) => ({ Id: 'm1', MetricStat: { Metric: { Namespace: 'AWS/AutoScaling', MetricName: name, Dimensions: [{ Name: 'AutoScalingGroupName', Value: 'frontend-app' }] }, Period: 60, Stat: 'Minimum' } })
    const values = (name: string) => ask(driver, { MetricDataQueries: [scaling(name)], StartTime: secondsAt('PT0S'), EndTime: secondsAt('PT40M'), ScanBy: 'TimestampAscending' })['Values'] as number[]
    expect([values('GroupInServiceInstances')[0], Math.min(...values('GroupInServiceInstances')), values('GroupInServiceInstances').at(-1)]).toEqual([6, 4, 6])
    expect(new Set(values('GroupDesiredCapacity'))).toEqual(new Set([6]))
  })

  it('lists the metrics it has', () => {
    const metrics = listOf(drive().ask('cloudwatch', 'ListMetrics', { Namespace: 'AWS/RDS', Dimensions: [{ Name: 'DBInstanceIdentifier', Value: 'acme-bank-frontend' }] }), 'Metrics')
    expect(metrics.map(({ MetricName }) => MetricName)).toEqual(['CPUUtilization', 'FreeStorageSpace', 'DatabaseConnections', 'WriteLatency', 'ReadLatency'])
  })
})
