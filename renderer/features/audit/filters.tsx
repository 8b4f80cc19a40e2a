import type { ReactNode } from 'react'
import { Button } from '../../components/button'
import { kinds, nothingWanted, spans, type Wanted } from './wanted'

interface FiltersProps {
  readonly wanted: Wanted
  readonly tenants: readonly string[]
  readonly onWanted: (wanted: Wanted) => void
}

/** What is looked for; everything given has to hold. */
export function Filters({ wanted, tenants, onWanted }: FiltersProps): ReactNode {
  const field = (name: 'tenant' | 'person' | 'words', label: string, list?: string): ReactNode => (
    <input className="input" type="search" aria-label={label} placeholder={label} value={wanted[name]} maxLength={300} {...(list === undefined ? {} : { list })} onChange={({ target }) => onWanted({ ...wanted, [name]: target.value })} />
  )
  const isNarrowed = JSON.stringify(wanted) !== JSON.stringify(nothingWanted)
  return (
    <search className="audit-filters row wrap" aria-label="Search the audit trail">
      {field('words', 'Words')}
      {field('tenant', 'Tenant id', 'audit-tenants')}
      <datalist id="audit-tenants">{tenants.map((id) => <option key={id} value={id} />)}</datalist>
      {field('person', 'Person')}
      <select className="input" aria-label="Kind" value={wanted.kind} onChange={({ target }) => onWanted({ ...wanted, kind: target.value })}>
        {kinds.map(({ value, words }) => <option key={value} value={value}>{words}</option>)}
      </select>
      <select className="input" aria-label="Time" value={wanted.span} onChange={({ target }) => onWanted({ ...wanted, span: target.value as Wanted['span'] })}>
        {Object.entries(spans).map(([value, { words }]) => <option key={value} value={value}>{words}</option>)}
      </select>
      <label className="row"><input type="checkbox" checked={wanted.onlyTroubles} onChange={({ target }) => onWanted({ ...wanted, onlyTroubles: target.checked })} />Only what was not done</label>
      {isNarrowed && <Button look="quiet" onClick={() => onWanted(nothingWanted)}>Clear</Button>}
    </search>
  )
}
