import { describe, expect, it } from 'vitest'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import { hourMs, minuteMs } from '#shared/kernel/time'
import type { KeptSnapshot } from '#electron/ports/aws-reader'
import { fakeDatabase } from '#test/fakes/fake-records'
import { fakeConfig } from '#test/fakes/fake-watch-parts'
import { benchStartMs, createWatchBench, type WatchBench } from '#test/fakes/watch-bench'

const vault = { account: '222233334444', region: 'eu-west-3' }

function bench(accounts: number, tenants: number, offsite: FleetConfig['contract']['offsite'] = false): WatchBench {
  const plain = fakeConfig(accounts)
  const config = { ...plain, contract: { ...plain.contract, offsite } }
  const made = createWatchBench(config)
  for (const { id } of config.accounts) {
    const at = { account: id, region: 'eu-west-1' }
    made.aws.place(id, 'eu-west-1').databases = Array.from({ length: tenants }, (_, n) => fakeDatabase(at, `t${n}-${id}`, benchStartMs))
  }
  return made
}

const asked = ({ aws }: WatchBench, operation: string, place?: string): number => aws.requests.filter((request) => request.operation === operation && (place === undefined || request.place === place)).length
const home = ({ config }: WatchBench): { readonly account: string; readonly region: string } => ({ account: config.accounts[0]!.id, region: 'eu-west-1' })
const tenant = ({ watch }: WatchBench, index = 0) => watch.tenants()[index]!

const stale = (made: WatchBench) => tenant(made).findings.filter(({ check }) => check === 'stale-data').map(({ severity, subject }) => [severity, subject.id])
const copyFindings = (made: WatchBench) => tenant(made).findings.filter(({ check }) => check === 'offsite-copies').map(({ severity }) => severity)

describe('Keys of databases', () => {
  it('are read once each, however many databases share one, and each half hour', async () => {
    const made = bench(1, 3)
    const place = made.aws.place(home(made).account, 'eu-west-1')
    place.databases = place.databases.map((database) => ({ ...database, kmsKeyId: 'arn:aws:kms:eu-west-1:1:key/shared' }))
    made.watch.start()
    await made.advance(2 * minuteMs)
    expect(asked(made, 'DescribeKey')).toBe(1)
    expect(tenant(made).view.databases[0]?.key).toMatchObject({ state: 'Enabled' })
    const before = asked(made, 'DescribeKey')
    await made.advance(60 * minuteMs)
    expect(asked(made, 'DescribeKey') - before).toBe(2)
    await made.watch.stop()
  })

  it('take turns where there are many: sixty a poll of a small fleet, and each in time', async () => {
    const made = bench(1, 100)
    made.watch.start()
    await made.advance(2 * minuteMs)
    expect(asked(made, 'DescribeKey')).toBe(60)
    await made.advance(45 * minuteMs)
    expect(made.watch.tenants().every(({ view }) => view.databases[0]?.key !== undefined)).toBe(true)
    await made.watch.stop()
  })

  it('that are not usable are asked for again within minutes', async () => {
    const made = bench(1, 1)
    const place = made.aws.place(home(made).account, 'eu-west-1')
    const key = place.databases[0]!.kmsKeyId!
    place.keys.set(key, { kind: 'kms-key', key, state: 'Disabled', manager: 'CUSTOMER', readAtMs: benchStartMs })
    made.watch.start()
    await made.advance(2 * minuteMs)
    expect(tenant(made).findings.find(({ check }) => check === 'db-encryption')).toMatchObject({ severity: 'critical' })
    place.keys.clear()
    await made.advance(6 * minuteMs)
    expect(tenant(made).findings.find(({ check }) => check === 'db-encryption')).toBeUndefined()
    await made.watch.stop()
  })

  it('of a role that may not describe any are said once, and turn nobody grey', async () => {
    const made = bench(1, 3)
    made.aws.place(home(made).account, 'eu-west-1').fault = (operation) => (operation === 'DescribeKey' ? 'denied' : undefined)
    made.watch.start()
    await made.advance(2 * minuteMs)
    expect(stale(made)).toEqual([['info', `${home(made).account}/eu-west-1/kms`]])
    expect(made.watch.status().accounts[0]).toMatchObject({ outcome: 'denied' })
    await made.watch.stop()
  })

  it('that were readable and are refused now are unknown', async () => {
    const made = bench(1, 1)
    const place = made.aws.place(home(made).account, 'eu-west-1')
    made.watch.start()
    await made.advance(2 * minuteMs)
    place.fault = (operation) => (operation === 'DescribeKey' ? 'denied' : undefined)
    await made.advance(32 * minuteMs)
    expect(stale(made)).toEqual([['unknown', `${home(made).account}/eu-west-1/kms`]])
    await made.watch.stop()
  })
})

