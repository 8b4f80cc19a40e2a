import type { ReactNode } from 'react'
import { openCalendar } from '../../../stores/maintenance-visit'
import { useServices, useSlice } from '../../../stores/services'
import { QuestionDialog } from '../../../components/question-dialog'

/** Nothing that was typed is lost without this. */
export function DiscardDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const services = useServices()
  const title = useSlice('maintenance', ({ form }) => form?.title ?? '')
  const keep = (): void => {
    openCalendar(services)
    onClose()
  }
  const discard = (): void => {
    services.maintenance.setState({ form: undefined })
    openCalendar(services)
    onClose()
  }
  return (
    <QuestionDialog title="Leave the plan?" yes="Keep it for later" no="Go on writing" busy={undefined} error={undefined} onYes={keep} onClose={onClose}>
      <p>{title === '' ? 'The plan' : `“${title}”`} is not saved. Kept, it waits under “Go on with the plan” until Watchfloor is closed.</p>
      <button type="button" className="button" onClick={discard}>Throw it away</button>
    </QuestionDialog>
  )
}
