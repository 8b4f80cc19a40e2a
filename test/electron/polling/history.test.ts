import { describe, expect, it } from 'vitest'
import { openLocalDatabase } from '#electron/adapters/sqlite/local-database'
import { databaseEvents } from '#shared/fleet/database-events'
import type { HistoryItem } from '#shared/history/batch'
import type { HistoryEntry } from '#shared/history/entry'
import type { Incident } from '#shared/incidents/incident'
import { dayMs, minuteMs, secondMs } from '#shared/kernel/time'
import { fakeDatabase, fakeEvent } from '#test/fakes/fake-records'
import { benchStartMs, createWatchBench, type WatchBench } from '#test/fakes/watch-bench'

const home = { account: '111100000000', region: 'eu-west-1' }

const entriesOf = (items: readonly HistoryItem[]): readonly HistoryEntry[] => items.flatMap((item) => (item.kind === 'entry' ? [item.entry] : []))
const baselinesOf = (items: readonly HistoryItem[]) => items.flatMap((item) => (item.kind === 'baseline' ? [item.baseline] : []))

/** Keeps the recovery point young, as AWS would. */
const database = (bench: WatchBench, more: Parameters<typeof fakeDatabase>[3] = {}) => fakeDatabase(home, 'acme', bench.time.clock.nowMs(), more)

async function watchedFor(ms: number): Promise<WatchBench> {
  const bench = createWatchBench()
  bench.aws.place(home.account, home.region).databases = [database(bench)]
  bench.watch.start()
  await bench.advance(ms)
  return bench
}

async function kept(bench: WatchBench): Promise<readonly Incident[]> {
  const opened = openLocalDatabase({ file: ':memory:', nowMs: benchStartMs, timeMayBeginAnew: false })
  if (!opened.ok) throw new Error(opened.error.message)
  await opened.value.history.append(bench.history)
  const incidents = await opened.value.history.incidents({})
  await opened.value.close()
  if (!incidents.ok) throw new Error(incidents.error.message)
  return incidents.value
}

describe('The history of a watch', () => {
  it('begins with one baseline a tenant, once all of it was read, and says that somebody watches', async () => {
    const { history } = await watchedFor(minuteMs)
    expect(history[0]).toMatchObject({ kind: 'watched', begins: true })
    expect(baselinesOf(history).map(({ tenant }) => tenant)).toEqual(['acme'])
    expect(entriesOf(history)).toEqual([])
  })

  it('tells of an account that refuses too: what is known of its tenants is that nothing can be', async () => {
    const bench = createWatchBench()
    const place = bench.aws.place(home.account, home.region)
    place.databases = [database(bench)]
    place.fault = (operation) => (operation === 'DescribeAlarms' ? 'denied' : undefined)
    bench.watch.start()
    await bench.advance(minuteMs)
    expect(baselinesOf(bench.history)).toMatchObject([{ tenant: 'acme', health: 'unknown' }])
  })

  it('tells each change once: health, and the finding that opened, with AWS’s time', async () => {
    const bench = await watchedFor(10 * minuteMs)
    bench.history.length = 0
    const startedAtMs = bench.time.clock.nowMs() + 5 * secondMs
    bench.aws.place(home.account, home.region).events = [fakeEvent('acme-frontend', startedAtMs, databaseEvents.failoverStarted.message, 'failover')]
    await bench.advance(2 * minuteMs)
    const failover = entriesOf(bench.history).filter((entry) => entry.kind !== 'finding' || entry.check === 'db-failover')
    expect(failover).toMatchObject([
      { kind: 'health', tenant: 'acme', health: 'critical', was: expect.any(String) as string },
      { kind: 'finding', change: 'opened', check: 'db-failover', severity: 'critical' },
    ])
    const atMs = failover[0]?.atMs ?? 0
    expect(atMs).toBeGreaterThanOrEqual(startedAtMs)
    expect(atMs).toBeLessThanOrEqual(startedAtMs + 65 * secondMs)
  })

  it('keeps a failover while a run of ours is at work as planned, also when the desk’s word comes later than AWS’s', async () => {
    const bench = await watchedFor(10 * minuteMs)
    const place = bench.aws.place(home.account, home.region)
    const startedAtMs = bench.time.clock.nowMs() - 30 * secondMs
    place.events = [
      fakeEvent('acme-frontend', startedAtMs + 60 * secondMs, databaseEvents.failoverCompleted.message, 'failover'),
      fakeEvent('acme-frontend', startedAtMs, databaseEvents.failoverStarted.message, 'failover'),
      fakeEvent('acme-frontend', startedAtMs + 61 * secondMs, databaseEvents.reasonUnreachableHost.message, 'failover'),
    ]
    await bench.advance(2 * minuteMs)
    expect((await kept(bench)).map(({ planned }) => planned)).toEqual(['unplanned'])
    bench.watch.heed({ runs: [{ tenant: 'acme', run: 'upgrade', title: 'MySQL upgrade', fromMs: startedAtMs - minuteMs, untilMs: startedAtMs + 20 * minuteMs }] })
    await bench.advance(minuteMs)
    expect(await kept(bench)).toMatchObject([{ planned: 'planned', reason: 'Window: MySQL upgrade' }])
    bench.watch.heed({ runs: [] })
    await bench.advance(minuteMs)
    expect((await kept(bench)).map(({ planned }) => planned)).toEqual(['planned'])
  })

  it('costs nothing while nothing changes but the beat', async () => {
    const bench = await watchedFor(10 * minuteMs)
    bench.history.length = 0
    const place = bench.aws.place(home.account, home.region)
    for (let minute = 0; minute < 30; minute += 1) {
      place.databases = [database(bench)]
      await bench.advance(minuteMs)
    }
    const others = bench.history.filter(({ kind }) => kind !== 'watched')
    expect(entriesOf(others)).toEqual([])
    expect(others).toEqual([])
    expect(bench.history.length).toBeGreaterThanOrEqual(25)
    expect(bench.history.length).toBeLessThanOrEqual(31)
  })

  it('after the computer slept begins anew with a baseline: the hours of sleep are a gap, not a storm of unknown', async () => {
    const bench = await watchedFor(10 * minuteMs)
    bench.history.length = 0
    bench.watch.resume()
    await bench.advance(2 * minuteMs)
    expect(entriesOf(bench.history)).toEqual([])
    expect(baselinesOf(bench.history)).toMatchObject([{ tenant: 'acme' }])
    expect(bench.history.filter((item) => item.kind === 'watched' && item.begins)).toHaveLength(1)
  })

  it('says that a tenant left the fleet', async () => {
    const bench = await watchedFor(10 * minuteMs)
    bench.history.length = 0
    bench.aws.place(home.account, home.region).databases = []
    await bench.advance(6 * minuteMs)
    expect(entriesOf(bench.history)).toMatchObject([{ kind: 'tenantGone', tenant: 'acme' }])
  })
})

