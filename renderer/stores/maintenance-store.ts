import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppError } from '#shared/kernel/app-error'
import type { MaintenanceCalendar, WindowView } from '#shared/maintenance/window-view'
import type { PlanForm } from './plan-form'

/** What was asked of the core: the last answer stays while a newer one is on its way, or is refused. */
export type Loaded<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'ready'; readonly value: T; readonly outdated?: AppError }

/** What the maintenance screen shows: all windows, one, or a plan that is being written. */
export type MaintenancePage = { readonly kind: 'calendar' } | { readonly kind: 'window'; readonly id: string } | { readonly kind: 'wizard' }

export type CalendarLook = 'list' | 'week' | 'month'

/** What the maintenance dialog asks before something is done. */
export type MaintenanceQuestion = { readonly kind: 'callOff' | 'start' | 'edit' | 'cancel' | 'extend' | 'takeOver' } | { readonly kind: 'discard' }

export interface MaintenanceState {
  readonly calendar: Loaded<MaintenanceCalendar>
  readonly page: MaintenancePage
  readonly look: CalendarLook
  /** The page's window; `loading` also while another one is still shown by nobody. */
  readonly window: Loaded<WindowView>
  /** The plan that is being written: it outlives going elsewhere and the cover. */
  readonly form: PlanForm | undefined
  readonly question: MaintenanceQuestion | undefined
}

export type MaintenanceStore = StoreApi<MaintenanceState>

export const nothingKnown = { calendar: { kind: 'loading' }, page: { kind: 'calendar' }, window: { kind: 'loading' } } as const satisfies Partial<MaintenanceState>

export const createMaintenanceStore = (): MaintenanceStore => createStore<MaintenanceState>(() => ({ ...nothingKnown, look: 'week', form: undefined, question: undefined }))

/** The page's window, once it is there and is that one. */
export function openWindowOf({ page, window }: MaintenanceState): WindowView | undefined {
  return page.kind === 'window' && window.kind === 'ready' && window.value.id === page.id ? window.value : undefined
}

/** A window as the core has just told it, if it is still the one that is looked at. */
export function takeWindow(store: MaintenanceStore, value: WindowView): void {
  const { page } = store.getState()
  if (page.kind === 'window' && page.id === value.id) store.setState({ window: { kind: 'ready', value } })
}
