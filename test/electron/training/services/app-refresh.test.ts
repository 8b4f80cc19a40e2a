import { describe, expect, it } from 'vitest'
import { drive, first, homeOf, listOf, type Driver } from '../fleet-driver'

const solo = homeOf('solo-bank')
const name = 'frontend-app'

const group = (driver: Driver, id = name, options = {}) => first(listOf(driver.ask('autoscaling', 'DescribeAutoScalingGroups', { AutoScalingGroupNames: [id] }, options), 'AutoScalingGroups'))
const instances = (driver: Driver, id = name, options = {}) => group(driver, id, options)['Instances'] as Record<string, unknown>[]
const inService = (driver: Driver, id = name, options = {}) => instances(driver, id, options).filter((instance) => instance['LifecycleState'] === 'InService')
const versionOf = (holder: Record<string, unknown>) => (holder['LaunchTemplate'] as { Version: string }).Version
const refreshes = (driver: Driver, params = {}, options = {}) => listOf(driver.ask('autoscaling', 'DescribeInstanceRefreshes', { AutoScalingGroupName: name, ...params }, options), 'InstanceRefreshes')
const activities = (driver: Driver, id = name, options = {}) => listOf(driver.ask('autoscaling', 'DescribeScalingActivities', { AutoScalingGroupName: id }, options), 'Activities')
const targetStates = (driver: Driver, id = name) => listOf(driver.ask('elbv2', 'DescribeTargetHealth', { TargetGroupArn: (group(driver, id)['TargetGroupARNs'] as string[])[0] }), 'TargetHealthDescriptions').map((each) => (each['TargetHealth'] as { State: string }).State)

/** Six machines at 10 % a minute: ten minutes, one machine after the other in 100 s each. */
const refreshed = (more = {}) => drive({ events: [{ at: 'PT5M', kind: 'app.refresh', tenant: 'acme-bank', ...more }] })

