import type { ServicesCommands } from '#shared/ipc/services-contract'
import type { FleetSession } from '#electron/ports/fleet-session'
import type { Handler } from './handler'

/** When a log last had a line that somebody looks for. */
export const servicesHandlers = (session: Pick<FleetSession, 'logHits'>): { readonly [N in keyof ServicesCommands]: Handler<N> } => ({
  'services.logHits': ({ tenant }) => session.logHits(tenant),
})
