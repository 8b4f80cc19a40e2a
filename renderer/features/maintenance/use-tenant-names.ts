import type { FleetTable } from '#shared/fleet/table'
import { textAt } from '../../stores/cells'
import { tableOf } from '../../stores/fleet-store'
import { useSlice } from '../../stores/services'

/** What tenants are called, by id; who is not in the fleet (any more) is called by the id. */
export function useTenantNames(): (id: string) => string {
  const table = useSlice('fleet', tableOf)
  return (id) => (table === undefined ? id : namesOf(table).get(id) || id)
}

/** By the column of ids: a patch that leaves it alone leaves the names. */
const known = new WeakMap<object, ReadonlyMap<string, string>>()

function namesOf(table: FleetTable): ReadonlyMap<string, string> {
  const there = known.get(table.columns.id)
  if (there !== undefined) return there
  const names = new Map(Array.from({ length: table.rowCount }, (_, row) => [textAt(table, 'id', row), textAt(table, 'name', row)]))
  known.set(table.columns.id, names)
  return names
}

/** `Acme Bank, Kauri Bank and 10 more` */
export function tenantsWords(ids: readonly string[], nameOf: (id: string) => string, most = 2): string {
  if (ids.length === 0) return 'no tenant'
  const shown = ids.slice(0, ids.length === most + 1 ? most + 1 : most).map(nameOf)
  const rest = ids.length - shown.length
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${rest} more`
}
