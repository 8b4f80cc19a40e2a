import { describe, expect, it } from 'vitest'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { applyPatch } from '#shared/fleet/table-patch'
import { emptyTable } from '#shared/fleet/table-rows'
import { fakeAlarm, fakeDatabase, fakeEvent, fakeGroup, fakeTargetGroup } from '#test/fakes/fake-records'
import { fakeConfig } from '#test/fakes/fake-watch-parts'
import { benchStartMs, createWatchBench } from '#test/fakes/watch-bench'

const home = { account: '111100000000', region: 'eu-west-1' }
const other = { account: '111100000001', region: 'eu-west-1' }
const targetGroup = 'arn:aws:elasticloadbalancing:eu-west-1:111100000000:targetgroup/app/1'

describe('one round of polls', () => {
  it('asks every list once, and the alarm states not beside the sweep that has them', async () => {
    const { aws, watch, advance } = createWatchBench()
    aws.place(home.account, home.region).groups = [fakeGroup(home, 'app', { targetGroupArns: [targetGroup] })]
    aws.place(home.account, home.region).targets.set(targetGroup, fakeTargetGroup(targetGroup, 'healthy'))
    const done = watch.pollOnce()
    await advance(10 * secondMs)
    await done
    expect(aws.requests.map((request) => request.operation).sort()).toEqual([
      'DescribeAlarms',
      'DescribeAutoScalingGroups',
      'DescribeDBInstanceAutomatedBackups',
      'DescribeDBInstances',
      'DescribeDBSnapshots',
      'DescribeEvents',
      'DescribePendingMaintenanceActions',
      'DescribeTargetHealth',
      'GetResources',
    ])
  })

  it('finds tenants by their tags and says how each scope ended', async () => {
    const { aws, watch, advance } = createWatchBench(fakeConfig(2))
    aws.place(home.account, home.region).databases = [fakeDatabase(home, 'acme', benchStartMs)]
    aws.place(other.account, other.region).fault = (operation) => (operation === 'DescribeDBInstances' ? 'denied' : undefined)
    const done = watch.pollOnce()
    await advance(10 * secondMs)
    await done
    expect(watch.tenants().map((tenant) => tenant.row.id)).toEqual(['acme'])
    const outcomes = watch.status().accounts.map((account) => [account.id, account.outcome])
    expect(outcomes).toEqual([
      [home.account, 'ok'],
      [other.account, 'denied'],
    ])
  })
})

