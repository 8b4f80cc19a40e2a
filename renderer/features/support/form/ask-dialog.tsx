import type { ReactNode } from 'react'
import { Button } from '../../../components/button'
import { Dialog } from '../../../components/dialog'
import type { GrantForm } from '../../../stores/grant-form'
import { useSlice } from '../../../stores/services'
import { AskForm } from './ask-form'
import { useTenantSupport } from './use-tenant-support'

/** The form behind the toggle: what may be granted for the tenant is asked for first. */
export function AskDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const form = useSlice('support', (state) => state.form)
  return form === undefined ? null : <OfTenant key={form.tenant} form={form} onClose={onClose} />
}

function OfTenant({ form, onClose }: { readonly form: GrantForm; readonly onClose: () => void }): ReactNode {
  const policy = useTenantSupport(form.tenant)
  if (policy.kind === 'ready' && policy.value.environments.length > 0) return <AskForm form={form} policy={policy.value} onClose={onClose} />
  return (
    <Dialog title="Support access" onClose={onClose} className="question-dialog">
      <div className="dialog-scroll question-scroll">
        {policy.kind === 'loading' && <p className="soft" role="status" aria-busy="true">Reading what may be opened …</p>}
        {policy.kind === 'failed' && <p role="alert" className="text">What may be opened is not known: {policy.error.message}</p>}
        {policy.kind === 'ready' && <p className="text" role="status">The fleet file names nothing that could be opened for {policy.value.tenantName}. Add <code>support</code> with its environments to the tenant there; “Settings” says where the file is.</p>}
      </div>
      <div className="dialog-foot"><Button data-first onClick={onClose}>Close</Button></div>
    </Dialog>
  )
}
