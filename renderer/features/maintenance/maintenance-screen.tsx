import { useEffect, type ReactNode } from 'react'
import { openCalendar } from '../../stores/maintenance-visit'
import { useServices, useSlice } from '../../stores/services'
import { CalendarPage } from './calendar/calendar-page'
import { askFirst } from './dialogs/ask-first'
import { WindowPage } from './window/window-page'
import { isTouched } from '../../stores/plan-form'
import { WizardPage } from './wizard/wizard-page'

/** Maintenance windows: the calendar of all, one of them, or a plan that is being written. */
export function MaintenanceScreen(): ReactNode {
  const page = useSlice('maintenance', (state) => state.page)
  useEscape()
  switch (page.kind) {
    case 'calendar':
      return <CalendarPage />
    case 'window':
      return <WindowPage key={page.id} />
    case 'wizard':
      return <WizardPage />
  }
}

/** Escape goes back to the calendar; from a plan that something was written of only after asking. */
function useEscape(): void {
  const services = useServices()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || services.ui.getState().dialog !== undefined) return
      const { page, form } = services.maintenance.getState()
      if (page.kind === 'calendar') return
      event.preventDefault()
      if (page.kind === 'wizard' && form !== undefined && isTouched(form)) askFirst(services, { kind: 'discard' })
      else openCalendar(services)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [services])
}
