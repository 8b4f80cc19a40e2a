import { useMemo, type ReactNode } from 'react'
import type { FleetTable } from '#shared/fleet/table'
import { Field } from '../../../components/field'
import { isPresent, textAt } from '../../../stores/cells'
import { useSlice } from '../../../stores/services'

interface Props {
  readonly id: string
  readonly value: string
  /** Somebody is meant, be it one who has left the fleet. */
  readonly isMeant: boolean
  readonly onChange: (value: string) => void
}

const mostOffered = 40

/** How many are named below the field. */
const mostNamed = 4

/** A tenant by its id, its name or as much of them as means one tenant only; who may be meant is said as one types. */
export function TenantField({ id, value, isMeant, onChange }: Props): ReactNode {
  const table = useSlice('fleet', (state) => (state.kind === 'ready' ? state.table : undefined))
  const offered = useMemo(() => (table === undefined ? [] : offersOf(table, value)), [table, value])
  const isNobody = !isMeant && table !== undefined && value.trim() !== '' && offered.length === 0
  return (
    <Field id={id} label="Tenant" hint={value.trim() === '' || offered.length === 0 ? undefined : meantWords(offered)} issue={isNobody ? 'No tenant of this fleet is called so.' : undefined}>
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
  const isCalled = ([id, name]: readonly [string, string]): boolean => id.toLowerCase() === needle || name.toLowerCase() === needle
  const found = all.filter(([id, name]) => id.toLowerCase().includes(needle) || name.toLowerCase().includes(needle))
  return [...found.filter(isCalled), ...found.filter((each) => !isCalled(each))].slice(0, mostOffered)
}

function meantWords(offered: readonly (readonly [string, string])[]): string {
  const named = offered.slice(0, mostNamed).map(([id, name]) => name || id).join(', ')
  return offered.length > mostNamed ? `${named} and more: go on typing.` : named
}

/** The id of the tenant that is called so, or that alone has this in its id or name; undefined: nobody or several, or no fleet is known. */
export function tenantMeant(typed: string, table: FleetTable | undefined): string | undefined {
  const needle = typed.trim().toLowerCase()
  if (needle === '' || table === undefined) return undefined
  const offered = offersOf(table, needle)
  const exact = offered.find(([id, name]) => id.toLowerCase() === needle || name.toLowerCase() === needle)
  return (exact ?? (offered.length === 1 ? offered[0] : undefined))?.[0]
}
