import { useMemo, type ReactNode } from 'react'
import type { FleetTable } from '#shared/fleet/table'
import { Field } from '../../../components/field'
import { isPresent, textAt } from '../../../stores/cells'
import { useSlice } from '../../../stores/services'

interface Props {
  readonly id: string
  readonly value: string
  readonly issue: string | undefined
  readonly onChange: (value: string) => void
}

const mostOffered = 40

/** A tenant by its id or its name, offered as one types. */
export function TenantField({ id, value, issue, onChange }: Props): ReactNode {
  const table = useSlice('fleet', (state) => (state.kind === 'ready' ? state.table : undefined))
  const offered = useMemo(() => (table === undefined ? [] : offersOf(table, value)), [table, value])
  return (
    <Field id={id} label="Tenant" issue={issue}>
      {(tied) => (
        <>
          <input {...tied} className="input" list={`${id}-list`} data-first spellCheck={false} autoComplete="off" placeholder="Name or id" value={value} onChange={(event) => onChange(event.target.value)} />
          <datalist id={`${id}-list`}>{offered.map(([tenant, name]) => <option key={tenant} value={tenant}>{name}</option>)}</datalist>
        </>
      )}
    </Field>
  )
}

const rowsOf = (table: FleetTable): readonly number[] => Array.from({ length: table.rowCount }, (_, row) => row).filter((row) => isPresent(table, row))

function offersOf(table: FleetTable, typed: string): readonly (readonly [string, string])[] {
  const needle = typed.trim().toLowerCase()
  const all = rowsOf(table).map((row) => [textAt(table, 'id', row), textAt(table, 'name', row)] as const)
  return all.filter(([id, name]) => id.includes(needle) || name.toLowerCase().includes(needle)).slice(0, mostOffered)
}

/** The id of the tenant that is called so; undefined: nobody, or no fleet is known. */
export function tenantMeant(typed: string, table: FleetTable | undefined): string | undefined {
  const needle = typed.trim().toLowerCase()
  if (needle === '' || table === undefined) return undefined
  const row = rowsOf(table).find((each) => textAt(table, 'id', each).toLowerCase() === needle || textAt(table, 'name', each).toLowerCase() === needle)
  return row === undefined ? undefined : textAt(table, 'id', row)
}
