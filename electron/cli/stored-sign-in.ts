import { isLoopbackAddress } from '#shared/fleet/loopback'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, type Result } from '#shared/kernel/result'
import { isSignedIn } from '#shared/session/session-state'
import type { SsoSession } from '#shared/session/sso-session'
import { createRoleAssumer } from '#electron/adapters/aws/credentials'
import { openOidc, openPortal } from '#electron/adapters/aws/sso/index'
import { keychainServices, openKeychain } from '#electron/adapters/keychain/index'
import type { CredentialSource } from '#electron/ports/credentials'
import { createSignIn, lookOnly, ssoCredentials } from '#electron/signin/index'
import type { CommandContext } from './command'

/** The window's sign-in, as a command without a window may use it. */
export interface StoredSignIn {
  readonly credentials: CredentialSource
  /** Sessions of the fleet file that nobody is signed in to. */
  readonly missing: readonly string[]
  stop(): void
}

/**
 * Takes up what the window has kept in the keychain; asks nobody anything.
 *
 * Only the access token is used, never the refresh token: that one works once, and renewing is the window's. A token that has ended is
 * as good as none, until the window renews it.
 */
export async function openStoredSignIn(config: FleetConfig, { clock, timers, ids, logger }: Pick<CommandContext, 'clock' | 'timers' | 'ids' | 'logger'>): Promise<StoredSignIn> {
  const sessions = config.signIn.kind === 'sso' ? config.signIn.sessions : []
  const isTraining = sessions.every(({ startUrl }) => isLoopbackAddress(startUrl))
  const signIn = createSignIn({
    sessions,
    store: lookOnly(openKeychain(isTraining ? keychainServices.training : keychainServices.live, timers)),
    browser: { open: async (): Promise<Result<void, AppError>> => err(appError('unsupported', 'A command opens no browser.')) },
    oidc: (session) => openOidc(placeOf(session))(session),
    portal: (session) => openPortal(placeOf(session))(session),
    clock,
    timers,
    ids,
    logger,
  })
  await signIn.restore()
  const endpoint = config.endpoint === undefined ? {} : { endpoint: config.endpoint }
  const nowMs = clock.nowMs()
  const missing = signIn.sessions().filter(({ state }) => !isSignedIn(state) || ('expiresAtMs' in state && state.expiresAtMs <= nowMs))
  return {
    credentials: ssoCredentials({ signIn, sessions, accounts: config.accounts, assume: createRoleAssumer({ ...endpoint, clock, timers }) }),
    missing: missing.map(({ name }) => name),
    stop: () => signIn.stop(),
  }
}

const placeOf = ({ startUrl }: SsoSession): { readonly endpoint?: string } => (isLoopbackAddress(startUrl) ? { endpoint: new URL(startUrl).origin } : {})
