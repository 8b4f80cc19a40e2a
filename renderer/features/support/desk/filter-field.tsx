import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { GrantView } from '#shared/support/support-view'
import { IconButton } from '../../../components/button'
import { useServices, useSlice } from '../../../stores/services'

/** Narrows the lists to a tenant or a person. */
export function FilterField(): ReactNode {
  const { support } = useServices()
  const filter = useSlice('support', (state) => state.filter)
  return (
    <span className="row support-filter">
      <input className="input" type="search" aria-label="Tenant or person" placeholder="Tenant or person" spellCheck={false} value={filter} onChange={(event) => support.setState({ filter: event.target.value })} />
      {filter !== '' && <IconButton label="Show all" icon={X} onClick={() => support.setState({ filter: '' })} />}
    </span>
  )
}

/** Whether a grant has to do with what was typed: its tenant, its people, its reference or its id. */
export function isMeant(grant: GrantView, filter: string): boolean {
  const needle = filter.trim().toLowerCase()
  const { id, tenant, tenantName, environment, by, askedBy, reference, approvals } = grant
  return needle === '' || [id, tenant, tenantName, environment, by, askedBy, reference, ...approvals.map((approval) => approval.by)].some((text) => text.toLowerCase().includes(needle))
}
