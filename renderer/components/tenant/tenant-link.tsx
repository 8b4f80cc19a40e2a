import type { ReactNode } from 'react'
import { useServices } from '../../stores/services'
import { visitTenant } from '../../stores/tenant-visit'

/** A tenant's name, leading to its screen; going back leads here again. */
export function TenantLink({ id, name }: { readonly id: string; readonly name: string }): ReactNode {
  const { ui } = useServices()
  return <button type="button" className="link" title={`Open ${name}`} onClick={() => visitTenant(ui, id)}>{name}</button>
}