const copyOf = (account: string, tenantId: string, hoursOld: number, more: Partial<KeptSnapshot> = {}): KeptSnapshot => ({
  key: `arn:${account}:${tenantId}:${hoursOld}`,
  id: `${tenantId}-copy-${hoursOld}`,
  databaseId: `${tenantId}-frontend`,
  sourceArn: `arn:aws:rds:eu-west-1:${account}:snapshot:rds:${tenantId}`,
  type: 'manual',
  status: 'available',
  progressPercent: 100,
  createdAtMs: benchStartMs - hoursOld * hourMs + 2 * hourMs,
  originalAtMs: benchStartMs - hoursOld * hourMs,
  ...more,
})

describe('Off-site copies', () => {
  it('cost nothing where none are promised', async () => {
    const made = bench(1, 2)
    made.watch.start()
    await made.advance(2 * minuteMs)
    expect(asked(made, 'DescribeAccountAttributes')).toBe(0)
    await made.watch.stop()
  })

  it('are looked for in the place that the contract names, and matched by the ARN of their source', async () => {
    const made = bench(1, 2, { region: 'eu-west-3' })
    const { account } = home(made)
    const there = made.aws.place(account, 'eu-west-3')
    there.kept = [copyOf(account, `t0-${account}`, 9), copyOf('999900001111', `t1-${account}`, 9), { ...copyOf(account, `t1-${account}`, 50), key: 'own', sourceArn: 'arn:aws:rds:eu-west-2:1:snapshot:x' }]
    made.watch.start()
    await made.advance(2 * minuteMs)
    const findings = made.watch.tenants().map(({ row, findings: all }) => [row.id, all.filter(({ check }) => check === 'offsite-copies').map(({ severity }) => severity)])
    expect(findings).toEqual([[`t0-${account}`, []], [`t1-${account}`, ['degraded']]])
    expect(tenant(made).view.databases[0]?.offsite).toMatchObject({ region: 'eu-west-3', copies: [{ snapshotAtMs: benchStartMs - 9 * hourMs }], place: { manualSnapshots: 3, manualSnapshotQuota: 100 } })
    await made.watch.stop()
  })

  it('without the ARN of their source count by the resource id of their database', async () => {
    const made = bench(1, 1, { region: 'eu-west-3' })
    const { account } = home(made)
    const place = made.aws.place(account, 'eu-west-1')
    place.databases = place.databases.map((database) => ({ ...database, resourceId: 'db-OWN' }))
    const { sourceArn: _unsaid, ...copy } = copyOf(account, `t0-${account}`, 9, { resourceId: 'db-OWN' })
    made.aws.place(account, 'eu-west-3').kept = [copy, { ...copy, key: 'other', resourceId: 'db-OTHER' }]
    made.watch.start()
    await made.advance(2 * minuteMs)
    expect(copyFindings(made)).toEqual([])
    expect(tenant(made).view.databases[0]?.offsite?.copies).toHaveLength(1)
    await made.watch.stop()
  })

  it('of many accounts in one vault are swept once for all of them', async () => {
    const made = bench(12, 1, vault)
    made.aws.place(vault.account, vault.region).kept = made.config.accounts.map(({ id }) => copyOf(id, `t0-${id}`, 5))
    made.watch.start()
    await made.advance(2 * minuteMs)
    expect(asked(made, 'DescribeDBSnapshots', `${vault.account}/${vault.region}`)).toBe(1)
    expect(made.watch.tenants().every(({ view }) => view.databases[0]?.offsite?.copies.length === 1)).toBe(true)
    await made.watch.stop()
  })

  it('that cannot be read make the clause unknown, and delay nothing at home', async () => {
    const made = bench(1, 1, { region: 'eu-west-3' })
    made.aws.place(home(made).account, 'eu-west-3').fault = () => 'denied'
    made.watch.start()
    await made.advance(20 * minuteMs)
    expect(stale(made)).toEqual([['unknown', `${home(made).account}/eu-west-1/offsite`]])
    expect(asked(made, 'DescribeDBInstances')).toBeGreaterThan(3)
    await made.watch.stop()
  })

  it('that are overdue are looked for each half hour, and one that arrives is seen', async () => {
    const made = bench(1, 1, { region: 'eu-west-3' })
    const { account } = home(made)
    const there = made.aws.place(account, 'eu-west-3')
    there.kept = [copyOf(account, `t0-${account}`, 31)]
    made.watch.start()
    await made.advance(2 * minuteMs)
    expect(copyFindings(made)).toEqual(['watch'])
    there.kept = [copyOf(account, `t0-${account}`, 7)]
    await made.advance(31 * minuteMs)
    expect(copyFindings(made)).toEqual([])
    await made.watch.stop()
  })

  it('that stand still are told from those that creep', async () => {
    const made = bench(1, 1, { region: 'eu-west-3' })
    const { account } = home(made)
    const there = made.aws.place(account, 'eu-west-3')
    const { originalAtMs: _taken, ...waiting } = copyOf(account, `t0-${account}`, 4, { status: 'creating', progressPercent: 0 })
    there.kept = [copyOf(account, `t0-${account}`, 28), waiting]
    made.watch.start()
    await made.advance(minuteMs * 119)
    expect(copyFindings(made)).toEqual([])
    await made.advance(minuteMs * 40)
    expect(copyFindings(made)).toEqual(['watch'])
    await made.watch.stop()
  })
})
