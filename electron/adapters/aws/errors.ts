import { appError, type AppError, type AppErrorKind } from '#shared/kernel/app-error'
import { words, type Where } from './error-words'

/**
 * The one place where an SDK error becomes an AppError.
 *
 * 1. By code, class name and HTTP status, never by message text: messages are prose and change.
 * 2. An error that AWS did not word (no code we know) is judged by how far the exchange came: no reply, a reply, its status.
 */
export function toAppError(error: unknown, where: Where): AppError {
  if (error instanceof CredentialFailure) return error.appError
  const facts = factsOf(error)
  const kind = kindOf(facts)
  const at = `${where.service}:${where.operation} in ${where.account}/${where.region}`
  return appError(kind, words(kind, where), { at, ...(facts.codes[0] === undefined ? {} : { code: facts.codes[0] }) })
}

/** Carries a credential source's own failure through the SDK's signer. */
export class CredentialFailure extends Error {
  override readonly name = 'CredentialFailure'
  constructor(readonly appError: AppError) {
    super(appError.kind)
  }
}

interface Facts {
  /** AWS code, class name and Node's system code, most telling first. */
  readonly codes: readonly string[]
  readonly status?: number
  /** False: nothing came back at all. */
  readonly replied: boolean
  /** A web page without a request id: no AWS service sends that, but emulators do for operations that they lack. */
  readonly isPage: boolean
}

const kinds: readonly (readonly [AppErrorKind, ReadonlySet<string>])[] = [
  ['throttled', new Set(['Throttling', 'ThrottlingError', 'ThrottlingException', 'ProvisionedThroughputExceeded', 'ThrottledException', 'RequestThrottled', 'RequestThrottledException', 'RequestLimitExceeded', 'TooManyRequestsException', 'TooManyRequests', 'SlowDown', 'BandwidthLimitExceeded', 'EC2ThrottledException', 'LimitExceeded', 'LimitExceededException', 'LimitExceededFault', 'PriorRequestNotComplete', 'ProvisionedThroughputExceededException', 'TransactionInProgressException'])],
  ['expired', new Set(['ExpiredToken', 'ExpiredTokenException', 'InvalidClientTokenId', 'UnrecognizedClientException', 'UnrecognizedClient', 'InvalidToken', 'TokenRefreshRequired', 'RequestExpired', 'RequestTimeTooSkewed', 'RequestInTheFuture', 'SignatureDoesNotMatch', 'InvalidSignatureException', 'IncompleteSignature', 'IncompleteSignatureException', 'MissingAuthenticationToken', 'MissingAuthenticationTokenException', 'InvalidAccessKeyId', 'AuthFailure', 'CredentialsProviderError', 'TokenProviderError', 'ProviderError'])],
  ['denied', new Set(['AccessDenied', 'AccessDeniedException', 'AccessDeniedFault', 'UnauthorizedOperation', 'UnauthorizedException', 'NotAuthorized', 'AuthorizationError', 'AuthorizationErrorException', 'OptInRequired', 'SubscriptionRequiredException', 'OperationNotPermitted', 'OperationNotPermittedException', 'Forbidden', 'ForbiddenException', 'Blocked'])],
  ['unsupported', new Set(['UnknownOperation', 'UnknownOperationException', 'InvalidAction', 'UnknownAction', 'UnsupportedOperation', 'UnsupportedOperationException', 'NotImplemented'])],
  ['timeout', new Set(['TimeoutError', 'RequestTimeout', 'RequestTimeoutException', 'ETIMEDOUT', 'ESOCKETTIMEDOUT'])],
  ['cancelled', new Set(['AbortError'])],
  ['unreadableReply', new Set(['UnreadableReply', 'SyntaxError'])],
  ['serverFault', new Set(['InternalFailure', 'InternalFault', 'InternalError', 'InternalServerError', 'InternalServiceError', 'InternalServiceFault', 'InternalServiceException', 'ServiceUnavailable', 'ServiceUnavailableException', 'ResourceContention', 'ResourceContentionFault'])],
]
/** The SDK calls any 404 without a code `NotFound`: AWS's own codes say what was not found, but for `NotFoundException` of KMS. S3 says `NoSuch...`. */
const notFound = /^.+NotFound(Fault|Exception|Error)?$|^NoSuch[A-Z]|^WAFNonexistentItem/
const invalid = /^(Validation|WAFInvalidParameter|InvalidParameter|MissingParameter|Malformed|InvalidQueryParameter|InvalidNextToken)/
const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'ERR_STREAM_PREMATURE_CLOSE'])

function kindOf({ codes, status, replied, isPage }: Facts): AppErrorKind {
  const network_ = codes.some((code) => network.has(code) || code.startsWith('ERR_TLS') || code.startsWith('CERT_') || code.includes('CERTIFICATE') || code.includes('_CERT'))
  // A connection that broke after the headers came: the reply was cut, the server was reached.
  if (network_) return replied ? 'unreadableReply' : 'unreachable'
  // A gateway on the way answers with pages too, and its trouble passes.
  if (isPage && status !== undefined && [404, 405, 500, 501].includes(status)) return 'unsupported'
  for (const [kind, known] of kinds) if (codes.some((code) => known.has(code))) return kind
  if (codes.some((code) => notFound.test(code) || code === 'NotFoundException')) return 'notFound'
  if (codes.some((code) => invalid.test(code))) return 'invalidInput'
  return kindOfStatus(status, replied)
}

function kindOfStatus(status: number | undefined, replied: boolean): AppErrorKind {
  if (status === 429) return 'throttled'
  if (status === 401) return 'expired'
  if (status === 403) return 'denied'
  if (status === 501) return 'unsupported'
  if (status !== undefined && status >= 500) return 'serverFault'
  return replied ? 'unreadableReply' : 'internal'
}

interface SdkError {
  readonly name?: unknown
  readonly code?: unknown
  readonly Code?: unknown
  readonly Error?: { readonly Code?: unknown }
  readonly cause?: unknown
  readonly $response?: { readonly statusCode?: number; readonly headers?: Readonly<Record<string, string>> }
  readonly $metadata?: { readonly httpStatusCode?: number }
}

function factsOf(error: unknown): Facts {
  const sdk = (typeof error === 'object' && error !== null ? error : {}) as SdkError // every field is checked before use
  const cause = (typeof sdk.cause === 'object' && sdk.cause !== null ? sdk.cause : {}) as SdkError
  const codes = [sdk.Error?.Code, sdk.Code, sdk.name, sdk.code, cause.name, cause.code].filter((code) => typeof code === 'string' && code !== '' && code !== 'Error')
  const status = sdk.$metadata?.httpStatusCode ?? sdk.$response?.statusCode
  return { codes: codes as string[], ...(status === undefined ? {} : { status }), replied: status !== undefined, isPage: isPage(sdk.$response?.headers ?? {}) }
}

const isPage = (headers: Readonly<Record<string, string>>): boolean => (headers['content-type'] ?? '').startsWith('text/html') && headers['x-amzn-requestid'] === undefined && headers['x-amz-request-id'] === undefined
