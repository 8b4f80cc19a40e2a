import { rowIndex, writeRows, type RowIndex } from '#shared/fleet/table-rows'
import type { FleetPatch } from '#shared/fleet/table'
import type { FakeBridge } from '../fake-bridge'
import { fakeNowMs, fakeRows, seeded } from '../fake-fleet'

/** Makes `count` tenants of a fake fleet change, as the watch would say it; the returned function gives the next patch. */
export function createChurn(bridge: FakeBridge, tenants: number): (count: number) => FleetPatch | undefined {
  const rows = [...fakeRows(tenants)]
  const random = seeded(tenants + 1)
  let index: RowIndex = rowIndex(bridge.table)
  return (count) => {
    const changed = Array.from({ length: count }, () => {
      const at = Math.floor(random() * rows.length)
      const row = rows[at]!
      return (rows[at] = { ...row, revision: row.revision + 1, recoveryPointLagMs: Math.floor(random() * 300_000), observedAtMs: fakeNowMs, ...(random() < 0.05 && { health: random() < 0.5 ? 'watch' : 'healthy', healthSinceMs: fakeNowMs }) })
    })
    const written = writeRows(bridge.table, index, changed)
    bridge.table = written.table
    index = written.index
    if (written.patch === undefined) return undefined
    bridge.seq++
    return { epoch: 'epoch-1', seq: bridge.seq, patch: written.patch }
  }
}
