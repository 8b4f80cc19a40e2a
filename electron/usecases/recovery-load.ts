import type { FleetSession } from '#electron/ports/fleet-session'
import type { Handler } from './handler'

/** The way back of the tenants on screen. */
export const recoveryLoad =
  (session: FleetSession): Handler<'recovery.load'> =>
  (which) =>
    session.recovery(which)
