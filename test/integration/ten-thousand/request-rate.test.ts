import { describe, expect, it } from 'vitest'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import type { DatabaseRecord } from '#shared/fleet/records'
import { fakeAlarm, fakeDatabase, fakeGroup, fakeTargetGroup } from '#test/fakes/fake-records'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { createPlaces, entriesOf } from '#electron/polling/poll-state'
import { targetGroupBudget } from '#electron/polling/target-group-budget'
import { createFakeAws } from '#test/fakes/fake-aws'
import { fakeConfig } from '#test/fakes/fake-watch-parts'
import { benchStartMs, createWatchBench, type WatchBench } from '#test/fakes/watch-bench'

/** performance.md, A1 and A2: what a fleet of 10,000 tenants may ask of AWS. */
interface Fleet {
  readonly places: number
  readonly tenants: number
  readonly groups: number
}

const alarmsPerTenant = 6
const snapshotsPerTenant = 30

function fleet({ places, tenants, groups }: Fleet): WatchBench {
  const config: FleetConfig = fakeConfig(places)
  const bench = createWatchBench(config)
  for (const { id } of config.accounts) {
    const at = { account: id, region: 'eu-west-1' }
    const place = bench.aws.place(at.account, at.region)
    const ids = Array.from({ length: tenants }, (_, number) => `${id}-${number}`)
    // Without tags nobody is judged, which has no part in what is asked.
    place.databases = ids.map((tenant) => withoutTags(fakeDatabase(at, tenant, benchStartMs)))
    place.backups = place.databases.map((db) => ({ kind: 'automated-backup', key: db.id, databaseId: db.id }))
    place.snapshots = place.databases.flatMap((db) =>
      Array.from({ length: snapshotsPerTenant }, (_, day) => ({ kind: 'db-snapshot' as const, key: `${db.id}-${day}`, id: `${db.id}-${day}`, databaseId: db.id, type: 'automated', status: 'available' })),
    )
    place.alarms = place.databases.flatMap((db) =>
      Array.from({ length: alarmsPerTenant }, (_, number) => fakeAlarm(at, `${db.id}-${number}`, 'OK', { dimensions: { DBInstanceIdentifier: db.id } })),
    )
    place.groups = Array.from({ length: groups }, (_, number) => fakeGroup(at, `app-${number}`, { targetGroupArns: [`arn:${id}:targetgroup/app-${number}/1`] }))
    for (const arn of place.groups.flatMap((group) => group.targetGroupArns)) place.targets.set(arn, fakeTargetGroup(arn, 'healthy', 'healthy'))
  }
  return bench
}

function withoutTags({ tenantTag: _tenant, environmentTag: _environment, ...database }: DatabaseRecord): DatabaseRecord {
  return database
}

/** Long enough for the first round to be over; then so many minutes, over which the phases of many places even out. */
const firstRoundMs = 6 * minuteMs
const minutes = 10

async function steadyPerMinute(shape: Fleet): Promise<number> {
  const { aws, watch, advance } = fleet(shape)
  watch.start()
  await advance(firstRoundMs)
  aws.requests.length = 0
  await advance(minutes * minuteMs)
  await watch.stop()
  return aws.requests.length / minutes
}

// Sixteen simulated minutes of a whole fleet: seconds of computing, more on a busy machine.
describe('requests a minute of 10,000 tenants with an app group each', { timeout: 120_000 }, () => {
  it('stay under 900 in 250 places of 40: target health takes turns', async () => {
    expect(await steadyPerMinute({ places: 250, tenants: 40, groups: 40 })).toBeLessThanOrEqual(900)
  })

  it('stay under 130 in 20 places of 500', async () => {
    expect(await steadyPerMinute({ places: 20, tenants: 500, groups: 500 })).toBeLessThanOrEqual(130)
  })
})

describe('what a place may spend on target health', () => {
  const budgetOf = (places: number, tenants: number): number => {
    const [place] = createPlaces(fakeConfig(1), createFakeAws(createVirtualTime(0)).readers)
    const pages = Math.ceil(tenants / 100)
    for (const entry of entriesOf(place!)) entry.requests = entry.feed.tier === 'T0' ? 1 : pages
    return targetGroupBudget(place!, places)
  }

  it('is what other feeds leave of its share, and never nothing', () => {
    expect([budgetOf(1, 40), budgetOf(12, 40), budgetOf(250, 40), budgetOf(20, 500), budgetOf(2_000, 40)]).toEqual([615, 38, 3, 1, 1])
  })
})

describe('one full round', () => {
  it.each([
    { places: 25, tenants: 40, groups: 1, perPlace: 1 + 1 + 12 + 1 + 1 + 3 + 1 + 1 + 6 + 1 },
    { places: 2, tenants: 500, groups: 1, perPlace: 5 + 1 + 150 + 5 + 1 + 30 + 1 + 1 + 60 + 1 },
  ])('asks no page twice: $places places of $tenants tenants', async ({ perPlace, ...shape }) => {
    const { aws, watch, advance } = fleet(shape)
    const done = watch.pollOnce()
    await advance(60 * secondMs)
    await done
    expect(aws.requests.length).toBe(shape.places * perPlace)
    await watch.stop()
  })
})
