import { accessStates, type RowAccess } from '#shared/fleet/row-access'
import type { FleetTable } from '#shared/fleet/table'
import { isTakenAway, type GrantStage, type GrantView } from '#shared/support/support-view'

/** Absent: it is over, and nobody gets in by it. */
const codes: Partial<Record<GrantStage, number>> = Object.fromEntries(accessStates.map((state, code) => [state, code]))
const [failing, none] = [accessStates.indexOf('failing'), accessStates.indexOf('none')]

interface Standing {
  readonly code: number
  readonly untilMs: number
}

/** Who may get in, row by row: of several grants of a tenant what wants somebody first, and of those the last end. */
export function rowAccess({ rowCount, strings, columns }: FleetTable, grants: readonly GrantView[]): RowAccess {
  const state = new Int32Array(rowCount).fill(none)
  const untilMs = new Float64Array(rowCount).fill(Number.NaN)
  const byTenant = standings(grants)
  if (byTenant.size === 0) return { state, untilMs }
  for (let row = 0; row < rowCount; row++) {
    const found = byTenant.get(strings[columns.id[row] ?? 0] ?? '')
    if (found === undefined) continue
    state[row] = found.code
    untilMs[row] = found.untilMs
  }
  return { state, untilMs }
}

function standings(grants: readonly GrantView[]): ReadonlyMap<string, Standing> {
  const found = new Map<string, Standing>()
  for (const grant of grants) {
    const { tenant, stage, trouble, untilMs } = grant
    const stageCode = codes[stage]
    if (stageCode === undefined) continue
    const code = trouble === undefined && !isTakenAway(grant) ? stageCode : failing
    const before = found.get(tenant)
    if (before === undefined || code < before.code || (code === before.code && untilMs > before.untilMs)) found.set(tenant, { code, untilMs })
  }
  return found
}
