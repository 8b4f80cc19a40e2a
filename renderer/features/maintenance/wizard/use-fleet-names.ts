import type { FleetTable } from '#shared/fleet/table'
import { isPresent, textAt, type TextColumn } from '../../../stores/cells'
import { tableOf } from '../../../stores/fleet-store'
import { useServices } from '../../../stores/services'
import { useMemo } from 'react'
import type { Suggestion } from './suggest'

export interface FleetNames {
  readonly tenants: readonly Suggestion[]
  readonly environments: readonly Suggestion[]
  readonly accounts: readonly Suggestion[]
  readonly engines: readonly Suggestion[]
}

/** What a selection may name, as the fleet had it when the wizard's step was opened. */
export function useFleetNames(): FleetNames {
  const { fleet, session } = useServices()
  return useMemo(() => {
    const table = tableOf(fleet.getState())
    if (table === undefined) return { tenants: [], environments: [], accounts: [], engines: [] }
    const called = new Map((session.getState().status?.accounts ?? []).map(({ id, name }) => [id, name]))
    return {
      tenants: rowsOf(table).map((row) => ({ value: textAt(table, 'id', row), words: textAt(table, 'name', row) || textAt(table, 'id', row) })),
      environments: partsOf(table, 'environments').map(plain),
      accounts: partsOf(table, 'accounts').map((id) => ({ value: id, words: called.get(id) ?? id })),
      engines: partsOf(table, 'engines').map(plain),
    }
  }, [fleet, session])
}

const plain = (value: string): Suggestion => ({ value, words: value })
const rowsOf = (table: FleetTable): readonly number[] => Array.from({ length: table.rowCount }, (_, row) => row).filter((row) => isPresent(table, row))

function partsOf(table: FleetTable, column: TextColumn): readonly string[] {
  const cells = new Set(rowsOf(table).map((row) => textAt(table, column, row)))
  return [...new Set([...cells].flatMap((cell) => cell.split(' ')))].filter((part) => part !== '').sort()
}