describe('An instance refresh', () => {
  it('replaces every machine by one of the new version, one at a time, in its own zone', () => {
    const driver = refreshed()
    const before = instances(driver.at('PT4M'))
    const zones = (list: readonly Record<string, unknown>[]) => list.map((instance) => instance['AvailabilityZone']).sort()
    for (const moment of ['PT5M1S', 'PT7M', 'PT9M30S', 'PT12M', 'PT14M']) expect(inService(driver.at(moment)).length).toBeGreaterThanOrEqual(5)
    const after = instances(driver.at('PT15M'))
    expect(after).toHaveLength(6)
    expect(zones(after)).toEqual(zones(before))
    const ids = new Set(before.map((instance) => instance['InstanceId']))
    expect(after.filter((instance) => ids.has(instance['InstanceId']))).toEqual([])
    expect(new Set(after.map(versionOf))).toEqual(new Set(['8']))
  })

  it('dips: one machine drains and goes, its successor is pending, then serves', () => {
    const driver = refreshed()
    expect(inService(driver.at('PT5M10S'))).toHaveLength(5)
    expect(instances(driver).map((instance) => [instance['LifecycleState'], instance['HealthStatus']])).toContainEqual(['Terminating', 'Healthy'])
    expect(targetStates(driver)).toContain('draining')
    expect(instances(driver.at('PT5M50S')).map((instance) => instance['LifecycleState'])).toContain('Pending')
    expect(inService(driver.at('PT6M39S'))).toHaveLength(6)
    expect(targetStates(driver)).toEqual(Array.from({ length: 6 }, () => 'healthy'))
  })

  it('tells its progress by the machines that are done, and of which version they become', () => {
    const driver = refreshed()
    expect(refreshes(driver.at('PT4M'))).toEqual([])
    expect(refreshes(driver.at('PT5M'))).toMatchObject([{ Status: 'InProgress', PercentageComplete: 0, InstancesToUpdate: 6 }])
    expect(refreshes(driver.at('PT10M'))).toMatchObject([{ Status: 'InProgress', PercentageComplete: 50, InstancesToUpdate: 3, AutoScalingGroupName: name, Preferences: { MinHealthyPercentage: 90 }, DesiredConfiguration: { LaunchTemplate: { Version: '8' } } }])
    expect(versionOf(group(driver))).toBe('8')
    expect(new Set(instances(driver).map(versionOf))).toEqual(new Set(['7', '8']))
    const [done] = refreshes(driver.at('PT20M'))
    expect(done).toMatchObject({ Status: 'Successful', PercentageComplete: 100, InstancesToUpdate: 0 })
    expect(Number(done?.['EndTime']) - Number(done?.['StartTime'])).toBe(600)
  })

  it('is cancelled by its end, and by the next one over it', () => {
    const cancelled = refreshed({ for: 'PT3M' }).at('PT30M')
    expect(refreshes(cancelled)).toMatchObject([{ Status: 'Cancelled', PercentageComplete: 16, InstancesToUpdate: 5 }])
    expect(instances(cancelled).filter((instance) => versionOf(instance) === '7')).toHaveLength(4)
    const twice = drive({ events: [{ at: 'PT5M', kind: 'app.refresh', tenant: 'acme-bank' }, { at: 'PT8M', kind: 'app.refresh', tenant: 'acme-bank', percentPerMinute: 50 }] }).at('PT9M')
    expect(refreshes(twice).map((refresh) => refresh['Status'])).toEqual(['InProgress', 'Cancelled'])
  })

  it('leaves activities with its reason', () => {
    const found = activities(refreshed().at('PT30M'))
    expect(found).toHaveLength(12)
    expect(found.every((activity) => String(activity['Cause']).includes('in response to an instance refresh'))).toBe(true)
    const ids = instances(refreshed().at('PT30M')).map((instance) => `Launching a new EC2 instance: ${String(instance['InstanceId'])}`)
    expect(found.map((activity) => activity['Description'])).toEqual(expect.arrayContaining(ids))
  })

  it('does not bring back a machine that failed before its time', () => {
    const events = [{ at: 'PT4M', kind: 'app.instance-fails', tenant: 'acme-bank', count: 6 }, { at: 'PT5M', kind: 'app.refresh', tenant: 'acme-bank', percentPerMinute: 100 }]
    expect(inService(drive({ events }).at('PT7M'))).toEqual([])
    expect(inService(drive({ events }).at('PT13M'))).toHaveLength(6)
  })

  it('brings no machine into a zone that is lost', () => {
    const zone = (group(drive(), 'solo-bank-frontend-app', solo)['AvailabilityZones'] as string[])[0]
    const driver = drive({ events: [{ at: 'PT5M', kind: 'app.az-lost', tenant: 'solo-bank', az: zone, for: 'PT50M' }, { at: 'PT20M', kind: 'app.refresh', tenant: 'solo-bank' }] })
    const zones = (moment: string) => new Set(inService(driver.at(moment), 'solo-bank-frontend-app', solo).map((instance) => instance['AvailabilityZone']))
    expect(zones('PT35M').has(zone)).toBe(false)
    expect(zones('PT56M').size).toBe(2)
  })

  it('is truth of its own; fewer machines meanwhile are excused', () => {
    const truth = refreshed().at('PT7M').truth()
    expect(truth.find(({ checks }) => checks.includes('app-refresh'))).toMatchObject({ kind: 'app.refresh', subject: name, tenant: '*' })
    expect(truth.find(({ checks }) => checks.includes('app-capacity'))).toMatchObject({ explainsOnly: true })
    expect(refreshed().at('PT16M').truth()).toEqual([])
  })

  it('is refused words where AWS refuses it', () => {
    expect(drive().refusal('autoscaling', 'DescribeInstanceRefreshes', {})).toBe('ValidationError')
    expect(drive().refusal('autoscaling', 'DescribeInstanceRefreshes', { AutoScalingGroupName: 'none' })).toBe('ValidationError')
    expect(drive().refusal('autoscaling', 'DescribeInstanceRefreshes', { AutoScalingGroupName: name, InstanceRefreshIds: ['none'] })).toBe('ValidationError')
  })
})