describe('polling by cadence', () => {
  it('reads state and events each minute, inventory each five, sweeps each thirty', async () => {
    const { aws, watch, advance } = createWatchBench()
    watch.start()
    await advance(60 * minuteMs)
    aws.requests.length = 0
    await advance(60 * minuteMs)
    const count = (operation: string): number => aws.requests.filter((request) => request.operation === operation).length
    expect(count('DescribeEvents')).toBe(60)
    expect(count('DescribeDBInstances')).toBe(12)
    expect(count('DescribeAutoScalingGroups')).toBe(12)
    expect(count('DescribeDBInstanceAutomatedBackups')).toBe(2)
    expect(count('DescribeDBSnapshots')).toBe(2)
    // 60 for what fires, 12 for what has no data, 2 sweeps; a sweep may stand in for the one or the other.
    expect(count('DescribeAlarms')).toBeGreaterThanOrEqual(70)
    expect(count('DescribeAlarms')).toBeLessThanOrEqual(74)
  })

  it('reads again what grew old while the slowest place was read for the first time', async () => {
    const { aws, watch, time, advance, config } = createWatchBench(fakeConfig(2))
    const [quick, slow] = config.accounts.map(({ id }) => aws.place(id, 'eu-west-1'))
    Object.assign(slow!, { fault: (operation: string) => (operation === 'DescribeAutoScalingGroups' ? 'serverFault' : undefined), faultMs: 60 * secondMs })
    expect(quick!.fault('DescribeEvents')).toBeUndefined()
    let endedAtMs = Number.NaN
    const round = watch.pollOnce().then(() => void (endedAtMs = time.clock.nowMs()))
    await advance(10 * minuteMs)
    await round
    expect(endedAtMs - benchStartMs).toBeGreaterThan(3 * minuteMs)
    const asked = (operation: string): number[] => aws.requests.filter((request) => request.place === `${config.accounts[0]!.id}/eu-west-1` && request.operation === operation).map(({ atMs }) => atMs)
    expect(asked('DescribeEvents').at(-1)).toBeGreaterThan(endedAtMs - minuteMs)
    expect(asked('DescribeAlarms').at(-1)).toBeGreaterThan(endedAtMs - minuteMs)
    // What keeps longer is not asked for twice.
    expect(asked('DescribeDBInstances')).toHaveLength(1)
    expect(aws.requests.filter(({ operation }) => operation === 'DescribeAutoScalingGroups').length).toBe(1 + 3)
  })

  it('goes on with target health after a round that was asked for by itself', async () => {
    const { aws, watch, advance } = createWatchBench()
    aws.place(home.account, home.region).groups = [fakeGroup(home, 'app', { targetGroupArns: [targetGroup] })]
    aws.place(home.account, home.region).targets.set(targetGroup, fakeTargetGroup(targetGroup, 'healthy'))
    const round = watch.pollOnce()
    await advance(10 * secondMs)
    await round
    aws.requests.length = 0
    watch.start()
    await advance(30 * minuteMs)
    const asked = aws.requests.filter((request) => request.operation === 'DescribeTargetHealth').length
    expect(asked).toBeGreaterThanOrEqual(6)
    expect(asked).toBeLessThanOrEqual(8)
  })

  it('polls each account at a moment of its own, the same in every run', async () => {
    const momentsOf = async (): Promise<readonly number[]> => {
      const { aws, watch, advance } = createWatchBench(fakeConfig(8))
      watch.start()
      await advance(10 * minuteMs)
      aws.requests.length = 0
      await advance(minuteMs)
      return aws.requests.filter((request) => request.operation === 'DescribeEvents').map((request) => request.atMs)
    }
    const [first, second] = [await momentsOf(), await momentsOf()]
    expect(first).toEqual(second)
    expect(new Set(first).size).toBe(8)
  })

  it('reads a database by name as soon as an event names it', async () => {
    const { aws, watch, advance } = createWatchBench()
    const place = aws.place(home.account, home.region)
    place.databases = [fakeDatabase(home, 'acme', benchStartMs), fakeDatabase(home, 'bank', benchStartMs)]
    watch.start()
    await advance(20 * minuteMs)
    expect(watch.tenant('acme')?.view.databases[0]?.record.az).toBe('eu-west-1a')
    place.events = [fakeEvent('acme-frontend', benchStartMs + 20 * minuteMs + 1, 'Multi-AZ instance failover completed.', 'failover')]
    place.databases = [fakeDatabase(home, 'acme', benchStartMs, { az: 'eu-west-1b', secondaryAz: 'eu-west-1a' }), ...place.databases.slice(1)]
    await advance(61 * secondMs)
    expect(watch.tenant('acme')?.view.databases[0]?.record.az).toBe('eu-west-1b')
    expect(watch.tenant('acme')?.view.databases[0]?.events).toHaveLength(1)
  })

  it('knows the new state of an alarm that stopped firing, within a minute', async () => {
    const { aws, watch, advance } = createWatchBench()
    const place = aws.place(home.account, home.region)
    place.databases = [fakeDatabase(home, 'acme', benchStartMs)]
    const dimensions = { DBInstanceIdentifier: 'acme-frontend' }
    place.alarms = [fakeAlarm(home, 'cpu', 'ALARM', { dimensions, stateUpdatedAtMs: benchStartMs })]
    watch.start()
    await advance(2 * minuteMs)
    expect(watch.tenant('acme')?.row.alarmsFiring).toBe(1)
    place.alarms = [fakeAlarm(home, 'cpu', 'INSUFFICIENT_DATA', { dimensions, stateUpdatedAtMs: benchStartMs + 2 * minuteMs })]
    await advance(61 * secondMs)
    expect(watch.tenant('acme')?.row.alarmsFiring).toBe(0)
    expect(watch.tenant('acme')?.row.alarmsNoData).toBe(1)
  })

  it('counts requests and dollars: only CloudWatch costs', async () => {
    const { aws, watch, advance } = createWatchBench()
    watch.start()
    await advance(10 * minuteMs)
    const { spend } = watch.status()
    const paid = aws.requests.filter((request) => request.operation === 'DescribeAlarms').length
    expect(spend.requests).toBe(aws.requests.length)
    expect(spend.dollars).toBeCloseTo(paid * 0.00001, 10)
  })
})

