import type { WindowView } from '#shared/maintenance/window-view'

/** What every dialog about a window is given. */
export interface AboutWindow {
  readonly window: WindowView
  readonly onClose: () => void
}
