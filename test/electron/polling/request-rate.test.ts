import { describe, expect, it } from 'vitest'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import type { DatabaseRecord } from '#shared/fleet/records'
import { fakeAlarm, fakeDatabase, fakeGroup, fakeTargetGroup } from '#test/fakes/fake-records'
import { fakeConfig } from '#test/fakes/fake-watch-parts'
import { benchStartMs, createWatchBench, type WatchBench } from '#test/fakes/watch-bench'

/** performance.md, A1 and A2: what a fleet of 10,000 tenants may ask of AWS. */
interface Fleet {
  readonly places: number
  readonly tenants: number
  readonly groups: number
}

const alarmsPerTenant = 6
const snapshotsPerTenant = 7

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

async function steadyPerMinute(shape: Fleet): Promise<number> {
  const { aws, watch, advance } = fleet(shape)
  watch.start()
  // Long enough for the first round to be over, and for every feed to have found its own phase.
  await advance(35 * minuteMs)
  aws.requests.length = 0
  await advance(30 * minuteMs)
  await watch.stop()
  return aws.requests.length / 30
}

/** Every place polls for itself, so that a fifth of the fleet asks a fifth; the ration of target health is that of the whole. */
const fifth = 1 / 5

describe('requests a minute of a fifth of 10,000 tenants', () => {
  it('stay under a fifth of 900 in 250 places of 40, with an app group each', async () => {
    expect(await steadyPerMinute({ places: 50, tenants: 40, groups: 1 })).toBeLessThanOrEqual(900 * fifth)
  })

  it('stay there even when every tenant has its own app group: target health takes turns', async () => {
    expect(await steadyPerMinute({ places: 50, tenants: 40, groups: 40 })).toBeLessThanOrEqual(900 * fifth)
  })

  it('stay under a fifth of 130 in 20 places of 500', async () => {
    expect(await steadyPerMinute({ places: 4, tenants: 500, groups: 1 })).toBeLessThanOrEqual(130 * fifth)
  })
})

describe('one full round', () => {
  it.each([
    { places: 25, tenants: 40, groups: 1, perPlace: 1 + 1 + 3 + 1 + 1 + 3 + 1 + 1 },
    { places: 2, tenants: 500, groups: 1, perPlace: 5 + 1 + 35 + 5 + 1 + 30 + 1 + 1 },
  ])('asks no page twice: $places places of $tenants tenants', async ({ perPlace, ...shape }) => {
    const { aws, watch, advance } = fleet(shape)
    const done = watch.pollOnce()
    await advance(60 * secondMs)
    await done
    expect(aws.requests.length).toBe(shape.places * perPlace)
    await watch.stop()
  })
})