describe('an account that does not answer', () => {
  it('removes nobody and delays nobody else', async () => {
    const { aws, watch, advance } = createWatchBench(fakeConfig(2))
    aws.place(home.account, home.region).databases = [fakeDatabase(home, 'acme', benchStartMs)]
    aws.place(other.account, other.region).databases = [fakeDatabase(other, 'bank', benchStartMs)]
    watch.start()
    await advance(10 * minuteMs)
    const dead = aws.place(home.account, home.region)
    dead.fault = () => 'timeout'
    dead.faultMs = 10 * secondMs
    aws.requests.length = 0
    await advance(20 * minuteMs)
    expect(watch.tenants().map((tenant) => tenant.row.id).sort()).toEqual(['acme', 'bank'])
    const events = aws.requests.filter((request) => request.place.startsWith(other.account) && request.operation === 'DescribeEvents')
    expect(events).toHaveLength(20)
    const gaps = events.slice(1).map((request, index) => request.atMs - events[index]!.atMs)
    expect(Math.max(...gaps)).toBe(minuteMs)
  })

  it('is asked rarely while it is dead, and at once by all its feeds when it lives again', async () => {
    const { aws, watch, advance } = createWatchBench()
    const place = aws.place(home.account, home.region)
    watch.start()
    await advance(10 * minuteMs)
    place.fault = () => 'unreachable'
    await advance(20 * minuteMs)
    aws.requests.length = 0
    await advance(10 * minuteMs)
    // Four services, a probe each every two minutes at the most.
    expect(aws.requests.length).toBeLessThanOrEqual(4 * 6)
    place.fault = () => undefined
    await advance(3 * minuteMs)
    expect(watch.status().accounts[0]?.outcome).toBe('ok')
  })

  it('keeps one denied feed from stopping the others of its scope', async () => {
    const { aws, watch, advance } = createWatchBench()
    aws.place(home.account, home.region).fault = (operation) => (operation === 'DescribeDBSnapshots' ? 'denied' : undefined)
    watch.start()
    await advance(20 * minuteMs)
    const before = aws.requests.filter((request) => request.operation === 'DescribeEvents').length
    expect(before).toBeGreaterThanOrEqual(20)
    expect(watch.status().accounts[0]?.outcome).toBe('denied')
  })
})

describe('throttling', () => {
  it('slows down the place that is throttled, and recovers', async () => {
    const { aws, watch, advance } = createWatchBench()
    const place = aws.place(home.account, home.region)
    let asked = 0
    watch.start()
    await advance(10 * minuteMs)
    place.fault = (operation) => (operation === 'DescribeAlarms' && asked++ % 2 === 0 ? 'throttled' : undefined)
    await advance(10 * minuteMs)
    expect(watch.status().throttled).toBeGreaterThan(5)
    expect(watch.status().accounts[0]?.outcome).toBe('ok')
  })
})

