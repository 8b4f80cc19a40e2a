import { expect, it } from 'vitest'
import { applyObservation, emptySnapshot, tenantIds } from '#shared/fleet/snapshot'
import { viewTenant } from '#shared/fleet/tenant-views'
import { aConfig, aDatabase, anAlarm, complete, monday, region } from '#test/builders/fleet'

const later = (minutes: number) => ({ atMs: monday + minutes * 60_000 })

it('a fleet of 10,000 tenants costs an observation what its place holds: other places keep their identity', () => {
  const accounts = Array.from({ length: 250 }, (_, i) => ({ id: String(100000000000 + i), name: `a${i}`, regions: [region] }))
  let state = emptySnapshot(aConfig({ accounts }))
  for (const { id } of accounts) {
    const databases = Array.from({ length: 40 }, (_, i) => aDatabase({ id: `db-${i}`, account: id, tenantTag: `t-${id}-${i}` }))
    const alarms = databases.flatMap((database, i) => Array.from({ length: 6 }, (_, n) => anAlarm(`${i}-${n}`, { account: id, key: `${id}-${i}-${n}`, dimensions: { DBInstanceIdentifier: database.id } })))
    state = applyObservation(state, complete('rds.instances', databases, { account: id })).next
    state = applyObservation(state, complete('cloudwatch.alarms', alarms, { account: id })).next
    state = applyObservation(state, complete('cloudwatch.firing', [], { account: id })).next
  }
  expect(tenantIds(state)).toHaveLength(10_000)
  const { next, diff } = applyObservation(state, complete('cloudwatch.firing', [anAlarm('0-0', { account: accounts[0]!.id, key: `${accounts[0]!.id}-0-0`, state: 'ALARM', stateUpdatedAtMs: monday, dimensions: { DBInstanceIdentifier: 'db-0' } })], { account: accounts[0]!.id, ...later(1) }))
  expect([...diff.tenants]).toEqual([`t-${accounts[0]!.id}-0`])
  const moved = [...next.places].filter(([key, place]) => state.places.get(key) !== place)
  expect(moved.map(([key]) => key)).toEqual([`${accounts[0]!.id}/${region}`])
  expect(viewTenant(next, [...diff.tenants][0]!).alarms).toHaveLength(6)
})
