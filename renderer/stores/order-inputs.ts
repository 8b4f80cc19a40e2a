import type { ColumnName, FleetTable } from '#shared/fleet/table'
import { choiceKeys } from '#shared/fleet/query-keys'
import type { Query, QueryTerm } from '#shared/fleet/table-query'
import type { SortKey } from '#shared/ipc/settings'

/**
 * Whether a patch can have changed which tenants match or how they are sorted. Columns that no patch touched keep their
 * identity, so most patches (a new lag, a newer poll) need neither filter nor sort.
 */
export function orderMayDiffer(before: FleetTable, now: FleetTable, query: Query, sort: readonly SortKey[]): boolean {
  if (before.rowCount !== now.rowCount) return true
  const columns = columnsOf(query, sort)
  return columns === undefined || columns.some((name) => before.columns[name] !== now.columns[name])
}

/** Which tenants match, or their order, rests on support access, which is no column of the table. */
export const dependsOnAccess = ({ terms }: Query, sort: readonly SortKey[]): boolean => sort.some(({ column }) => column === 'access') || terms.some((term) => term.kind === 'choice' && term.key === 'access')

/** The query compares an age with AWS time: it can change by waiting alone. */
export function dependsOnTime({ terms }: Query): boolean {
  return terms.some((term) => term.kind === 'measure' && (term.key === 'since' || term.key === 'age'))
}

/** Undefined: any column (measures read what they like). */
function columnsOf({ terms }: Query, sort: readonly SortKey[]): readonly ColumnName[] | undefined {
  if (terms.some(({ kind }) => kind === 'measure')) return undefined
  return ['present', 'name', ...sort.flatMap(({ column }) => (column === 'access' ? [] : [column])), ...terms.flatMap(termColumns)]
}

function termColumns(term: QueryTerm): readonly ColumnName[] {
  if (term.kind === 'text') return ['id', 'name']
  const choice = term.kind === 'choice' ? choiceKeys.find(({ key }) => key === term.key) : undefined
  return choice === undefined || choice.match.column === 'access' ? [] : [choice.match.column]
}
