import type { FleetConfig } from '#shared/fleet/fleet-config'
import { isLoopbackAddress } from '#shared/fleet/loopback'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { SsoSession } from '#shared/session/sso-session'
import { loopbackEndpoint } from '#electron/adapters/aws/endpoint'
import { randomIds } from '#electron/adapters/system/ids'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import type { Identity } from '#electron/ports/aws-reader'
import type { Browser } from '#electron/ports/browser'
import type { Clock, Timers } from '#electron/ports/clock'
import type { CredentialSource } from '#electron/ports/credentials'
import type { Logger } from '#electron/ports/logger'
import type { SecretStore } from '#electron/ports/secret-store'
import type { SignIn } from '#electron/signin/index'
import { trainingCredentials } from '#electron/training/credentials'

/** The keys of one fleet, where they come from, and whose they are. */
export interface OpenAccess {
  readonly config: FleetConfig
  /** A checked loopback endpoint; absent: AWS. */
  readonly endpoint?: string
  readonly credentials: CredentialSource
  /** For a fleet that signs in with IAM Identity Center. */
  readonly signIn?: SignIn
  /** Who the keys of an account are, as AWS says. */
  identify(account: string): Promise<Result<Identity, AppError>>
  close(): void
}

export interface AccessDeps {
  readonly browser: Browser
  readonly logger: Logger
  /** The keychain; training keeps entries of its own. */
  readonly secrets: (which: 'live' | 'training') => SecretStore
}

export interface AccessTime {
  readonly clock: Clock
  readonly timers: Timers
}

/**
 * Opens what a fleet file says about signing in; sessions are not restored yet.
 *
 * A start URL on a loopback address is a training Identity Center: both of its services are at that origin, and its tokens are kept
 * apart from real ones. Everything else is AWS. A sign-in that is `lent` is used and not closed.
 */
export async function openAccess(config: FleetConfig, deps: AccessDeps, time: AccessTime = wallTime, lent?: SignIn): Promise<Result<OpenAccess, AppError>> {
  const checked = config.endpoint === undefined ? undefined : loopbackEndpoint(config.endpoint)
  if (checked?.ok === false) return checked
  const endpoint = checked === undefined ? {} : { endpoint: checked.value }
  const { signIn: how } = config
  const signIn = how.kind === 'sso' ? (lent ?? (await openSignIn(how.sessions, deps, time))) : undefined
  const credentials = await credentialsOf(config, endpoint, time, signIn)
  return ok({
    config,
    ...endpoint,
    credentials,
    ...(signIn === undefined ? {} : { signIn }),
    identify: (account) => identify(account, config, endpoint, credentials, time),
    close: () => {
      if (lent === undefined) signIn?.stop()
    },
  })
}

type Override = { readonly endpoint?: string }

/** The SDK's sign-in code is loaded only by a fleet that signs in: it is no part of what the first picture waits for. */
async function credentialsOf(config: FleetConfig, endpoint: Override, time: AccessTime, signIn: SignIn | undefined): Promise<CredentialSource> {
  if (config.signIn.kind === 'training') return { forAccount: async (account) => ok(trainingCredentials(account)), drop: () => undefined }
  if (config.signIn.kind === 'sso' && signIn !== undefined) {
    const [{ ssoCredentials }, { createRoleAssumer }] = await Promise.all([import('#electron/signin/index'), import('#electron/adapters/aws/credentials')])
    return ssoCredentials({ signIn, sessions: config.signIn.sessions, accounts: config.accounts, assume: createRoleAssumer({ ...endpoint, ...time }) })
  }
  const { createCredentialSource } = await import('#electron/adapters/aws/credentials')
  return createCredentialSource({ config, ...endpoint, ...time, training: trainingCredentials })
}

async function identify(account: string, config: FleetConfig, endpoint: Override, credentials: CredentialSource, time: AccessTime): Promise<Result<Identity, AppError>> {
  const { createAwsReaders } = await import('#electron/adapters/aws/index')
  const region = config.accounts.find(({ id }) => id === account)?.regions[0] ?? 'us-east-1'
  const reader = createAwsReaders({ ...endpoint, credentials, tags: config.tags, ...time })(account, region)
  try {
    return await reader.identity({ signal: new AbortController().signal, onRequest: async () => undefined })
  } finally {
    reader.close()
  }
}

const wallTime: AccessTime = { clock: realClock, timers: realTimers }

/** Sign-in for some sessions; each session's services are where its start URL is. */
export async function openSignIn(sessions: readonly SsoSession[], { browser, logger, secrets }: AccessDeps, { clock, timers }: AccessTime): Promise<SignIn> {
  const [{ openOidc, openPortal }, { createSignIn }] = await Promise.all([import('#electron/adapters/aws/sso/index'), import('#electron/signin/index')])
  const training = sessions.every(({ startUrl }) => isLoopbackAddress(startUrl))
  return createSignIn({
    sessions,
    store: secrets(training ? 'training' : 'live'),
    browser,
    oidc: (session) => openOidc(placeOf(session))(session),
    portal: (session) => openPortal(placeOf(session))(session),
    clock,
    timers,
    ids: randomIds,
    logger,
  })
}

const placeOf = ({ startUrl }: SsoSession): { readonly endpoint?: string } => (isLoopbackAddress(startUrl) ? { endpoint: new URL(startUrl).origin } : {})
