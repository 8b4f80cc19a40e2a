import type { SsoFailure, SsoFailureKind } from '#electron/ports/sso'

/**
 * The one place where an error of the SSO clients becomes a failure of the port.
 *
 * 1. By Node's code (the SDK calls a broken connection a time-out too), then the service's, then HTTP status; never by message text.
 * 2. Nothing of the error itself goes on: its text may hold what was sent.
 * 3. 401, 403 and 429 have different cures and never become one another.
 */
export function toSsoFailure(error: unknown, operation: string): SsoFailure {
  const { codes, status, headers } = factsOf(error)
  const kind = kindOfNetwork(codes) ?? codes.map((code) => byCode[code]).find((known) => known !== undefined) ?? kindOfStatus(status)
  const retryAfterMs = Number(headers['retry-after']) * 1_000
  const dateMs = Date.parse(headers['date'] ?? '')
  return {
    kind,
    message: words(kind, operation),
    ...(codes[0] === undefined ? {} : { code: codes[0] }),
    ...(Number.isNaN(dateMs) ? {} : { dateMs }),
    ...(retryAfterMs >= 0 ? { retryAfterMs } : {}),
  }
}

const byCode: Readonly<Record<string, SsoFailureKind>> = {
  AuthorizationPendingException: 'authorizationPending',
  SlowDownException: 'slowDown',
  ExpiredTokenException: 'codeExpired',
  InvalidGrantException: 'grantRefused',
  AccessDeniedException: 'accessDenied',
  InvalidClientException: 'clientRefused',
  UnauthorizedClientException: 'clientRefused',
  UnauthorizedException: 'tokenRefused',
  ForbiddenException: 'noAssignment',
  ResourceNotFoundException: 'noAssignment',
  TooManyRequestsException: 'throttled',
  InternalServerException: 'serverFault',
  AbortError: 'cancelled',
  TimeoutError: 'timeout',
  ETIMEDOUT: 'timeout',
  SyntaxError: 'unreadableReply',
  UnreadableReply: 'unreadableReply',
}

const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'ERR_STREAM_PREMATURE_CLOSE'])

function kindOfNetwork(codes: readonly string[]): SsoFailureKind | undefined {
  return codes.some((code) => network.has(code) || code.startsWith('ERR_TLS') || code.includes('CERT')) ? 'unreachable' : undefined
}

function kindOfStatus(status: number | undefined): SsoFailureKind {
  if (status === undefined) return 'unreachable'
  if (status === 401) return 'tokenRefused'
  if (status === 403) return 'noAssignment'
  if (status === 429) return 'throttled'
  if (status >= 500) return 'serverFault'
  return status >= 400 ? 'requestRefused' : 'unreadableReply'
}

function words(kind: SsoFailureKind, operation: string): string {
  switch (kind) {
    case 'authorizationPending':
      return 'The sign-in has not been confirmed in the browser yet.'
    case 'slowDown':
      return 'Identity Center asks to wait longer between two questions.'
    case 'codeExpired':
      return 'The sign-in was not confirmed in time. Start it again.'
    case 'grantRefused':
      return 'Identity Center does not accept this sign-in any more. Sign in again.'
    case 'accessDenied':
      return 'The sign-in was refused: in the browser, or by a rule of Identity Center. Ask its administrator if you did not refuse it yourself.'
    case 'clientRefused':
      return 'Identity Center does not know this program any more. Sign in again: it is then registered anew.'
    case 'tokenRefused':
      return 'The sign-in has ended at Identity Center. Sign in again.'
    case 'noAssignment':
      return 'You have no such assignment in Identity Center. Ask its administrator to assign the account and role to you.'
    case 'throttled':
      return 'Identity Center asked to slow down. You are still signed in; it is tried again.'
    case 'unreachable':
      return 'Identity Center cannot be reached. Check network, VPN and proxy; it is tried again.'
    case 'timeout':
      return 'Identity Center did not answer in time. It is tried again.'
    case 'serverFault':
      return 'Identity Center failed on its side. See the AWS Health Dashboard if it lasts; it is tried again.'
    case 'unreadableReply':
      return 'The reply of Identity Center could not be read. A proxy may have changed it; check start URL and Region.'
    case 'requestRefused':
      return `Identity Center did not accept the request ${operation}. Check start URL and Region of the session in the fleet file.`
    case 'cancelled':
      return 'Cancelled.'
  }
}

interface Facts {
  readonly codes: readonly string[]
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string>>
}

interface SdkError {
  readonly name?: unknown
  readonly code?: unknown
  readonly cause?: unknown
  readonly $response?: { readonly statusCode?: number; readonly headers?: Record<string, string> }
  readonly $metadata?: { readonly httpStatusCode?: number }
}

function factsOf(error: unknown): Facts {
  const sdk = asSdkError(error)
  const cause = asSdkError(sdk.cause)
  const codes = [sdk.name, sdk.code, cause.name, cause.code].filter((code): code is string => typeof code === 'string' && code !== '' && code !== 'Error')
  return { codes, status: sdk.$metadata?.httpStatusCode ?? sdk.$response?.statusCode, headers: sdk.$response?.headers ?? {} }
}

// Every field is checked before use.
const asSdkError = (value: unknown): SdkError => (typeof value === 'object' && value !== null ? value : {})
