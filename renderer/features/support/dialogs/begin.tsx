import { useState, type ReactNode } from 'react'
import { QuestionDialog } from '../../../components/question-dialog'
import { useServices, useSlice } from '../../../stores/services'
import { askForAccess } from '../../../stores/support-visit'
import { TenantField, tenantMeant } from '../form/tenant-field'

/** For whom, where no tenant's toggle was pressed. */
export function BeginDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const services = useServices()
  const table = useSlice('fleet', (state) => (state.kind === 'ready' ? state.table : undefined))
  const [typed, setTyped] = useState('')
  const meant = tenantMeant(typed, table)
  return (
    <QuestionDialog title="Support access" yes="Go on" busy={undefined} error={undefined} isReady={meant !== undefined} onYes={() => meant !== undefined && askForAccess(services, meant)} onClose={onClose}>
      <TenantField id="begin-tenant" value={typed} isMeant={meant !== undefined} onChange={setTyped} />
    </QuestionDialog>
  )
}
