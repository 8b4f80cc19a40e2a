import { describe, expect, it } from 'vitest'
import { drive, first, homeOf, listOf, type Driver } from '../fleet-driver'

const solo = homeOf('solo-bank')

function group(driver: Driver, name: string, options = {}) {
  return first(listOf(driver.ask('autoscaling', 'DescribeAutoScalingGroups', { AutoScalingGroupNames: [name] }, options), 'AutoScalingGroups'))
}
const instances = (driver: Driver, name: string, options = {}) => group(driver, name, options)['Instances'] as Record<string, unknown>[]
const inService = (driver: Driver, name: string, options = {}) => instances(driver, name, options).filter((instance) => instance['LifecycleState'] === 'InService')

function targets(driver: Driver, name: string, options = {}): Record<string, unknown>[] {
  const arn = (group(driver, name, options)['TargetGroupARNs'] as string[])[0]
  return listOf(driver.ask('elbv2', 'DescribeTargetHealth', { TargetGroupArn: arn }, options), 'TargetHealthDescriptions').map((item) => item['TargetHealth'] as Record<string, unknown>)
}

describe('App groups', () => {
  it('are shared by the pooled tenants of an environment and own for a silo', () => {
    const tags = (driver: Driver, options = {}) => listOf(driver.ask('autoscaling', 'DescribeAutoScalingGroups', {}, options), 'AutoScalingGroups').map((each) => [each['AutoScalingGroupName'], (each['Tags'] as { Key: string; Value: string }[]).find(({ Key }) => Key === 'tenant')?.Value])
    expect(tags(drive())).toEqual([['cron-app', '*'], ['frontend-app', '*'], ['portal-app', '*'], ['sandbox-app', '*']])
    expect(tags(drive(), solo)).toEqual([['solo-bank-frontend-app', 'solo-bank']])
  })

  it('are found by their tags', () => {
    const found = listOf(drive().ask('autoscaling', 'DescribeAutoScalingGroups', { Filters: [{ Name: 'tag:environment', Values: ['cron', 'portal'] }, { Name: 'tag-key', Values: ['tenant'] }] }), 'AutoScalingGroups')
    expect(found.map((each) => each['AutoScalingGroupName'])).toEqual(['cron-app', 'portal-app'])
    expect(drive().refusal('autoscaling', 'DescribeAutoScalingGroups', { Filters: [{ Name: 'colour', Values: ['red'] }] })).toBe('ValidationError')
  })

  it('are complete, spread and healthy until something happens', () => {
    expect(inService(drive(), 'frontend-app')).toHaveLength(6)
    expect(new Set(instances(drive(), 'frontend-app').map((instance) => instance['AvailabilityZone'])).size).toBe(3)
    expect(targets(drive(), 'frontend-app').every((target) => target['State'] === 'healthy')).toBe(true)
  })

  it('leave instances out when told to', () => {
    const [found] = listOf(drive().ask('autoscaling', 'DescribeAutoScalingGroups', { IncludeInstances: false }), 'AutoScalingGroups')
    expect(found).not.toHaveProperty('Instances')
  })
})

describe('An instance that fails', () => {
  const driver = () => drive({ events: [{ at: 'PT5M', kind: 'app.instance-fails', tenant: 'acme-bank', count: 2 }] })

  it('is seen by the load balancer first, then terminated, then replaced', () => {
    const world = driver()
    expect(targets(world.at('PT5M20S'), 'frontend-app').filter((target) => target['State'] === 'unhealthy')).toHaveLength(2)
    expect(inService(world, 'frontend-app')).toHaveLength(6)
    expect(inService(world.at('PT7M'), 'frontend-app')).toHaveLength(4)
    expect(targets(world, 'frontend-app').filter((target) => target['State'] === 'draining')).toHaveLength(2)
    expect(instances(world.at('PT12M'), 'frontend-app').filter((instance) => instance['LifecycleState'] === 'Pending')).toHaveLength(2)
    expect(inService(world.at('PT14M'), 'frontend-app')).toHaveLength(6)
    expect(targets(world, 'frontend-app').every((target) => target['State'] === 'healthy')).toBe(true)
  })

  it('is short of capacity for longer than the slowest poll, and truth says so', () => {
    const capacity = driver().at('PT30M').since('PT0S').find(({ kind, checks }) => kind === 'app.instance-fails' && checks.includes('app-capacity'))
    expect(capacity).toMatchObject({ subject: 'frontend-app', tenant: '*', environment: 'frontend' })
    expect((capacity?.endedMs ?? 0) - (capacity?.observableMs ?? 0)).toBeGreaterThan(6 * 60_000)
  })

  it('leaves its scaling activities', () => {
    const activities = listOf(driver().at('PT30M').ask('autoscaling', 'DescribeScalingActivities', { AutoScalingGroupName: 'frontend-app' }), 'Activities')
    expect(activities.map((activity) => [String(activity['Description']).split(':')[0], activity['StatusCode']])).toEqual([
      ['Launching a new EC2 instance', 'Successful'],
      ['Launching a new EC2 instance', 'Successful'],
      ['Terminating EC2 instance', 'Successful'],
      ['Terminating EC2 instance', 'Successful'],
    ])
  })
})

