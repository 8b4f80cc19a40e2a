import { serialize } from 'node:v8'
import { writeRows } from '#shared/fleet/table-rows'
import { applyPatch, patchSizeBytes } from '#shared/fleet/table-patch'
import { benchRow, benchTable } from './fleet-rows'
import { percentile, rounded, timeRounds, type Measured } from './measure'

const tenants = 10_000
const changed = 500

/** B3: what a change of 500 tenants costs on its way to the renderer. */
export function measurePatches(): readonly Measured[] {
  const { table, index } = benchTable(tenants)
  const rows = Array.from({ length: changed }, (_, at) => benchRow(at * (tenants / changed), 2))
  const { patch } = writeRows(table, index, rows)
  if (patch === undefined) throw new Error('500 changed rows gave no patch')
  const message = { epoch: 'bench', seq: 1, patch }
  const cloneAndApply = timeRounds(400, () => applyPatch(table, structuredClone(message).patch))
  const how = `${changed} of ${tenants} tenants with new revision, age, recovery point lag and its time; a patch of ${patch.columns.length} columns`
  return [
    { id: 'B3', measure: 'IPC bytes for 500 changed tenants', unit: 'bytes', value: serialize(message).byteLength, goal: 65_536, how: `${how}; bytes as structured clone writes them`, details: { ownEstimateBytes: patchSizeBytes(patch) } },
    { id: 'B3', measure: 'clone and apply, p95', unit: 'ms', value: rounded(percentile(cloneAndApply, 0.95)), goal: 2, how: `${how}; structuredClone then applyPatch, 400 rounds`, details: { medianMs: rounded(percentile(cloneAndApply, 0.5)) } },
  ]
}
