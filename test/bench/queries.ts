import { groupRows } from '#shared/fleet/table-figures'
import { parseQuery } from '#shared/fleet/query-parse'
import { filterRows } from '#shared/fleet/table-filter'
import { sortRows } from '#shared/fleet/table-sort'
import { accessStates, type RowAccess } from '#shared/fleet/row-access'
import type { ColumnName } from '#shared/fleet/table'
import type { SortKey } from '#shared/ipc/settings'
import { benchTable } from './fleet-rows'
import { median, rounded, timeRounds, type Measured } from './measure'

const tenants = 10_000
const rounds = 60

/** B5: what a click on a header, a key in the filter and a grouping cost over the whole fleet; the worst of several columns counts. */
export function measureQueries(): readonly Measured[] {
  const { table } = benchTable(tenants)
  const nowMs = 1_772_000_600_000
  const all = Uint32Array.from({ length: tenants }, (_, row) => row)
  const sorts: readonly SortKey['column'][] = ['name', 'health', 'recoveryPointLagMs', 'healthSinceMs', 'access']
  const filters = ['health:critical', 'env:frontend', 'lender 0', 'alarms>0', 'lag>4m -region:eu-west-1', 'access:open']
  const access = everySeventh(nowMs)
  const groups: readonly ColumnName[] = ['health', 'accounts', 'regions']
  return [
    worst('sort 10,000 rows', 8, sorts, (column) => sortRows(table, all, [{ column, direction: 'descending' }], access)),
    worst('filter 10,000 rows for one key press', 4, filters, (line) => filterRows(table, parseQuery(line), nowMs, access)),
    worst('group 10,000 rows', 12, groups, (column) => groupRows(table, all, column)),
  ]
}

/** One tenant in seven has support access, in every state there is. */
function everySeventh(nowMs: number): RowAccess {
  const has = (row: number): boolean => row % 7 === 0
  return { state: Int32Array.from({ length: tenants }, (_, row) => (has(row) ? row % (accessStates.length - 1) : accessStates.length - 1)), untilMs: Float64Array.from({ length: tenants }, (_, row) => (has(row) ? nowMs + (row % 61) * 60_000 : Number.NaN)) }
}

function worst<T extends string>(measure: string, goal: number, cases: readonly T[], run: (item: T) => unknown): Measured {
  const byCase = cases.map((item) => [item, rounded(median(timeRounds(rounds, () => run(item))))] as const)
  return { id: 'B5', measure, unit: 'ms', value: Math.max(...byCase.map(([, ms]) => ms)), goal, how: `median of ${rounds} rounds; the slowest of ${cases.join(', ')}`, details: Object.fromEntries(byCase) }
}
