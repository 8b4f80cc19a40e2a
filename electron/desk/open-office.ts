import { createAwsOperators } from '#electron/adapters/aws/index'
import { createCalendars } from '#electron/adapters/calendar/calendars'
import { createWebReader } from '#electron/adapters/http/web-reader'
import { sha256 } from '#electron/adapters/system/digest'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { effectHandlers } from '#electron/maintenance/effects/registry'
import { createNoticeDesk } from '#electron/maintenance/notices/create-notice-desk'
import { runNotices } from '#electron/maintenance/notices/run-notices'
import { createMaintenanceOffice, type RunningOffice } from '#electron/maintenance/office/office'
import type { CredentialSource } from '#electron/ports/credentials'
import type { FleetSight } from '#electron/ports/fleet-sight'
import type { OfficeParts } from '#electron/ports/office-parts'

export interface OpenOfficeOptions extends OfficeParts {
  /** Checked with `loopbackEndpoint`; absent: AWS. */
  readonly endpoint?: string
  readonly credentials: CredentialSource
  readonly sight: FleetSight
  readonly changed: (id: string) => void
}

export type OpenedOffice = RunningOffice

/** The maintenance windows of a desk, for the window and for headless commands: over AWS, the desk's store and the web. */
export function openOffice(options: OpenOfficeOptions): OpenedOffice {
  const { config, endpoint, credentials, store, clock, timers, ids } = options
  // Sockets run on the wall's time, however fast a training fleet's does.
  const operators = createAwsOperators({ ...(endpoint === undefined ? {} : { endpoint }), credentials, clock: realClock, timers: realTimers })
  const web = createWebReader({ timers: realTimers })
  const tenants = new Map(config.tenants.map((tenant) => [tenant.id, tenant]))
  const notices = createNoticeDesk({
    store,
    ids,
    operators,
    tenant: (id) => tenants.get(id),
    sender: config.mail,
    desk: config.desk,
    web,
    clock,
    timers,
  })
  const zones = config.tenants.map(({ timeZone = 'UTC' }) => timeZone)
  const calendars = createCalendars({ calendars: config.calendars, web, clock, zones, tenants: new Set(tenants.keys()) })
  return createMaintenanceOffice({ ...options, operators, notices, runNotices, effects: effectHandlers, blackouts: (span) => calendars.blackouts(span), digest: sha256 })
}
