import type { FleetConfig } from '#shared/fleet/fleet-config'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { createCredentialSource } from '#electron/adapters/aws/index'
import type { CredentialSource } from '#electron/ports/credentials'
import { trainingCredentials } from '#electron/training/index'
import type { CommandContext } from './command'

export interface CommandCredentials {
  readonly credentials: CredentialSource
  close(): void
}

/** Keys for a command: those that the fleet file names, or the sign-in of the window. `expired`: nobody is signed in there. */
export async function commandCredentials(config: FleetConfig, context: CommandContext): Promise<Result<CommandCredentials, AppError>> {
  const { clock, timers } = context
  if (config.signIn.kind !== 'sso') return ok({ credentials: createCredentialSource({ config, ...endpointOf(config), clock, timers, training: trainingCredentials }), close: () => undefined })
  const { openStoredSignIn } = await import('./stored-sign-in')
  const signIn = await openStoredSignIn(config, context)
  if (signIn.missing.length < config.signIn.sessions.length) return ok({ credentials: signIn.credentials, close: () => signIn.stop() })
  signIn.stop()
  return err(appError('expired', `Nobody is signed in to ${signIn.missing.join(', ')}. Sign in in the window first; this command uses that sign-in.`))
}

/** As options of clients: the fleet file's endpoint, where it has one. */
export const endpointOf = ({ endpoint }: Pick<FleetConfig, 'endpoint'>): { readonly endpoint?: string } => (endpoint === undefined ? {} : { endpoint })