describe('Incidents of a watch', () => {
  it('join the events and the zone that changed minutes later', async () => {
    const bench = await watchedFor(10 * minuteMs)
    const place = bench.aws.place(home.account, home.region)
    const startedAtMs = bench.time.clock.nowMs() + 5 * secondMs
    const completedAtMs = startedAtMs + 70 * secondMs
    place.events = [fakeEvent('acme-frontend', completedAtMs, databaseEvents.failoverCompleted.message, 'failover'), fakeEvent('acme-frontend', startedAtMs, databaseEvents.failoverStarted.message, 'failover')]
    await bench.advance(4 * minuteMs)
    place.databases = [database(bench, { az: 'eu-west-1b', secondaryAz: 'eu-west-1a' })]
    await bench.advance(6 * minuteMs)
    const incidents = await kept(bench)
    expect(incidents).toHaveLength(1)
    expect(incidents[0]).toMatchObject({ state: 'completed', startedAtMs, completedAtMs, fromAz: 'eu-west-1a', toAz: 'eu-west-1b', subject: { tenant: 'acme', environment: 'frontend', database: 'acme-frontend' } })
    expect(incidents[0]?.zoneSeenAtMs).toBeGreaterThan(completedAtMs)
  })

  it('of the days before the console ran are found at its start, with one request a place', async () => {
    const bench = createWatchBench()
    const place = bench.aws.place(home.account, home.region)
    place.databases = [database(bench)]
    const agoMs = benchStartMs - 9 * dayMs
    place.events = [
      fakeEvent('acme-frontend', agoMs + 80 * secondMs, databaseEvents.failoverCompleted.message, 'failover'),
      fakeEvent('acme-frontend', agoMs, databaseEvents.failoverStarted.message, 'failover'),
      fakeEvent('acme-frontend', agoMs + 90 * secondMs, databaseEvents.reasonStorage.message, 'failover'),
      ...Array.from({ length: 500 }, (_, day) => fakeEvent('acme-frontend', benchStartMs - day * minuteMs, databaseEvents.backupStarted.message, 'backup')),
    ]
    const round = bench.watch.pollOnce()
    await bench.advance(10 * secondMs)
    await round
    expect(bench.aws.requests.filter(({ operation }) => operation === 'DescribeEvents')).toHaveLength(1)
    expect(await kept(bench)).toMatchObject([{ state: 'completed', beganAtMs: agoMs, completedAtMs: agoMs + 80 * secondMs, planned: 'unplanned', outage: { basis: 'events' } }])
    // It is history: nobody is alarmed over it.
    expect(baselinesOf(bench.history).flatMap(({ findings }) => findings.filter(({ check }) => check === 'db-failover'))).toEqual([])
  })
})
