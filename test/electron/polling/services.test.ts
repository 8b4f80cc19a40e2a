import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { chooseTurn } from '#electron/polling/feeds/in-turns'
import { fakeDatabase } from '#test/fakes/fake-records'
import { fakeConfig } from '#test/fakes/fake-watch-parts'
import { benchStartMs, createWatchBench } from '#test/fakes/watch-bench'
import { aBucket, aDoor, aFilter, anSftp, bucketArn, balancerArn, healthyTags, listArn, sftpArn, tagged } from '#test/builders/services'

function bench(tenants = 1) {
  const made = createWatchBench(fakeConfig(1))
  const account = made.config.accounts[0]!.id
  const place = made.aws.place(account, 'eu-west-1')
  place.databases = Array.from({ length: tenants }, (_, n) => ({ ...fakeDatabase({ account, region: 'eu-west-1' }, n === 0 ? 'acme-bank' : `t${n}`, benchStartMs), logExports: ['audit'] }))
  place.tagged = [...healthyTags()]
  place.filters = [aFilter()]
  place.services.set(balancerArn, aDoor()).set(listArn, { arn: listArn, name: 'offices', addresses: ['203.0.113.7/32'] }).set(sftpArn, anSftp()).set(bucketArn, aBucket())
  const asked = (operation: string): number => made.aws.requests.filter((request) => request.operation === operation).length
  const acme = () => made.watch.tenants().find(({ row }) => row.id === 'acme-bank')!
  return { ...made, place, asked, acme }
}

describe('A tenant’s other services', () => {
  it('are found by tags in one request, and then read one by one', async () => {
    const { watch, advance, asked, acme } = bench()
    watch.start()
    await advance(2 * minuteMs)
    expect(['GetResources', 'DescribeMetricFilters', 'GetWebACLForResource', 'GetIPSet', 'DescribeServer', 'GetBucketVersioning'].map(asked)).toEqual([1, 1, 1, 1, 1, 1])
    expect(acme().view.services).toMatchObject({ doors: [{ record: { ipSets: [{ addresses: ['203.0.113.7/32'] }] } }], sftpServers: [{ record: { state: 'ONLINE' } }], buckets: [{ record: { versioning: 'Enabled' } }] })
    await watch.stop()
  })

  it('are read in one round too', async () => {
    const { watch, advance, acme } = bench()
    const done = watch.pollOnce()
    await advance(10_000)
    await done
    expect(acme().view.services?.buckets[0]?.record).toBeDefined()
    expect(watch.status().accounts[0]?.outcome).toBe('ok')
    await watch.stop()
  })

  it('cost little: what bears a tag each hour, servers and doors each half hour, buckets every other', async () => {
    const { watch, advance, aws, asked } = bench()
    watch.start()
    await advance(5 * minuteMs)
    aws.requests.length = 0
    await advance(4 * hourMs)
    expect(['GetResources', 'DescribeMetricFilters', 'GetWebACLForResource', 'DescribeServer', 'GetBucketVersioning'].map(asked)).toEqual([4, 4, 8, 8, 2])
    await watch.stop()
  })

  it('are asked for nothing where nothing bears a tag', async () => {
    const { watch, advance, asked, place } = bench()
    place.tagged = []
    place.databases = place.databases.map(({ logExports: _none, ...database }) => database)
    watch.start()
    await advance(2 * minuteMs)
    expect(['GetResources', 'DescribeMetricFilters', 'GetWebACLForResource', 'DescribeServer', 'GetBucketVersioning'].map(asked)).toEqual([1, 0, 0, 0, 0])
    await watch.stop()
  })

  it('that are in trouble are read again within minutes', async () => {
    const { watch, advance, place, acme } = bench()
    place.services.set(sftpArn, anSftp({ state: 'OFFLINE' }))
    watch.start()
    await advance(2 * minuteMs)
    expect(acme().findings.find(({ check }) => check === 'sftp')).toMatchObject({ severity: 'degraded' })
    place.services.set(sftpArn, anSftp())
    await advance(6 * minuteMs)
    expect(acme().findings.find(({ check }) => check === 'sftp')).toBeUndefined()
    await watch.stop()
  })

  it('of a role that may not read tags are said once and turn nobody grey; nothing else is asked', async () => {
    const { watch, advance, place, asked, acme } = bench(3)
    place.fault = (operation) => (operation === 'GetResources' ? 'denied' : undefined)
    watch.start()
    await advance(2 * minuteMs)
    expect(acme().findings.filter(({ check }) => check === 'stale-data').map(({ severity, subject }) => [severity, subject.id.split('/')[2]])).toEqual([['info', 'tagging']])
    expect(['GetWebACLForResource', 'DescribeServer', 'GetBucketVersioning'].map(asked)).toEqual([0, 0, 0])
    await watch.stop()
  })

  it('leave out what is gone', async () => {
    const { watch, advance, place, acme } = bench()
    watch.start()
    await advance(2 * minuteMs)
    place.tagged = place.tagged.filter(({ type }) => type !== 'bucket')
    await advance(hourMs + minuteMs)
    expect(acme().view.services?.buckets).toEqual([])
    await watch.stop()
  })
})

