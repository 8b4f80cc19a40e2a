import type { FleetConfig, NotYet } from '#shared/fleet/fleet-config'
import type { Source } from '#shared/fleet/watch-status'
import type { TimeScale } from '#electron/adapters/system/scaled-time'
import type { CredentialSource } from '#electron/ports/credentials'

/** A source that is ready to be watched. `close` ends what it runs, e.g. the training fleet. */
export interface OpenSource {
  readonly source: Source
  readonly config: FleetConfig
  /** Parts of the fleet file that begin to work later: the status says so. */
  readonly notYet: readonly NotYet[]
  /** A checked loopback endpoint; absent: AWS. */
  readonly endpoint?: string
  readonly credentials: CredentialSource
  /** Training only: its time runs on its own scale, which may change while it is watched. */
  readonly time?: {
    scale(): TimeScale
    /** Returns the way to stop listening. */
    onRescale(listener: (scale: TimeScale) => void): () => void
  }
  close(): Promise<void>
}
