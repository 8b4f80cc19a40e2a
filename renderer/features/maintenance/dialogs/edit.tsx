import type { ReactNode } from 'react'
import { plural } from '../../../format/number'
import { planWindow } from '../../../stores/maintenance-visit'
import { useServices, useSlice } from '../../../stores/services'
import { formOfWindow } from '../wizard/form-of-window'
import type { AboutWindow } from './about-window'
import { QuestionDialog } from '../../../components/question-dialog'

/** Said before the first key is pressed: an edit is another plan. */
export function EditDialog({ window, onClose }: AboutWindow): ReactNode {
  const services = useServices()
  const other = useSlice('maintenance', ({ form }) => (form === undefined || form.edit?.id === window.id ? undefined : (form.edit?.title ?? (form.title === '' ? 'a plan without a title' : form.title))))
  const edit = (): void => {
    services.maintenance.setState({ form: formOfWindow(window) })
    planWindow(services)
    onClose()
  }
  const approvals = window.approval.approvers.length
  const told = new Set(window.deliveries.map(({ tenant }) => tenant)).size
  return (
    <QuestionDialog title={`Edit “${window.title}”`} yes="Edit the plan" busy={undefined} error={undefined} onYes={edit} onClose={onClose}>
      <p>{approvals === 0 ? 'Nobody has approved it yet.' : <strong>Saving an edit voids {plural(approvals, 'approval')}: it has to be approved again.</strong>}</p>
      <p>{told === 0 ? 'Nobody was told of it yet.' : `${plural(told, 'tenant')} ${told === 1 ? 'was' : 'were'} told of it and ${told === 1 ? 'has' : 'have'} to be told of the change. Moving it earlier begins their notice anew; later or shorter does not.`}</p>
      {other !== undefined && <p className="alarms-uncovered">What you have written of “{other}” and not saved is thrown away.</p>}
    </QuestionDialog>
  )
}
