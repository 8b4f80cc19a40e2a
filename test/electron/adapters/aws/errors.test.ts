import { describe, expect, it } from 'vitest'
import { appErrorKinds, appError } from '#shared/kernel/app-error'
import { CredentialFailure, toAppError } from '#electron/adapters/aws/errors'
import { words } from '#electron/adapters/aws/error-words'

const where = { service: 'rds', operation: 'DescribeDBInstances', account: '111122223333', region: 'eu-west-1' }
const kindOf = (error: unknown) => toAppError(error, where).kind
const service = (name: string, status = 400, more: object = {}) => Object.assign(new Error('words that nobody reads'), { name, $metadata: { httpStatusCode: status }, ...more })
const system = (code: string, more: object = {}) => Object.assign(new Error('x'), { code, ...more })

describe('an SDK error in the product’s words', () => {
  it.each([
    [service('Throttling'), 'throttled'],
    [service('ThrottlingException', 400), 'throttled'],
    [service('RequestLimitExceeded', 503), 'throttled'],
    [service('Error', 429), 'throttled'],
    [service('AccessDenied', 403), 'denied'],
    [service('AccessDeniedException'), 'denied'],
    [service('UnauthorizedOperation', 403), 'denied'],
    [service('OptInRequired', 403), 'denied'],
    [service('ExpiredToken', 403), 'expired'],
    [service('ExpiredTokenException'), 'expired'],
    [service('InvalidClientTokenId', 403), 'expired'],
    [service('UnrecognizedClientException'), 'expired'],
    [service('SignatureDoesNotMatch', 403), 'expired'],
    [service('InvalidAction'), 'unsupported'],
    [service('UnknownOperationException', 404), 'unsupported'],
    [service('TargetGroupNotFoundException'), 'notFound'],
    [service('DBInstanceNotFoundFault', 404), 'notFound'],
    [service('ValidationError'), 'invalidInput'],
    [service('InternalFailure', 500), 'serverFault'],
    [service('Error', 503), 'serverFault'],
    [service('SyntaxError', 200), 'unreadableReply'],
    [service('Error', 200), 'unreadableReply'],
    [Object.assign(new Error('x'), { name: 'TimeoutError' }), 'timeout'],
    [system('ETIMEDOUT'), 'timeout'],
    [system('ECONNREFUSED'), 'unreachable'],
    [system('ENOTFOUND'), 'unreachable'],
    [system('ECONNRESET'), 'unreachable'],
    [system('CERT_HAS_EXPIRED'), 'unreachable'],
    [Object.assign(new Error('x'), { name: 'TypeError', cause: system('ECONNREFUSED') }), 'unreachable'],
    // Broken after its headers came: the server was reached, the reply was cut.
    [system('ECONNRESET', { $response: { statusCode: 200 } }), 'unreadableReply'],
    [Object.assign(new Error('x'), { name: 'AbortError' }), 'cancelled'],
    [Object.assign(new Error('x'), { name: 'CredentialsProviderError' }), 'expired'],
    ['not even an error', 'internal'],
    [undefined, 'internal'],
  ] as const)('%s is %s', (error, kind) => {
    expect(kindOf(error)).toBe(kind)
  })

  it('judges by code, not by message', () => {
    const misleading = Object.assign(new Error('Rate exceeded: Throttling, AccessDenied'), { name: 'InternalFailure', $metadata: { httpStatusCode: 500 } })
    expect(kindOf(misleading)).toBe('serverFault')
  })

  it('says what, where and what to do, and never repeats the SDK’s prose', () => {
    for (const kind of appErrorKinds) {
      const text = words(kind, where)
      expect(text).toContain('rds:DescribeDBInstances')
      expect(text).toContain('111122223333')
      expect(text.endsWith('.')).toBe(true)
    }
    const error = toAppError(service('AccessDenied', 403), where)
    expect(error).toMatchObject({ at: 'rds:DescribeDBInstances in 111122223333/eu-west-1', code: 'AccessDenied', retry: 'never' })
    expect(error.message).not.toContain('nobody reads')
  })

  it('hands on a credential source’s own failure as it is', () => {
    const own = appError('expired', 'Sign in.')
    expect(toAppError(new CredentialFailure(own), where)).toBe(own)
  })
})
