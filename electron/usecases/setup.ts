import { ok } from '#shared/kernel/result'
import type { SetupCommands } from '#shared/ipc/setup-contract'
import type { DeskSetup } from '#electron/ports/desk-setup'
import type { Handler } from './handler'

/** The first-run wizard, step by step. */
export const setupHandlers = (setup: DeskSetup): { readonly [N in keyof SetupCommands]: Handler<N> } => ({
  'setup.signIn': (request) => setup.signIn(request),
  'setup.profile': ({ profile }) => setup.profile(profile),
  'setup.discover': (plan) => setup.discover(plan),
  'setup.cancel': async () => {
    setup.cancel()
    return ok(null)
  },
  'setup.write': (plan) => setup.write(plan),
  'setup.leave': async () => {
    await setup.leave()
    return ok(null)
  },
})
