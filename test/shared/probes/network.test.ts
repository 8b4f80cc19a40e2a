import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secondMs } from '#shared/kernel/time'
import { networkHost, phaseKey } from '#shared/probes/probe-config'
import { afterAllAsked, afterNews, enoughHosts, quietNetwork, type HostNews, type Network } from '#shared/probes/network'

const onsetMs = 35 * secondMs
const news = (host: string, seconds: number, failed: boolean): HostNews => ({ host, atMs: seconds * secondMs, failed })
const after = (list: readonly HostNews[], telling: number, from: Network = quietNetwork): Network => list.reduce((network, each) => afterNews(network, each, { telling, onsetMs }), from)
const hosts = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `host-${i}.example`)
const allAt = (count: number, seconds: number, failed: boolean): readonly HostNews[] => hosts(count).map((host, i) => news(host, seconds + i * 0.01, failed))

describe('our network', () => {
  it('is to blame when every one of three hosts fails and none answers in between', () => {
    const network = after([...allAt(3, 0, false), ...allAt(3, 60, true)], 3)
    expect(network.verdict).toEqual({ kind: 'ours', sinceMs: 60 * secondMs, hosts: 3 })
  })

  it('asks others before anybody is blamed', () => {
    const first = after([...allAt(40, 0, false), news('host-1.example', 60, true)], 40)
    expect(first.verdict).toEqual({ kind: 'asking', wanted: 2 })
    const third = after([news('host-2.example', 60, true), news('host-3.example', 60, true)], 40, first)
    expect(third.verdict).toEqual({ kind: 'asking', wanted: 37 })
  })

  it('is cleared by one host that answers after the first failure', () => {
    expect(after([news('a', 60, true), news('b', 61, false)], 3).verdict).toEqual({ kind: 'fine' })
    expect(after([news('a', 60, true), news('b', 61, true), news('c', 61, false)], 3).verdict).toEqual({ kind: 'fine' })
  })

  it('is cleared by a host of which one page failed and another answered, until that fails too', () => {
    const pages = [news('a', 60, true), news('a', 64, false), news('b', 66, true), news('c', 70, true), news('a', 72, true)]
    expect(after(pages.slice(0, 4), 3).verdict.kind).not.toBe('ours')
    // The way to it worked when it answered: only what failed since may be the network's.
    expect(after(pages, 3).verdict).toEqual({ kind: 'ours', sinceMs: 66 * secondMs, hosts: 3 })
    const before = [news('b', 60, true), news('a', 64, false), news('c', 66, true), news('a', 70, true)]
    expect(after(before, 3).verdict.kind).not.toBe('ours')
  })

  it('cannot be told from one or two hosts', () => {
    expect(after(allAt(2, 60, true), 2).verdict).toEqual({ kind: 'fine' })
  })

  it('is not concluded from failures that lie far apart', () => {
    expect(after([news('a', 0, true), news('b', 40, true), news('c', 80, true)], 3).verdict.kind).not.toBe('ours')
  })

  it('needs 100 hosts, not 10,000, and lets one in twenty answer', () => {
    expect(after(allAt(enoughHosts - 1, 60, true), 10_000).verdict).toEqual({ kind: 'asking', wanted: 1 })
    expect(after(allAt(enoughHosts, 60, true), 10_000).verdict.kind).toBe('ours')
    const mostly = hosts(enoughHosts).map((host, i) => news(host, 60 + i * 0.01, i % 20 !== 10))
    expect(after(mostly, 10_000).verdict.kind).toBe('ours')
    const tenth = hosts(enoughHosts).map((host, i) => news(host, 60 + i * 0.01, i % 10 !== 5))
    expect(after(tenth, 10_000).verdict.kind).not.toBe('ours')
  })

  it('is over when hosts answer again, and the failures it caused count no more', () => {
    const ours = after(allAt(3, 60, true), 3)
    const over = afterNews(ours, news('host-0.example', 120, false), { telling: 3, onsetMs })
    expect(over.verdict).toEqual({ kind: 'fine' })
    expect(afterNews(over, news('host-1.example', 125, true), { telling: 3, onsetMs }).verdict.kind).not.toBe('ours')
  })

  it('stays ours while one host in a hundred answers: it may stand in our own house', () => {
    const ours = after(allAt(enoughHosts, 60, true), 100)
    expect(afterNews(ours, news('intranet', 70, false), { telling: 100, onsetMs }).verdict.kind).toBe('ours')
  })

  it('does not go on asking when there is nobody left to ask', () => {
    const asking = after([news('a', 60, true)], 3)
    expect(afterAllAsked(asking).verdict).toEqual({ kind: 'fine' })
    const ours = after(allAt(3, 60, true), 3)
    expect(afterAllAsked(ours)).toBe(ours)
  })

  it('is never blamed while at least one host in ten answers, in whichever order they are asked', () => {
    const round = fc.integer({ min: 10, max: 120 }).chain((count) =>
      fc.record({ count: fc.constant(count), order: fc.shuffledSubarray([...hosts(count)], { minLength: count, maxLength: count }), bad: fc.integer({ min: 0, max: Math.floor(count * 0.6) }) }),
    )
    fc.assert(
      fc.property(round, ({ count, order, bad }) => {
        const failing = new Set(hosts(count).slice(0, bad))
        const network = after(order.map((host, i) => news(host, 60 + i * 0.01, failing.has(host))), count)
        expect(network.verdict.kind).not.toBe('ours')
      }),
      { numRuns: 200 },
    )
  })

  it('is always seen when nobody answers any more, in whichever order they are asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 150 }).chain((count) => fc.shuffledSubarray([...hosts(count)], { minLength: count, maxLength: count })), (order) => {
        const network = after(order.map((host, i) => news(host, 60 + i * 0.01, true)), order.length, after(order.map((host) => news(host, 0, false)), order.length))
        expect(network.verdict).toMatchObject({ kind: 'ours', sinceMs: 60 * secondMs })
      }),
    )
  })
})

describe('what stands for one way through the network', () => {
  it('is the host, but the tenant on this computer', () => {
    expect(networkHost('acme', 'https://Acme.example:8443/health?x=1')).toBe('acme.example')
    expect(networkHost('acme', 'http://127.0.0.1:5555/_tenants/acme/frontend/health')).toBe('127.0.0.1 acme')
    expect(networkHost('kauri', 'http://localhost/x')).not.toBe(networkHost('acme', 'http://localhost/x'))
  })
})

describe('the moments at which a page is asked', () => {
  const at = (url: string): string => phaseKey('acme', { environment: 'frontend', url })
  it('hang on its address, but not on the port that a server on this computer happened to get', () => {
    expect(at('http://127.0.0.1:5555/_tenants/acme/frontend/health')).toBe(at('http://127.0.0.1:40417/_tenants/acme/frontend/health'))
    expect(at('http://127.0.0.1:5555/a')).not.toBe(at('http://127.0.0.1:5555/b'))
    expect(at('https://acme.example:8443/health')).not.toBe(at('https://acme.example:9443/health'))
  })
})
