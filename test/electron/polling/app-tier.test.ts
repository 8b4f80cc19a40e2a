import { describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import { loadBudget, restlessBudget } from '#electron/polling/app-budget'
import { chooseTargets } from '#electron/polling/feeds/app-load'
import { chooseGroups } from '#electron/polling/feeds/restless-groups'
import { emptyMemory } from '#electron/polling/feeds/place-memory'
import { dollarsOf } from '#electron/polling/spend'
import { fakeAlarm, fakeDatabase, fakeGroup, fakeTargetGroup } from '#test/fakes/fake-records'
import { fakeConfig } from '#test/fakes/fake-watch-parts'
import { benchStartMs, createWatchBench, type WatchBench } from '#test/fakes/watch-bench'

const home = { account: '111100000000', region: 'eu-west-1' }
const now = benchStartMs
const arnOf = (name: string) => `arn:aws:elasticloadbalancing:eu-west-1:111100000000:targetgroup/${name}/0123456789abcdef`
const named = (name: string, more = {}) => fakeGroup(home, name, { targetGroupArns: [arnOf(name)], ...more })
const short = (name: string) => named(name, { desired: 3, min: 3, max: 6 })
const memoryOf = (...groups: ReturnType<typeof named>[]) => ({ ...emptyMemory(), appGroups: groups })

describe('which app groups are looked at closely', () => {
  const never = () => undefined

  it('is nobody where all is well', () => expect(chooseGroups(memoryOf(named('a'), named('b')), now, 20, never)).toEqual([]))

  it.each<[string, ReturnType<typeof named>]>([
    ['it is short', short('a')],
    ['it is at its most', named('a', { max: 2, min: 1 })],
    ['it is above its minimum, and nobody ever read why', named('a', { min: 1 })],
    ['its machines differ in version', named('a', { instances: [{ id: '1', az: 'x', lifecycle: 'InService', health: 'Healthy', version: '7' }, { id: '2', az: 'y', lifecycle: 'InService', health: 'Healthy', version: '8' }] })],
  ])('is one of which %s', (_, group) => expect(chooseGroups(memoryOf(group, named('b')), now, 20, never)).toEqual(['a']))

  it('is who is on the screen first, beyond any budget; then who is short, then who waits longest', () => {
    const memory = memoryOf(named('looked'), named('atMost', { max: 2, min: 1 }), short('s1'), short('s2'))
    memory.lookedAt.set('looked', now + 1)
    const read: Record<string, number> = { s1: now - 2 * minuteMs, s2: now - 3 * minuteMs }
    expect(chooseGroups(memory, now, 2, (group) => read[group])).toEqual(['looked', 's2', 's1'])
    expect(chooseGroups(memory, now, 0, (group) => read[group])).toEqual(['looked'])
    expect(chooseGroups(memory, now + 1, 0, (group) => read[group])).toEqual([])
  })

  it('is nobody who was read a moment ago', () => expect(chooseGroups(memoryOf(short('a')), now, 20, () => now - 10_000)).toEqual([]))
})

describe('whose metrics are paid for', () => {
  it('is who is on the screen, in trouble, or named by a firing alarm: nobody else that an alarm watches', () => {
    const memory = memoryOf(named('looked'), short('short'), named('fires'), named('quiet'))
    memory.lookedAt.set('looked', now + 1)
    memory.alarmedTargets = new Set(['targetgroup/quiet/0123456789abcdef'])
    memory.firing.set('latency', fakeAlarm(home, 'latency', 'ALARM', { dimensions: { TargetGroup: 'targetgroup/fires/0123456789abcdef' } }))
    expect(chooseTargets(memory, now, 40)).toEqual([arnOf('looked'), arnOf('fires'), arnOf('short')])
  })

  it('is whom no alarm watches, every quarter of an hour and not at the start', () => {
    const memory = memoryOf(named('watched'), named('alone'))
    memory.alarmedTargets = new Set(['targetgroup/watched/0123456789abcdef'])
    const asked = Array.from({ length: 31 }, (_, minute) => chooseTargets(memory, now + minute * minuteMs, 1).length)
    expect(asked.flatMap((count, minute) => (count > 0 ? [minute] : []))).toEqual([15, 30])
  })

  it('costs a fleet half a dollar an hour at the most, and takes turns', () => {
    for (const places of [1, 12, 20, 250]) {
      expect(loadBudget(places)).toBeGreaterThanOrEqual(1)
      if (places <= 250) expect(places * loadBudget(places) * 60 * dollarsOf('cloudwatch', 'GetMetricData', 3)).toBeLessThanOrEqual(0.5)
      expect(restlessBudget(places) * places).toBeLessThanOrEqual(Math.max(500, 2 * places))
    }
    const memory = memoryOf(short('a'), short('b'))
    const [first] = chooseTargets(memory, now, 1)
    memory.loadsPaidAt.set(first!, now)
    expect(chooseTargets(memory, now + minuteMs, 1)).not.toEqual([first])
  })
})

function bench(change: (bench: WatchBench) => void = () => undefined): WatchBench {
  const made = createWatchBench(fakeConfig(1))
  const at = { account: made.config.accounts[0]!.id, region: made.config.accounts[0]!.regions[0]! }
  const place = made.aws.place(at.account, at.region)
  place.databases = [fakeDatabase(at, 'acme', now)]
  place.groups = [named('frontend-app', { account: at.account, region: at.region })]
  place.targets.set(arnOf('frontend-app'), fakeTargetGroup(arnOf('frontend-app'), 'healthy', 'healthy'))
  place.metric = ({ metric }) => (metric === 'RequestCount' ? 100 : metric === 'TargetResponseTime' ? 0.2 : undefined)
  change(made)
  return made
}
const placeOf = ({ aws, config }: WatchBench) => aws.place(config.accounts[0]!.id, config.accounts[0]!.regions[0]!)
const asked = ({ aws }: WatchBench, operation: string) => aws.requests.filter((request) => request.operation === operation)
const explaining = ['DescribeScalingActivities', 'DescribeInstanceRefreshes', 'GetMetricData']

describe('a watch over app groups', () => {
  it('asks for no explanation of a group that is well and on nobody’s screen', async () => {
    const it = bench()
    it.watch.start()
    await it.advance(12 * minuteMs)
    expect(it.aws.requests.filter(({ operation }) => explaining.includes(operation))).toEqual([])
    await it.watch.stop()
  })

  it('asks for it at once and each minute while a tenant is looked at, and stops when nobody looks any more', async () => {
    const it = bench()
    it.watch.start()
    await it.advance(minuteMs)
    it.watch.look('acme')
    await it.advance(1_000)
    for (const operation of explaining) expect([operation, asked(it, operation).length]).toEqual([operation, 1])
    expect(asked(it, 'GetMetricData')[0]?.metrics).toBe(3)
    const [group] = it.watch.tenant('acme')?.view.appGroups ?? []
    expect(group?.loads[0]?.minutes.at(-1)).toMatchObject({ latencySeconds: 0.2, requests: 100 })
    expect(group?.activities?.activities).toEqual([])
    await it.advance(2 * minuteMs)
    expect(asked(it, 'DescribeScalingActivities').length).toBeGreaterThanOrEqual(2)
    await it.advance(4 * minuteMs)
    const until = it.aws.requests.filter(({ operation }) => explaining.includes(operation)).length
    await it.advance(6 * minuteMs)
    expect(it.aws.requests.filter(({ operation }) => explaining.includes(operation)).length).toBe(until)
    await it.watch.stop()
  })

  it('never shows a group that is being refreshed as broken first', async () => {
    const it = bench()
    it.watch.start()
    await it.advance(minuteMs)
    const place = placeOf(it)
    const [before] = place.groups
    place.groups = [{ ...before!, instances: [before!.instances[0]!, { ...before!.instances[1]!, lifecycle: 'Terminating' }] }]
    place.refreshes.set('frontend-app', { id: 'r', status: 'InProgress', percent: 0, left: 2, minHealthyPercent: 50 })
    place.activities.set('frontend-app', [{ id: 'a', atMs: now, status: 'InProgress', description: 'Terminating EC2 instance: i', cause: 'At t an instance was taken out of service in response to an instance refresh.' }])
    const told = new Set<string>()
    for (let second = 0; second < 400; second += 5) {
      await it.advance(5_000)
      for (const { check, severity } of it.watch.tenant('acme')?.findings ?? []) if (check.startsWith('app-')) told.add(`${check} ${severity}`)
    }
    expect([...told]).toEqual(['app-refresh watch'])
    await it.watch.stop()
  })

  it('says once that a reason may not be read, and judges the groups all the same', async () => {
    const it = bench((made) => {
      placeOf(made).fault = (operation) => (operation === 'DescribeScalingActivities' ? 'denied' : undefined)
    })
    it.watch.start()
    await it.advance(minuteMs)
    it.watch.look('acme')
    await it.advance(2 * minuteMs)
    const said = (it.watch.tenant('acme')?.findings ?? []).filter(({ check }) => check === 'stale-data')
    expect(said.map(({ severity, subject }) => [severity, subject.id])).toEqual([['info', `${it.config.accounts[0]!.id}/${it.config.accounts[0]!.regions[0]!}/autoscaling`]])
    await it.watch.stop()
  })
})
