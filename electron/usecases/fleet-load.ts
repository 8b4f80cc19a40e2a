import type { FleetSession } from '#electron/ports/fleet-session'
import type { Handler } from './handler'

/** The whole table, at once: cached rows count until the first poll ended. */
export const fleetLoad =
  (session: FleetSession): Handler<'fleet.load'> =>
  () =>
    session.snapshot()
