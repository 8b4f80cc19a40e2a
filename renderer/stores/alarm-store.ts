import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AlarmDesk } from '#shared/ipc/alarms-contract'
import type { AppError } from '#shared/kernel/app-error'

/** The alarms of the fleet and who takes care of them, as last told. */
export type AlarmState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: AppError }
  /** `outdated`: the last question was not answered; what is shown is older. */
  | { readonly kind: 'ready'; readonly desk: AlarmDesk; readonly outdated?: AppError }

export type AlarmStore = StoreApi<AlarmState>

export const createAlarmStore = (): AlarmStore => createStore<AlarmState>(() => ({ kind: 'loading' }))