describe('Lost capacity', () => {
  it('stays lost while AWS has none, with failed launches', () => {
    const driver = drive({ events: [{ at: 'PT5M', kind: 'app.capacity-short', tenant: 'solo-bank', for: 'PT30M' }] }).at('PT30M')
    expect(inService(driver, 'solo-bank-frontend-app', solo)).toHaveLength(1)
    const activities = listOf(driver.ask('autoscaling', 'DescribeScalingActivities', {}, solo), 'Activities')
    expect(activities.some((activity) => activity['StatusCode'] === 'Failed' && String(activity['StatusMessage']).includes('do not have sufficient'))).toBe(true)
    expect(inService(driver.at('PT45M'), 'solo-bank-frontend-app', solo)).toHaveLength(2)
  })

  it('of a zone moves into the zones that are left, and back', () => {
    const zone = (group(drive(), 'solo-bank-frontend-app', solo)['AvailabilityZones'] as string[])[0]
    const driver = drive({ events: [{ at: 'PT5M', kind: 'app.az-lost', tenant: 'solo-bank', az: zone, for: 'PT40M' }] })
    const zones = (moment: string) => inService(driver.at(moment), 'solo-bank-frontend-app', solo).map((instance) => instance['AvailabilityZone'])
    expect(zones('PT8M')).toHaveLength(1)
    expect(new Set(zones('PT20M'))).toHaveProperty('size', 1)
    expect(zones('PT20M')).toHaveLength(2)
    expect(new Set(zones('PT46M'))).toHaveProperty('size', 2)
  })
})

describe('An Availability Zone that is out', () => {
  const outage = [{ at: 'PT5M', kind: 'az.outage', account: '111122223333', az: 'eu-west-1a', for: 'PT40M' }]
  const databases = (driver: Driver) => listOf(driver.ask('rds', 'DescribeDBInstances'), 'DBInstances')

  it('moves every primary out of it, and leaves nobody a standby in it', () => {
    const driver = drive({ fleet: { pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 30 }] }, events: outage })
    const before = new Map(databases(driver).map((database) => [database['DBInstanceIdentifier'], database]))
    const struck = databases(driver.at('PT20M'))
    expect(struck.some((database) => before.get(database['DBInstanceIdentifier'])?.['AvailabilityZone'] === 'eu-west-1a')).toBe(true)
    for (const database of struck) {
      const old = before.get(database['DBInstanceIdentifier'])
      const [wasPrimary, wasStandby] = [old?.['AvailabilityZone'] === 'eu-west-1a', old?.['SecondaryAvailabilityZone'] === 'eu-west-1a']
      expect(database['AvailabilityZone']).toBe(wasPrimary ? old?.['SecondaryAvailabilityZone'] : old?.['AvailabilityZone'])
      expect(database['MultiAZ']).toBe(!wasPrimary && !wasStandby)
    }
    expect(databases(driver.at('PT50M')).every((database) => database['MultiAZ'] === true)).toBe(true)
  })

  it('is told as what it does: failovers, lost standbys, lost app zones', () => {
    const driver = drive({ fleet: { pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 30 }] }, events: outage }).at('PT7M')
    const kinds = new Set(driver.since('PT0S').map(({ kind }) => kind))
    expect([...kinds]).toEqual(expect.arrayContaining(['az.outage', 'db.failover', 'db.lost-standby', 'app.az-lost']))
    expect(driver.since('PT0S').find(({ kind }) => kind === 'az.outage')).toMatchObject({ subject: 'eu-west-1a', account: '111122223333', region: 'eu-west-1', checks: [] })
  })

  it('touches no other account', () => {
    const driver = drive({ events: outage }).at('PT10M')
    expect(driver.truth().every(({ account }) => account === '111122223333')).toBe(true)
  })
})

describe('Elastic Load Balancing answers as AWS', () => {
  it('finds target groups by name, ARN and load balancer', () => {
    const driver = drive()
    const all = listOf(driver.ask('elbv2', 'DescribeTargetGroups'), 'TargetGroups')
    expect(all).toHaveLength(4)
    const [one] = all
    for (const params of [{ Names: [one?.['TargetGroupName']] }, { TargetGroupArns: [one?.['TargetGroupArn']] }, { LoadBalancerArn: (one?.['LoadBalancerArns'] as string[])[0] }]) {
      expect(listOf(driver.ask('elbv2', 'DescribeTargetGroups', params), 'TargetGroups')).toEqual([one])
    }
  })

  it('refuses what does not exist and what is missing', () => {
    expect(drive().refusal('elbv2', 'DescribeTargetHealth', {})).toBe('ValidationError')
    expect(drive().refusal('elbv2', 'DescribeTargetHealth', { TargetGroupArn: 'arn:none' })).toBe('TargetGroupNotFound')
    expect(drive().refusal('elbv2', 'DescribeTargetGroups', { Names: ['none'] })).toBe('TargetGroupNotFound')
  })

  it('calls an instance that is not registered unused', () => {
    const driver = drive()
    const arn = (group(driver, 'frontend-app')['TargetGroupARNs'] as string[])[0]
    expect(driver.ask('elbv2', 'DescribeTargetHealth', { TargetGroupArn: arn, Targets: [{ Id: 'i-0' }] })).toMatchObject({ TargetHealthDescriptions: [{ TargetHealth: { State: 'unused', Reason: 'Target.NotRegistered' } }] })
  })
})
