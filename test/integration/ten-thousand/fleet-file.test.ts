import { expect, it } from 'vitest'
import { parseFleetFile } from '#shared/fleet/fleet-file'

it('a fleet file of 10,000 tenants is read, and one mistake in it is found', () => {
  const tenant = (i: number) => `  - id: tenant-${i}\n    name: Tenant ${i}\n    contract: { dailySnapshots: ${i === 9_000 ? 99 : 7} }\n`
  const head = 'version: 1\naccounts: [{ id: "111122223333", regions: [eu-west-1] }]\ntenants:\n'
  const read = parseFleetFile(head + Array.from({ length: 10_000 }, (_, i) => tenant(i)).join(''), 'fleet.yaml')
  if (read.ok) throw new Error('a mistake was not found')
  expect(read.error.issues).toMatchObject([{ path: 'tenants[9000].contract.dailySnapshots', line: 3 + 9_000 * 3 + 3 }])
}, 60_000)
