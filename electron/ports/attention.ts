import type { Note } from '#shared/alarms/note'
import type { QuietChoice } from '#shared/alarms/quiet'
import type { TrayView } from '#shared/alarms/tray-view'
import type { AttentionView } from '#shared/ipc/attention-contract'

/** The operating system's notifications. */
export interface Notifier {
  /** Why there are none; absent: there are, as far as the system tells. */
  readonly trouble?: string
  /** Shows a note; returns the way to take it back. It never sounds: the page does. */
  show(note: Note, pressed: () => void): () => void
}

/** Tray icon, badge and window title: what is seen of Watchfloor while one looks elsewhere. */
export interface Beacon {
  readonly trouble?: string
  show(view: TrayView, quietUntilMs: number | undefined): void
  stop(): void
}

/** "Do not disturb", as the window asks for it. */
export interface Attention {
  view(): AttentionView
  quiet(choice: QuietChoice): Promise<AttentionView>
  /** Somebody said to take care of an alarm, or took it back: the count is another. */
  marked(): void
}
