import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { FleetSession } from '#electron/ports/fleet-session'
import type { Handler } from './handler'

/** One tenant with its findings, worst first. */
export const fleetTenant =
  (session: FleetSession): Handler<'fleet.tenant'> =>
  async ({ id }) => {
    const found = await session.tenant(id)
    if (!found.ok) return found
    if (found.value !== undefined) return ok(found.value)
    return err(appError('notFound', `There is no tenant “${id}” in this fleet.`, { at: 'fleet.tenant' }))
  }
