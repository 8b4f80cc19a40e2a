import type { Result } from '#shared/kernel/result'
import type { Secret } from '#shared/session/secret'
import type { SsoSession } from '#shared/session/sso-session'

/**
 * IAM Identity Center on the wire: its OIDC service and its access portal.
 *
 * 1. No method throws; failures are told apart by the other side's code and status, never by its prose.
 * 2. No retries inside: the caller knows what waiting is for.
 * 3. `dateMs` is the reply's Date header (AWS time); absent when there was none.
 */
export interface Oidc {
  registerClient(request: RegistrationRequest, signal: AbortSignal): Promise<SsoReply<ClientRegistration>>
  startDeviceAuthorization(client: OidcClientId, startUrl: string, signal: AbortSignal): Promise<SsoReply<DeviceAuthorization>>
  createToken(client: OidcClientId, grant: TokenGrant, signal: AbortSignal): Promise<SsoReply<IssuedTokens>>
  /** Where the browser is sent for an authorization code; no request is made. */
  authorizeUrl(query: AuthorizeQuery): string
  close(): void
}

export interface SsoPortal {
  listAccounts(token: Secret, page: string | undefined, signal: AbortSignal): Promise<SsoReply<Page<SsoAccount>>>
  listAccountRoles(token: Secret, accountId: string, page: string | undefined, signal: AbortSignal): Promise<SsoReply<Page<SsoRole>>>
  getRoleCredentials(token: Secret, accountId: string, role: string, signal: AbortSignal): Promise<SsoReply<RoleKeys>>
  logout(token: Secret, signal: AbortSignal): Promise<SsoReply<void>>
  close(): void
}

export type OpenOidc = (session: SsoSession) => Oidc
export type OpenPortal = (session: SsoSession) => SsoPortal

export type SsoReply<T> = Result<{ readonly value: T; readonly dateMs?: number }, SsoFailure>

export interface SsoFailure {
  readonly kind: SsoFailureKind
  readonly message: string
  readonly dateMs?: number
  /** From the Retry-After header. */
  readonly retryAfterMs?: number
  /** The other side's own code, for support. */
  readonly code?: string
}

export type SsoFailureKind =
  /** Device code: the operator has not answered yet. */
  | 'authorizationPending'
  /** Device code: asked too often. */
  | 'slowDown'
  /** The device code, or the client registration's secret, ran out. */
  | 'codeExpired'
  /** The code or refresh token is used up, revoked or not ours. */
  | 'grantRefused'
  /** The operator, or a rule of Identity Center, said no. */
  | 'accessDenied'
  /** The registration is unknown or ended. */
  | 'clientRefused'
  /** 401: the access token is not accepted any more. */
  | 'tokenRefused'
  /** 403: the operator has no such assignment. */
  | 'noAssignment'
  /** 429. */
  | 'throttled'
  | 'unreachable'
  | 'timeout'
  | 'serverFault'
  | 'unreadableReply'
  | 'requestRefused'
  | 'cancelled'

export interface RegistrationRequest {
  readonly clientName: string
  readonly scopes: readonly string[]
  readonly grantTypes: readonly string[]
  /** Authorization code only. */
  readonly redirectUri?: string
  readonly issuerUrl?: string
}

export interface OidcClientId {
  readonly clientId: string
  readonly clientSecret: Secret
}

export interface ClientRegistration extends OidcClientId {
  readonly expiresAtMs: number
}

export interface DeviceAuthorization {
  readonly deviceCode: Secret
  readonly userCode: string
  readonly verificationUri: string
  readonly verificationUriComplete: string
  readonly expiresInMs: number
  readonly intervalMs: number
}

export type TokenGrant =
  | { readonly kind: 'authorizationCode'; readonly code: Secret; readonly verifier: Secret; readonly redirectUri: string }
  | { readonly kind: 'deviceCode'; readonly deviceCode: Secret }
  | { readonly kind: 'refresh'; readonly refreshToken: Secret }

export interface IssuedTokens {
  readonly accessToken: Secret
  readonly refreshToken?: Secret
  readonly expiresInMs: number
}

export interface AuthorizeQuery {
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string
  readonly codeChallenge: string
  readonly scopes: readonly string[]
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly nextPage?: string
}

export interface SsoAccount {
  readonly id: string
  readonly name: string
  readonly email?: string
}

export interface SsoRole {
  readonly accountId: string
  readonly name: string
}

export interface RoleKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: Secret
  readonly sessionToken: Secret
  readonly expiresAtMs: number
}
