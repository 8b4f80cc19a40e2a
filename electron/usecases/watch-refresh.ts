import { ok } from '#shared/kernel/result'
import type { FleetSession } from '#electron/ports/fleet-session'
import type { Handler } from './handler'

/** Polls now: a tenant's places, an account, or everything. */
export const watchRefresh =
  (session: FleetSession): Handler<'watch.refresh'> =>
  async (which) => {
    const scopes = await session.refresh(which)
    return scopes.ok ? ok({ scopes: scopes.value }) : scopes
  }
