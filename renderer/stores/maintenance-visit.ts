import { ownZone } from '../format/zone'
import { emptyForm } from './plan-form'
import type { CalendarLook, MaintenanceStore } from './maintenance-store'
import type { UiStore } from './ui-store'

interface Stores {
  readonly maintenance: MaintenanceStore
  readonly ui: UiStore
}

/** Goes to one window, from anywhere. */
export function openWindow({ maintenance, ui }: Stores, id: string): void {
  const { page, window } = maintenance.getState()
  const isThere = page.kind === 'window' && page.id === id
  maintenance.setState({ page: { kind: 'window', id }, window: isThere ? window : { kind: 'loading' } })
  ui.setState({ route: 'maintenance', dialog: undefined })
}

export function openCalendar({ maintenance, ui }: Stores, look?: CalendarLook): void {
  maintenance.setState({ page: { kind: 'calendar' }, ...(look === undefined ? {} : { look }) })
  ui.setState({ route: 'maintenance', dialog: undefined })
}

/** Goes on with the plan that is being written, or begins one. */
export function planWindow({ maintenance, ui }: Stores): void {
  maintenance.setState(({ form }) => ({ page: { kind: 'wizard' }, form: form ?? emptyForm(ownZone()) }))
  ui.setState({ route: 'maintenance', dialog: undefined })
}
