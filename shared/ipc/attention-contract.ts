import type { NoteTarget } from '../alarms/note'
import type { QuietChoice } from '../alarms/quiet'

/** How the operator is told of what happens while they look elsewhere. Times are this computer's, epoch milliseconds. */
export interface AttentionCommands {
  'attention.load': { input: null; output: AttentionView }
  /** "Do not disturb" for an hour, until eight in the morning, or off. */
  'attention.quiet': { input: { readonly choice: QuietChoice }; output: AttentionView }
}

export interface AttentionEvents {
  'attention.changed': AttentionView
  /** Something was told: the page makes the sound, covered or not. Names nobody. */
  'attention.told': { readonly critical: boolean }
  /** A notification was pressed: where it leads. */
  'attention.open': NoteTarget
}

export interface AttentionView {
  /** When "do not disturb" ends; absent: it is off. */
  readonly quietUntilMs?: number
  /** Why this computer shows no notifications, or no tray; absent: as far as can be told, it does. */
  readonly troubles: readonly string[]
}
