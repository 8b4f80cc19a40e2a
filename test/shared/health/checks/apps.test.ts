import { describe, expect, it } from 'vitest'
import { defaultContract } from '#shared/fleet/fleet-defaults'
import { aConfig, anAppGroup, aTargetHealth, everything, healthyRecords, instances } from '#test/builders/fleet'
import { findingsOf, severitiesOf, viewAfter, viewWith } from '#test/builders/views'

const ill = (count: number) => instances(count).map((instance) => ({ ...instance, health: 'Unhealthy' }))

describe('app capacity', () => {
  const serving = (inService: number, desired: number, over: Parameters<typeof anAppGroup>[0] = {}) => severitiesOf(viewWith([anAppGroup({ desired, instances: instances(inService), ...over })]), 'app-capacity')

  it.each<[number, number, readonly string[]]>([
    [4, 4, []],
    [5, 4, []],
    [3, 4, ['degraded']],
    [1, 4, ['degraded']],
    [0, 4, ['critical']],
    [0, 1, ['critical']],
    [0, 0, ['watch']],
  ])('of %i in service for %i desired reads as %j', (inService, desired, severities) => expect(serving(inService, desired)).toEqual(severities))

  it.each([['Pending', 'Healthy'], ['Terminating', 'Healthy'], ['Standby', 'Healthy'], ['InService', 'Unhealthy']])('does not count an instance that is %s and %s', (lifecycle, health) => {
    expect(serving(0, 2, { instances: [...instances(1), { id: 'x', az: 'eu-west-1b', lifecycle, health }] })).toEqual(['degraded'])
  })

  it('is watched when the group cannot heal by itself', () => {
    expect(serving(4, 4, { suspendedProcesses: ['Launch'] })).toEqual(['watch'])
    expect(serving(4, 4, { suspendedProcesses: ['ScheduledActions'] })).toEqual([])
  })

  it('names the instances that do not serve', () => {
    const [finding] = findingsOf(viewWith([anAppGroup({ instances: [...instances(2), ...ill(1).map((each) => ({ ...each, id: 'i-bad' }))] })]), 'app-capacity')
    expect(finding?.evidence).toContainEqual({ label: 'i-bad', value: 'InService, Unhealthy, eu-west-1a' })
  })
})

describe('app servers over several zones', () => {
  const spread = (azs: readonly string[], over: Parameters<typeof anAppGroup>[0] = {}, goal = 2) =>
    severitiesOf(viewWith([anAppGroup({ instances: instances(4, azs), ...over })], { config: aConfig({ contract: { ...defaultContract, appAvailabilityZones: goal } }) }), 'app-az-spread')

  it('are fine over as many as promised', () => expect(spread(['a', 'b'])).toEqual([]))
  it('in one zone only are degraded', () => expect(spread(['a'])).toEqual(['degraded']))
  it('are held to the promise', () => {
    expect(spread(['a', 'b'], {}, 3)).toEqual(['degraded'])
    expect(spread(['a'], {}, 1)).toEqual([])
  })
  it('count only those that serve', () => expect(spread(['a'], { instances: [...instances(2, ['a']), ...ill(2).map((each) => ({ ...each, az: 'b' }))] })).toEqual(['degraded']))
  it('too few to be spread are the matter of capacity, unless it is meant so', () => {
    expect(spread(['a'], { instances: instances(1, ['a']), desired: 4 })).toEqual([])
    expect(spread(['a'], { instances: instances(1, ['a']), desired: 1 })).toEqual(['degraded'])
    expect(spread(['a'], { instances: [], desired: 0 })).toEqual([])
  })
})

describe('target health', () => {
  const targets = (...states: readonly string[]) => severitiesOf(viewWith([aTargetHealth('frontend-app', states)]), 'target-health')

  it.each<[readonly string[], readonly string[]]>([
    [['healthy', 'healthy'], []],
    [['healthy', 'unhealthy'], ['degraded']],
    [['unhealthy', 'unhealthy'], ['critical']],
    [['healthy', 'draining', 'unused'], []],
    [['healthy', 'initial'], []],
    [['initial', 'initial'], []],
    [['unhealthy', 'initial'], ['critical']],
    [['unavailable', 'unavailable'], ['unknown']],
    [['draining'], ['critical']],
    [[], ['critical']],
  ])('%j reads as %j', (states, severities) => expect(targets(...states)).toEqual(severities))

  it('without targets is nothing where no app server runs', () => expect(severitiesOf(viewWith([anAppGroup({ instances: [] }), aTargetHealth('frontend-app', [])]), 'target-health')).toEqual([]))

  it('that is not returned is unknown and names the target group; not asked yet it is left to stale-data', () => {
    expect(findingsOf(viewWith([], { without: ['target-health'] }), 'target-health')[0]).toMatchObject({ severity: 'unknown', subject: { kind: 'target-group', id: 'frontend-app' } })
    expect(severitiesOf(viewAfter(everything(healthyRecords()).filter(({ feed }) => feed !== 'elbv2.target-health')), 'target-health')).toEqual([])
  })

  it('that waits for its turn to be read is passed over: the app group speaks for itself', () => {
    expect(severitiesOf(viewWith([{ ...aTargetHealth('frontend-app', []), waitsForTurn: true }]), 'target-health')).toEqual([])
  })

  it('tells why a target is unhealthy', () => {
    const view = viewWith([{ ...aTargetHealth(), targets: [{ id: 'i-0', state: 'healthy' }, { id: 'i-1', state: 'unhealthy', az: 'eu-west-1b', reason: 'Target.Timeout', description: 'Request timed out' }] }])
    expect(findingsOf(view, 'target-health')[0]?.evidence).toContainEqual({ label: 'i-1', value: 'eu-west-1b, Target.Timeout, Request timed out' })
  })
})