describe('what is published', () => {
  it('numbers patches without gaps, and their sum is the snapshot', async () => {
    const { aws, watch, patches, advance } = createWatchBench()
    const place = aws.place(home.account, home.region)
    place.databases = [fakeDatabase(home, 'acme', benchStartMs)]
    watch.start()
    await advance(5 * minuteMs)
    place.databases = [fakeDatabase(home, 'acme', benchStartMs, { multiAz: false }), fakeDatabase(home, 'bank', benchStartMs)]
    await advance(10 * minuteMs)
    expect(patches.length).toBeGreaterThan(1)
    expect(patches.map((patch) => patch.seq)).toEqual(patches.map((_, index) => index + 1))
    const snapshot = watch.snapshot()
    expect(snapshot.seq).toBe(patches.at(-1)?.seq)
    expect(patches.reduce((table, { patch }) => applyPatch(table, patch), emptyTable())).toEqual(snapshot.table)
  })

  it('sends a status at most once a second', async () => {
    const { watch, statuses, advance } = createWatchBench()
    watch.start()
    await advance(5 * minuteMs)
    expect(statuses.length).toBeGreaterThan(3)
    expect(statuses.length).toBeLessThanOrEqual(300)
  })

  it('shows the last session until the first reply, then believes none of it', async () => {
    const before = createWatchBench()
    before.aws.place(home.account, home.region).databases = [fakeDatabase(home, 'acme', benchStartMs), fakeDatabase(home, 'gone', benchStartMs)]
    before.watch.start()
    await before.advance(2 * minuteMs)
    const { aws, watch, advance } = createWatchBench(fakeConfig(), { cachedTable: before.watch.snapshot().table })
    const place = aws.place(home.account, home.region)
    place.databases = [fakeDatabase(home, 'acme', benchStartMs)]
    place.fault = (operation) => (operation === 'DescribeEvents' || operation === 'DescribeAlarms' ? undefined : 'timeout')
    expect(watch.snapshot().cached).toBe(true)
    watch.start()
    await advance(20 * secondMs)
    const half = watch.snapshot()
    expect(half.cached).toBe(false)
    expect([...half.table.columns.present]).toEqual([1, 1])
    place.fault = () => undefined
    await advance(10 * minuteMs)
    expect([...watch.snapshot().table.columns.present]).toEqual([1, 0])
  })
})

describe('the operator and the computer', () => {
  it('polls what is looked at without waiting for its turn', async () => {
    const { aws, watch, advance } = createWatchBench(fakeConfig(2))
    aws.place(home.account, home.region).databases = [fakeDatabase(home, 'acme', benchStartMs)]
    watch.start()
    await advance(10 * minuteMs + 17 * secondMs)
    aws.requests.length = 0
    expect(watch.refresh({ tenant: 'acme' })).toBe(4)
    await advance(secondMs)
    const asked = aws.requests.map((request) => request.operation)
    expect(asked).toContain('DescribeDBInstances')
    expect(aws.requests.every((request) => request.place.startsWith(home.account))).toBe(true)
    expect(asked).not.toContain('DescribeDBSnapshots')
  })

  it('believes nothing after sleep until it was read again, which happens at once', async () => {
    const { aws, watch, advance } = createWatchBench()
    aws.place(home.account, home.region).databases = [fakeDatabase(home, 'acme', benchStartMs)]
    watch.start()
    await advance(minuteMs)
    const awake = watch.tenant('acme')?.findings.filter((finding) => finding.check === 'stale-data')
    expect(awake).toEqual([])
    watch.resume()
    expect(watch.tenant('acme')?.findings.some((finding) => finding.check === 'stale-data')).toBe(true)
    expect(watch.tenant('acme')?.findings.every((finding) => finding.severity === 'unknown')).toBe(true)
    aws.requests.length = 0
    await advance(30 * secondMs)
    expect(new Set(aws.requests.map((request) => request.operation)).size).toBeGreaterThanOrEqual(7)
    expect(watch.tenant('acme')?.findings.filter((finding) => finding.check === 'stale-data')).toEqual([])
  })

  it('ends every wait and closes every reader when it stops', async () => {
    const { aws, watch, time, advance } = createWatchBench(fakeConfig(3))
    watch.start()
    await advance(5 * minuteMs)
    await watch.stop()
    expect(aws.closed).toHaveLength(3)
    expect(time.reasons()).toEqual([])
  })
})

describe('accounts whose keys do not come', () => {
  it('take no place at the gate: hundreds that wait for a slow sign-in delay nobody of another', async () => {
    const config = fakeConfig(120)
    const [readable, ...slow] = config.accounts.map(({ id }) => id).reverse()
    const { watch, advance } = createWatchBench(config, { keys: (account) => (slow.includes(account) ? new Promise(() => undefined) : Promise.resolve()) })
    watch.start()
    await advance(10 * secondMs)
    const outcomes = new Map(watch.status().accounts.map(({ id, outcome }) => [id, outcome]))
    expect(outcomes.get(readable!)).toBe('ok')
    expect(slow.map((id) => outcomes.get(id)).every((outcome) => outcome === 'pending')).toBe(true)
  })
})
