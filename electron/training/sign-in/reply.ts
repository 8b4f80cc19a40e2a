/** What goes back over the wire. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** AWS's error code, for the count of refusals. */
  readonly refusal?: string
}

export const json = (value: unknown): Reply => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) })

export const redirect = (location: string): Reply => ({ status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' })

/** An expected refusal of one of the two services. */
export interface Refusal {
  readonly code: string
  readonly message: string
}

/** SSO OIDC: status and OAuth 2.0 word of each error, from the service's model. */
const oidcErrors: Readonly<Record<string, { readonly status: number; readonly error: string }>> = {
  InvalidRequestException: { status: 400, error: 'invalid_request' },
  InvalidClientException: { status: 401, error: 'invalid_client' },
  InvalidGrantException: { status: 400, error: 'invalid_grant' },
  UnauthorizedClientException: { status: 400, error: 'unauthorized_client' },
  UnsupportedGrantTypeException: { status: 400, error: 'unsupported_grant_type' },
  InvalidScopeException: { status: 400, error: 'invalid_scope' },
  InvalidClientMetadataException: { status: 400, error: 'invalid_client_metadata' },
  InvalidRedirectUriException: { status: 400, error: 'invalid_redirect_uri' },
  AuthorizationPendingException: { status: 400, error: 'authorization_pending' },
  SlowDownException: { status: 400, error: 'slow_down' },
  AccessDeniedException: { status: 400, error: 'access_denied' },
  ExpiredTokenException: { status: 400, error: 'expired_token' },
  InternalServerException: { status: 500, error: 'server_error' },
}

/** The portal's; ForbiddenException is not in its model, but is what it answers for a role that is not assigned. */
const portalErrors: Readonly<Record<string, number>> = {
  InvalidRequestException: 400,
  UnauthorizedException: 401,
  ForbiddenException: 403,
  ResourceNotFoundException: 404,
  TooManyRequestsException: 429,
  InternalServerException: 500,
}

export function oidcRefusal({ code, message }: Refusal): Reply {
  const known = oidcErrors[code] ?? { status: 400, error: 'invalid_request' }
  return refusal(known.status, code, { error: known.error, error_description: message })
}

export const portalRefusal = ({ code, message }: Refusal): Reply =>
  refusal(portalErrors[code] ?? 400, code, { message, __type: `com.amazonaws.switchboard.portal#${code}` })

export const unknownOperation: Reply = {
  status: 404,
  headers: { 'content-type': 'application/json', 'x-amzn-ErrorType': 'UnknownOperationException' },
  body: '{"__type":"UnknownOperationException"}',
  refusal: 'UnknownOperationException',
}

const refusal = (status: number, code: string, body: object): Reply => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-ErrorType': code },
  body: JSON.stringify(body),
  refusal: code,
})
