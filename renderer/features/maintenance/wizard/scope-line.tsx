import type { ReactNode } from 'react'
import { tenantsOf } from '#shared/maintenance/plan'
import { plural } from '../../../format/number'
import type { Previewed } from './use-preview'

/** What the plan touches so far, wherever one is in the wizard. */
export function ScopeLine({ previewed: { preview } }: { readonly previewed: Previewed }): ReactNode {
  if (preview === undefined) return null
  const { plan } = preview
  return (
    <p className="scope-line">
      <strong>{plural(tenantsOf(plan).length, 'tenant')}</strong><br />
      {[...(plan.databases.length > 0 ? [plural(plan.databases.length, 'database')] : []), ...(plan.groups.length > 0 ? [plural(plan.groups.length, 'app group')] : [])].join(', ')}
    </p>
  )
}
