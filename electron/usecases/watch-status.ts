import type { FleetSession } from '#electron/ports/fleet-session'
import type { Handler } from './handler'

/** What the watch says about itself: accounts, last polls, calls, dollars. */
export const watchStatus =
  (session: FleetSession): Handler<'watch.status'> =>
  () =>
    session.status()