describe('The last line of a log', () => {
  it('is asked of CloudWatch on request, one metric a filter, and not again within ten minutes', async () => {
    const { watch, advance, place, asked } = bench()
    place.metric = ({ metric }, atMs) => (metric === 'failed-logins' && (atMs === benchStartMs - 5 * hourMs || atMs === benchStartMs - 50 * hourMs) ? 2 : undefined)
    watch.start()
    await advance(2 * minuteMs)
    const before = watch.status().spend.dollars
    const load = async () => {
      const loading = watch.logHits('acme-bank')
      await advance(1_000)
      return loading
    }
    expect(await load()).toMatchObject({ ok: true, value: { filters: [{ filter: aFilter().key, lines: 4, lastHourMs: benchStartMs - 5 * hourMs }], troubles: [] } })
    await load()
    expect(asked('GetMetricData')).toBe(1)
    expect(watch.status().spend.dollars).toBeGreaterThan(before)
    await advance(11 * minuteMs)
    await load()
    expect(asked('GetMetricData')).toBe(2)
    await watch.stop()
  })

  it('says what was refused, remembers no refusal, and knows no stranger', async () => {
    const { watch, advance, place } = bench()
    watch.start()
    await advance(2 * minuteMs)
    place.fault = (operation) => (operation === 'GetMetricData' ? 'denied' : undefined)
    const refused = watch.logHits('acme-bank')
    await advance(1_000)
    expect(await refused).toMatchObject({ ok: true, value: { filters: [], troubles: [{ kind: 'denied' }] } })
    place.fault = () => undefined
    const again = watch.logHits('acme-bank')
    await advance(1_000)
    expect(await again).toMatchObject({ ok: true, value: { filters: [{ lines: 0 }], troubles: [] } })
    expect(await watch.logHits('nobody')).toMatchObject({ ok: false, error: { kind: 'notFound' } })
    await watch.stop()
  })
})

describe('Whose turn it is', () => {
  it('is theirs that were in trouble, then theirs that were not read for longest', () => {
    const record = (key: string, readAtMs: number, state = 'ONLINE') => [key, anSftp({ key, readAtMs, state })] as const
    const memory = new Map([record('a', 3), record('b', 1), record('c', 2), record('d', 9, 'OFFLINE')])
    const turns = { arns: ['a', 'b', 'c', 'd', 'new'], memory, isTroubled: ({ state }: ReturnType<typeof anSftp>) => state === 'OFFLINE' }
    expect(chooseTurn(turns, 2)).toEqual(['d', 'new', 'b'])
    expect(chooseTurn(turns, 0)).toEqual(['d'])
  })

  it('comes to all: with a budget of one, as many polls as there are things', () => {
    const memory = new Map<string, ReturnType<typeof anSftp>>()
    const arns = ['a', 'b', 'c', 'd', 'e'].map((name) => tagged('sftp-server', name, name).key)
    const read = arns.map((_, at) => {
      const [arn = ''] = chooseTurn({ arns, memory, isTroubled: (_server: ReturnType<typeof anSftp>) => false }, 1)
      memory.set(arn, anSftp({ key: arn, readAtMs: at }))
      return arn
    })
    expect([...read].sort()).toEqual(arns)
  })
})
