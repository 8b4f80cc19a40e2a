import { createContext, use, useSyncExternalStore } from 'react'
import type { RendererClock } from '../app/clock'
import type { Client } from '../bridge/client'
import type { AccessState, AccessStore } from './access-store'
import type { Sounds } from '../app/sounds'
import type { AlarmState, AlarmStore } from './alarm-store'
import type { AttentionState, AttentionStore } from './attention-store'
import type { FleetState, FleetStore } from './fleet-store'
import type { MaintenanceState, MaintenanceStore } from './maintenance-store'
import type { Ordering, OrderState } from './order-store'
import type { SessionState, SessionStore } from './session-store'
import type { SettingsState, SettingsStore } from './settings-store'
import type { SetupState, SetupStore } from './setup-store'
import type { SupportState, SupportStore } from './support-store'
import type { TimeStore } from './time-store'
import type { UiState, UiStore } from './ui-store'

/** Everything a view may use. Built once by app/compose; tests build it over a fake bridge. */
export interface Services {
  readonly client: Client
  readonly clock: RendererClock
  readonly access: AccessStore
  readonly alarms: AlarmStore
  readonly attention: AttentionStore
  readonly fleet: FleetStore
  readonly maintenance: MaintenanceStore
  readonly order: Ordering
  readonly session: SessionStore
  readonly settings: SettingsStore
  readonly setup: SetupStore
  readonly sounds: Sounds
  readonly support: SupportStore
  readonly time: TimeStore
  readonly ui: UiStore
}

export const ServicesContext = createContext<Services | undefined>(undefined)

export function useServices(): Services {
  const services = use(ServicesContext)
  if (services === undefined) throw new Error('A view was rendered outside ServicesContext.')
  return services
}

type States = {
  access: AccessState
  alarms: AlarmState
  attention: AttentionState
  fleet: FleetState
  maintenance: MaintenanceState
  order: OrderState
  session: SessionState
  settings: SettingsState
  setup: SetupState
  support: SupportState
  ui: UiState
}

/** Subscribes to one slice of a store: the view renders again only when `select` returns something else. */
export function useSlice<N extends keyof States, T>(name: N, select: (state: States[N]) => T): T {
  const stores: { readonly [K in keyof States]: ReadonlyStore<States[K]> } = useServices()
  const store: ReadonlyStore<States[N]> = stores[name]
  return useSyncExternalStore(store.subscribe, () => select(store.getState()))
}

/** A value that depends on AWS time: renders again only when the value changes. `nowMs` is NaN until AWS answered once. */
export function useTimed<T extends string | number | boolean | undefined>(read: (nowMs: number) => T): T {
  const { time } = useServices()
  return useSyncExternalStore(time.subscribe, () => read(time.getState().nowMs))
}

/** The same for the computer's own clock, by which attempts to sign in run out: computer and main share it. */
export function useWallTimed<T extends string | number | boolean | undefined>(read: (nowMs: number) => T): T {
  const { time, clock } = useServices()
  return useSyncExternalStore(time.subscribe, () => read(clock.nowMs()))
}

interface ReadonlyStore<S> {
  readonly subscribe: (listener: () => void) => () => void
  readonly getState: () => S
}
