import type { Browser } from '#electron/ports/browser'
import type { Clock, Ids, Timers } from '#electron/ports/clock'
import type { Logger } from '#electron/ports/logger'
import type { SecretStore } from '#electron/ports/secret-store'
import type { Oidc, SsoPortal } from '#electron/ports/sso'
import type { SessionEvent } from '#shared/session/session-events'
import type { SsoSession } from '#shared/session/sso-session'
import type { AwsTime } from './aws-time'

/** What the pieces of one session share. */
export interface SessionParts {
  readonly session: SsoSession
  readonly store: SecretStore
  readonly browser: Browser
  readonly oidc: Oidc
  readonly portal: SsoPortal
  readonly awsTime: AwsTime
  readonly clock: Clock
  readonly timers: Timers
  readonly ids: Ids
  readonly logger: Logger
  /** Moves the session's state on. */
  apply(event: SessionEvent): void
}

export const tokensKey = (session: SsoSession): string => `tokens/${session.name}`
export const registrationKey = (session: SsoSession, method: string): string => `registration/${session.name}/${method}`

export const accountScope = 'sso:account:access'
