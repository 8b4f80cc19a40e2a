import type { NotYet } from '#shared/fleet/fleet-config'
import type { SessionsView } from '#shared/ipc/session-contract'
import type { Source } from '#shared/fleet/watch-status'
import type { TimeScale } from '#electron/adapters/system/scaled-time'
import type { OpenAccess } from '../access/open-access'

/** A source that is ready to be watched. `close` ends what it runs, e.g. the training fleet. */
export interface OpenSource {
  readonly source: Source
  /** Parts of the fleet file that begin to work later: the status says so. */
  readonly notYet: readonly NotYet[]
  readonly access: OpenAccess
  /** Training only: where signing in can be practised. */
  readonly practice?: NonNullable<SessionsView['practice']>
  /** Training only: its time runs on its own scale, which may change while it is watched. */
  readonly time?: {
    scale(): TimeScale
    /** Returns the way to stop listening. */
    onRescale(listener: (scale: TimeScale) => void): () => void
  }
  close(): Promise<void>
}
