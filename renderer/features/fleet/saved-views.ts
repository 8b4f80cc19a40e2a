import type { SavedView } from '#shared/ipc/settings'
import type { SettingsState, SettingsStore } from '../../stores/settings-store'

export function applyView(settings: SettingsStore, { filter, sort, view }: SavedView): void {
  settings.setState({ filter, sort, view })
}

/** The present filter, order and layout under a name; a view of the same name is replaced in its place. */
export function saveView({ savedViews, filter, sort, view }: SettingsState, name: string): readonly SavedView[] {
  const saved: SavedView = { name, filter, sort, view }
  return savedViews.some((other) => other.name === name) ? savedViews.map((other) => (other.name === name ? saved : other)) : [...savedViews, saved]
}