describe('A group that a policy scales out', () => {
  const scaled = (more = {}) => drive({ events: [{ at: 'PT5M', kind: 'app.scales-out', tenant: 'acme-bank', for: 'PT40M', ...more }] })

  it('wants more at once, has them after minutes, and gives them back', () => {
    const driver = scaled()
    expect(group(driver.at('PT5M30S'))).toMatchObject({ DesiredCapacity: 8, MinSize: 6, MaxSize: 12 })
    expect(inService(driver)).toHaveLength(6)
    expect(inService(driver.at('PT9M'))).toHaveLength(8)
    expect(group(driver.at('PT46M'))).toMatchObject({ DesiredCapacity: 6 })
    expect(inService(driver)).toHaveLength(6)
  })

  it('says which alarm triggered which policy, from how many to how many', () => {
    const found = activities(scaled().at('PT50M')).map((activity) => String(activity['Cause']))
    expect(found).toHaveLength(4)
    expect(found.at(-1)).toMatch(/^At 2026-03-02T12:05:00Z a monitor alarm TargetTracking-frontend-app-AlarmHigh in state ALARM triggered policy frontend-app-cpu-target changing the desired capacity from 6 to 8\./)
    expect(found[0]).toContain('changing the desired capacity from 8 to 6')
  })

  it('has its activities while nothing ends it', () => {
    const endless = drive({ events: [{ at: 'PT5M', kind: 'app.scales-out', tenant: 'acme-bank' }] }).at('PT30M')
    expect(activities(endless).map((activity) => activity['StatusCode'])).toEqual(['Successful', 'Successful'])
  })

  it('stops at the most that it may have, which is a truth of its own', () => {
    const driver = scaled({ instances: 50 }).at('PT12M')
    expect(group(driver)).toMatchObject({ DesiredCapacity: 12 })
    expect(driver.truth()).toMatchObject([{ kind: 'app.at-max', checks: ['app-at-max'] }])
    expect(scaled().at('PT12M').truth()).toMatchObject([{ kind: 'app.scales-out', checks: ['app-scaled'] }])
  })
})

describe('A machine that nothing brings back', () => {
  it('leaves its activity all the same', () => {
    const found = activities(drive({ events: [{ at: 'PT5M', kind: 'app.capacity-short', tenant: 'acme-bank' }] }).at('PT20M'))
    expect(found.map((activity) => activity['StatusCode']).sort()).toEqual(['Failed', 'Failed', 'Failed', 'Successful'])
    expect(found[0]?.['StatusMessage']).toContain('do not have sufficient')
  })
})

describe('Troubles that meet on one machine', () => {
  it('bring nothing back sooner than the first of them would', () => {
    const events = [{ at: 'PT5M', kind: 'app.capacity-short', tenant: 'acme-bank', count: 6, for: 'PT40M' }, { at: 'PT15M', kind: 'app.instance-fails', tenant: 'acme-bank', count: 6 }]
    for (const moment of ['PT10M', 'PT16M', 'PT24M', 'PT44M']) expect(instances(drive({ events }).at(moment)).filter(({ LifecycleState }) => LifecycleState === 'InService')).toEqual([])
    expect(inService(drive({ events }).at('PT51M'))).toHaveLength(6)
  })
})

describe('Slow and failing answers', () => {
  const dimensions = (driver: Driver) => {
    const found = listOf(driver.ask('cloudwatch', 'ListMetrics', { Namespace: 'AWS/ApplicationELB', MetricName: 'TargetResponseTime' }), 'Metrics')
    return (found.map((metric) => metric['Dimensions'] as { Name: string; Value: string }[]).find((each) => each.some(({ Name, Value }) => Name === 'TargetGroup' && Value.startsWith('targetgroup/frontend-app/'))) ?? [])
  }
  const latest = (driver: Driver, metric: string, statistic: string): number => {
    const [at, end] = [driver.simulation.world.nowMs - 300_000, driver.simulation.world.nowMs].map((ms) => new Date(ms).toISOString())
    const query = { Id: 'a', MetricStat: { Metric: { Namespace: 'AWS/ApplicationELB', MetricName: metric, Dimensions: dimensions(driver) }, Period: 60, Stat: statistic } }
    const [result] = listOf(driver.ask('cloudwatch', 'GetMetricData', { StartTime: at, EndTime: end, MetricDataQueries: [query] }), 'MetricDataResults')
    return (result?.['Values'] as number[])[0] ?? 0
  }
  const busy = (kind: string, more = {}) => drive({ events: [{ at: 'PT5M', kind, tenant: 'acme-bank', ...more }] }).at('PT12M')

  it('show in the load balancer’s own metrics, by target group and load balancer', () => {
    expect(dimensions(drive()).map(({ Name }) => Name).sort()).toEqual(['LoadBalancer', 'TargetGroup'])
    expect(latest(drive().at('PT12M'), 'TargetResponseTime', 'p99')).toBeLessThan(1)
    expect(latest(busy('app.latency-high', { ms: 3000 }), 'TargetResponseTime', 'p99')).toBeGreaterThan(2.9)
    const failing = busy('app.errors-high', { ratio: 0.3 })
    expect(latest(failing, 'HTTPCode_Target_5XX_Count', 'Sum') / latest(failing, 'RequestCount', 'Sum')).toBeCloseTo(0.3, 2)
  })
})
