import { createAwsOperators, createAwsReaders } from '#electron/adapters/aws/index'
import { sha256 } from '#electron/adapters/system/digest'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import type { AuditTrail } from '#electron/ports/audit-trail'
import type { CredentialSource } from '#electron/ports/credentials'
import type { FleetSight } from '#electron/ports/fleet-sight'
import type { OfficeParts } from '#electron/ports/office-parts'
import type { KeptHistory } from '#electron/ports/kept-history'
import type { OwnAddress } from '#electron/ports/own-address'
import { createSupportOffice, type RunningSupport } from '#electron/support/support-office'

export interface OpenSupportOptions extends OfficeParts {
  /** Checked with `loopbackEndpoint`; absent: AWS. */
  readonly endpoint?: string
  readonly credentials: CredentialSource
  readonly sight: Pick<FleetSight, 'awsOffsetMs' | 'tenant'>
  /** What this computer keeps of the fleet: for statements. */
  readonly history?: KeptHistory
  readonly ownAddress: OwnAddress
  readonly audit?: AuditTrail
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
