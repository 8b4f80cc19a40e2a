import type { FleetConfig } from '#shared/fleet/fleet-config'
import { createAwsOperators, createAwsReaders } from '#electron/adapters/aws/index'
import { sha256 } from '#electron/adapters/system/digest'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import type { AuditTrail } from '#electron/ports/audit-trail'
import type { Clock, Ids, Timers } from '#electron/ports/clock'
import type { CredentialSource } from '#electron/ports/credentials'
import type { DeskStore } from '#electron/ports/desk-store'
import type { FleetSight } from '#electron/ports/fleet-sight'
import type { KeptHistory } from '#electron/ports/kept-history'
import type { Logger } from '#electron/ports/logger'
import type { OwnAddress } from '#electron/ports/own-address'
import { createSupportOffice, type RunningSupport } from '#electron/support/support-office'

export interface OpenSupportOptions {
  readonly config: FleetConfig
  /** Checked with `loopbackEndpoint`; absent: AWS. */
  readonly endpoint?: string
  readonly credentials: CredentialSource
  readonly store: DeskStore
  /** Training: the same desk, written by somebody who does not exist. */
  readonly colleague?: DeskStore
  readonly sight: Pick<FleetSight, 'awsOffsetMs' | 'tenant'>
  /** What this computer keeps of the fleet: for statements. */
  readonly history?: KeptHistory
  readonly ownAddress: OwnAddress
  readonly audit?: AuditTrail
  /** AWS time. */
  readonly clock: Clock
  readonly timers: Timers
  readonly ids: Ids
  readonly logger: Logger
  /** The computer's name. */
  readonly console: string
  readonly changed: () => void
}

export type OpenedSupport = RunningSupport

/** The support access of a desk, for the window and for headless commands: over AWS and the desk's store. */
export function openSupport(options: OpenSupportOptions): OpenedSupport {
  const { config, credentials, sight, history } = options
  const endpoint = options.endpoint === undefined ? {} : { endpoint: options.endpoint }
  // Sockets run on the wall's time, however fast a training fleet's does.
  const operators = createAwsOperators({ ...endpoint, credentials, clock: realClock, timers: realTimers })
  const readers = createAwsReaders({ ...endpoint, credentials, tags: config.tags, clock: realClock, timers: realTimers })
  const fleet = { tenant: (id: string) => sight.tenant(id), readers }
  return createSupportOffice({ ...options, operators, digest: sha256, statementSources: { fleet, ...(history === undefined ? {} : { history }) } })
}
