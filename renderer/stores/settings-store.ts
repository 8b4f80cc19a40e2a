import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Settings } from '#shared/ipc/settings'
import type { AppError } from '#shared/kernel/app-error'
import { debounce, type RendererClock } from '../app/clock'
import type { Client } from '../bridge/client'

/** What the operator chose on this machine; kept by main, mirrored here. */
export interface SettingsState extends Settings {
  /** False until main answered: nothing is saved before that. */
  readonly loaded: boolean
  readonly saveError: AppError | undefined
}

export type SettingsStore = StoreApi<SettingsState>

/** The columns of the first launch, in order; together they fit a window of 1280. What each shows: features/fleet/columns. */
export const defaultColumns = ['name', 'health', 'since', 'finding', 'lag', 'failover', 'pitr', 'snapshots', 'alarms', 'app', 'budget', 'access'] as const

/** The order of the first launch: the worst first, and of those the longest. */
export const worstFirst: Settings['sort'] = [
  { column: 'health', direction: 'ascending' },
  { column: 'healthSinceMs', direction: 'descending' },
]

const initial: SettingsState = {
  theme: 'system',
  density: 'comfortable',
  view: 'table',
  boardMeasure: 'health',
  columns: defaultColumns,
  sort: worstFirst,
  filter: '',
  savedViews: [],
  lockAfterMinutes: 15,
  sound: 'soft',
  loaded: false,
  saveError: undefined,
}

export const createSettingsStore = (): SettingsStore => createStore<SettingsState>(() => initial)

const saveQuietMs = 400
/** A disk gets room: what could not be kept is tried again, until it is or is changed once more. */
const saveAgainMs = 15_000
const keys = ['theme', 'density', 'view', 'boardMeasure', 'columns', 'sort', 'filter', 'savedViews', 'lockAfterMinutes', 'sound'] as const satisfies readonly (keyof Settings)[]

/** Loads the settings, then saves every later change once changes pause. */
export async function syncSettings(store: SettingsStore, client: Client, clock: RendererClock): Promise<void> {
  const loaded = await client.invoke('settings.load', null)
  if (loaded.ok) store.setState({ ...pick(loaded.value), loaded: true })
  else store.setState({ loaded: true, saveError: loaded.error })
  let cancelAgain = (): void => undefined
  const write = async (settings: Settings): Promise<void> => {
    cancelAgain()
    const saved = await client.invoke('settings.save', settings)
    store.setState({ saveError: saved.ok ? undefined : saved.error })
    cancelAgain()
    if (!saved.ok) cancelAgain = clock.after(saveAgainMs, () => void write(pick(store.getState())))
  }
  const save = debounce<Settings>(clock, saveQuietMs, (settings) => void write(settings))
  store.subscribe((next, previous) => {
    if (keys.some((key) => next[key] !== previous[key])) save(pick(next))
  })
}

function pick(state: Settings): Settings {
  const { theme, density, view, boardMeasure, columns, sort, filter, savedViews, lockAfterMinutes, sound } = state
  return { theme, density, view, boardMeasure, columns: columns.length === 0 ? defaultColumns : columns, sort, filter, savedViews, lockAfterMinutes, sound }
}
