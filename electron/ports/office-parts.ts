import type { FleetConfig } from '#shared/fleet/fleet-config'
import type { Clock, Ids, Timers } from './clock'
import type { DeskStore } from './desk-store'
import type { Logger } from './logger'

/** What every office of a desk is opened with, whatever it looks after. */
export interface OfficeParts {
  readonly config: FleetConfig
  readonly store: DeskStore
  /** Training: the same desk, written by somebody who does not exist. */
  readonly colleague?: DeskStore
  /** AWS time. */
  readonly clock: Clock
  readonly timers: Timers
  readonly ids: Ids
  readonly logger: Logger
  /** What this console is called among others: the computer's name. */
  readonly console: string
}
