import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secondMs } from '#shared/kernel/time'
import { monday } from '#test/builders/fleet'
import { pageOf, probeBench } from './bench'

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `tenant-${i}`)

describe('probing', () => {
  it('asks each page once an interval, out of step with the others', async () => {
    const bench = probeBench(names(30), () => true)
    bench.probing.start()
    await bench.at(600)
    for (const tenant of names(30)) {
      const times = bench.asked.filter(({ url }) => url === pageOf(tenant)).map(({ atS }) => atS)
      expect(times.length).toBeGreaterThanOrEqual(9)
      expect(times.length).toBeLessThanOrEqual(12)
      // After the first round: an interval, give or take the jitter.
      for (const [i, next] of times.slice(2).entries()) {
        expect(next - times[i + 1]!).toBeGreaterThan(53)
        expect(next - times[i + 1]!).toBeLessThan(67)
      }
    }
    const busiest = Math.max(...Array.from({ length: 60 }, (_, s) => bench.asked.filter(({ atS }) => Math.floor(atS) === 300 + s).length))
    expect(busiest).toBeLessThan(8)
    bench.stop()
  })

  it('knows a small fleet within a second of the start', async () => {
    const bench = probeBench(names(5), () => true)
    bench.probing.start()
    await bench.at(1.1)
    expect(names(5).map((tenant) => bench.reading(tenant))).toEqual(['up', 'up', 'up', 'up', 'up'])
    bench.stop()
  })

  it('asks again after five seconds before it calls a page down, and calls it down since the first failure', async () => {
    const bench = probeBench(names(5), (tenant, atS) => tenant !== 'tenant-2' || atS < 100)
    bench.probing.start()
    await bench.at(180)
    const failures = bench.asked.filter(({ url, atS }) => url === pageOf('tenant-2') && atS >= 100).map(({ atS }) => atS)
    expect(failures[1]! - failures[0]!).toBeCloseTo(5, 6)
    expect(bench.changes.filter(({ change }) => change.state === 'down')).toEqual([{ tenant: 'tenant-2', change: { atMs: monday + failures[0]! * secondMs, state: 'down', reason: 'timeout' } }])
    expect(bench.reading('tenant-2')).toBe('down')
    expect(bench.reading('tenant-1')).toBe('up')
    bench.stop()
  })

  it('asks two others at once when a page fails, so that our own network is not taken for the tenant’s', async () => {
    const bench = probeBench(names(6), (tenant, atS) => tenant !== 'tenant-2' || atS < 100)
    bench.probing.start()
    await bench.at(200)
    const firstS = bench.asked.find(({ url, atS }) => url === pageOf('tenant-2') && atS >= 100)!.atS
    expect(bench.asked.filter(({ url, atS }) => url !== pageOf('tenant-2') && atS === firstS).length).toBe(2)
    bench.stop()
  })

  it('leaves no trace of a single failure', async () => {
    let failed = false
    const bench = probeBench(names(4), (tenant, atS) => tenant !== 'tenant-0' || atS < 100 || failed || !(failed = true))
    bench.probing.start()
    await bench.at(400)
    expect(failed).toBe(true)
    expect(bench.changes.every(({ change }) => change.state === 'up')).toBe(true)
    bench.stop()
  })

  it('blames nobody when all fail at once: everybody is unknown, since the first failure, and up again when they answer', async () => {
    const bench = probeBench(names(8), (_tenant, atS) => atS < 100 || atS > 400, { failsAfterS: 10 })
    bench.probing.start()
    await bench.at(200)
    expect(bench.probing.verdict()).toMatchObject({ kind: 'ours', hosts: 8 })
    expect(new Set(names(8).map((tenant) => bench.reading(tenant)))).toEqual(new Set(['unknown']))
    expect(bench.changes.every(({ change }) => change.state !== 'down')).toBe(true)
    await bench.at(480)
    expect(bench.probing.verdict()).toEqual({ kind: 'fine' })
    expect(new Set(names(8).map((tenant) => bench.reading(tenant)))).toEqual(new Set(['up']))
    expect(bench.changes.every(({ change }) => change.state !== 'down')).toBe(true)
    bench.stop()
  })

  it('still knows who was down before our network was, once it is back', async () => {
    const bench = probeBench(names(8), (tenant, atS) => (tenant === 'tenant-3' ? atS < 50 : atS < 300 || atS > 500))
    bench.probing.start()
    await bench.at(200)
    expect(bench.reading('tenant-3')).toBe('down')
    await bench.at(400)
    expect(bench.probing.verdict().kind).toBe('ours')
    expect(bench.reading('tenant-3')).toBe('unknown')
    await bench.at(580)
    expect(bench.reading('tenant-3')).toBe('down')
    expect(bench.reading('tenant-4')).toBe('up')
    bench.stop()
  })

  it('blames two tenants when there are only two: they cannot tell', async () => {
    const bench = probeBench(names(2), (_tenant, atS) => atS < 100)
    bench.probing.start()
    await bench.at(200)
    expect(names(2).map((tenant) => bench.reading(tenant))).toEqual(['down', 'down'])
    bench.stop()
  })

  it('knows nothing after a sleep until it has asked again', async () => {
    const bench = probeBench(names(4), () => true)
    bench.probing.start()
    await bench.at(100.5)
    bench.probing.resume()
    expect(names(4).map((tenant) => bench.reading(tenant))).toEqual(['unknown', 'unknown', 'unknown', 'unknown'])
    await bench.at(101)
    expect(new Set(names(4).map((tenant) => bench.reading(tenant)))).toEqual(new Set(['up']))
    bench.stop()
  })

  it('has at most 128 questions out, whatever hangs', async () => {
    const bench = probeBench(names(400), (_tenant, atS) => atS < 60, { failsAfterS: 10 })
    bench.probing.start()
    await bench.at(150)
    expect(bench.mostOut()).toBeLessThanOrEqual(128)
    expect(bench.mostOut()).toBeGreaterThan(50)
    expect(bench.changes.every(({ change }) => change.state !== 'down')).toBe(true)
    bench.stop()
  })

  it('asks everybody once for a command that ends, and the failed ones again', async () => {
    const bench = probeBench(names(6), (tenant) => tenant !== 'tenant-5')
    let ended = false
    void bench.probing.askAll().then(() => (ended = true))
    await bench.at(20)
    expect(ended).toBe(true)
    expect(bench.reading('tenant-5')).toBe('down')
    expect(bench.asked.filter(({ url }) => url === pageOf('tenant-5')).length).toBe(2)
    bench.stop()
  })

  it('asks nobody any more once it is stopped', async () => {
    const bench = probeBench(names(6), () => true)
    bench.probing.start()
    await bench.at(100)
    bench.stop()
    const { length } = bench.asked
    await bench.at(400)
    expect(bench.asked.length).toBe(length)
  })

  it('goes on from what was kept of the month, and knows nothing of the time between', async () => {
    const kept = { tenant: 'tenant-0', environment: 'frontend', url: pageOf('tenant-0'), changes: [{ atMs: monday - 600 * secondMs, state: 'up' as const }], untilMs: monday - 60 * secondMs }
    const bench = probeBench(names(3), () => true, { remembered: [kept] })
    bench.probing.start()
    await bench.at(2)
    expect(bench.probing.views('tenant-0')[0]?.state.changes.map(({ atMs, state }) => [(atMs - monday) / secondMs, state]).slice(0, 2)).toEqual([[-600, 'up'], [-60, 'unknown']])
    // The gap itself is told, so that it is there after the next start too.
    expect(bench.changes.filter(({ tenant }) => tenant === 'tenant-0').map(({ change }) => change.state)).toEqual(['unknown', 'up'])
    bench.stop()
  })

  it('forgets what a world left behind whose time began anew', async () => {
    const kept = { tenant: 'tenant-0', environment: 'frontend', url: pageOf('tenant-0'), changes: [{ atMs: monday + 86_400 * secondMs, state: 'down' as const }], untilMs: monday + 90_000 * secondMs }
    const bench = probeBench(names(3), () => true, { remembered: [kept] })
    bench.probing.start()
    await bench.at(2)
    expect(bench.reading('tenant-0')).toBe('up')
    expect(bench.probing.views('tenant-0')[0]?.state.changes.map(({ state }) => state)).toEqual(['up'])
    bench.stop()
  })

  it('never blames a tenant for an outage of ours, and never misses one of theirs, whenever they come', { timeout: 60_000 }, async () => {
    const world = fc.record({
      count: fc.integer({ min: 4, max: 25 }),
      oursFromS: fc.integer({ min: 90, max: 300 }),
      oursForS: fc.integer({ min: 100, max: 300 }),
      failsAfterS: fc.constantFrom(0, 3, 10),
      theirs: fc.array(fc.record({ nth: fc.nat(24), fromS: fc.integer({ min: 700, max: 800 }), forS: fc.integer({ min: 130, max: 300 }) }), { maxLength: 1 }),
    })
    await fc.assert(
      fc.asyncProperty(world, async ({ count, oursFromS, oursForS, failsAfterS, theirs }) => {
        const oursToS = oursFromS + oursForS
        const isTheirs = (tenant: string, atS: number): boolean => theirs.some(({ nth, fromS, forS }) => tenant === `tenant-${nth % count}` && atS >= fromS && atS < fromS + forS)
        const bench = probeBench(names(count), (tenant, atS) => (atS < oursFromS || atS >= oursToS) && !isTheirs(tenant, atS), { failsAfterS })
        bench.probing.start()
        await bench.at(oursFromS + 95)
        expect(bench.probing.verdict().kind).toBe('ours')
        expect(bench.changes.some(({ change }) => change.state === 'down')).toBe(false)
        await bench.at(690)
        expect(bench.probing.verdict().kind).not.toBe('ours')
        await bench.at(1200)
        bench.stop()
        const blamed = new Set(bench.changes.filter(({ change }) => change.state === 'down').map(({ tenant }) => tenant))
        expect(blamed).toEqual(new Set(theirs.map(({ nth }) => `tenant-${nth % count}`)))
      }),
      { numRuns: 25 },
    )
  })
})
