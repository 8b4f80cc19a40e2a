import type { Protocol } from './call'

/** An error as a service says it: the Query protocol's code, what JSON clients see instead, and words. */
export interface ServiceFault {
  readonly code: string
  /** Code in the JSON protocol where it differs. */
  readonly jsonCode?: string
  readonly status: number
  readonly message: string
  /** What else the service says, in the JSON protocol. */
  readonly more?: Readonly<Record<string, unknown>>
}

export const faults = {
  missingToken: (): ServiceFault => ({ code: 'MissingAuthenticationToken', jsonCode: 'MissingAuthenticationTokenException', status: 403, message: 'Request is missing Authentication Token' }),
  invalidToken: (): ServiceFault => ({ code: 'InvalidClientTokenId', jsonCode: 'UnrecognizedClientException', status: 403, message: 'The security token included in the request is invalid.' }),
  expired: (): ServiceFault => ({ code: 'ExpiredToken', jsonCode: 'ExpiredTokenException', status: 403, message: 'The security token included in the request is expired' }),
  throttled: (): ServiceFault => ({ code: 'Throttling', jsonCode: 'ThrottlingException', status: 400, message: 'Rate exceeded' }),
  denied: (who: string, action: string, resource = '*'): ServiceFault => ({
    code: 'AccessDenied',
    jsonCode: 'AccessDeniedException',
    status: 403,
    message: `User: ${who} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  }),
  unknownOperation: (operation: string, version: string): ServiceFault => ({ code: 'InvalidAction', jsonCode: 'UnknownOperationException', status: 400, message: `Could not find operation ${operation} for version ${version}` }),
  internal: (): ServiceFault => ({ code: 'InternalFailure', jsonCode: 'InternalServiceFault', status: 500, message: 'The request processing has failed because of an unknown error, exception or failure.' }),
  validation: (message: string): ServiceFault => ({ code: 'ValidationError', status: 400, message }),
}

export const codeFor = (fault: ServiceFault, protocol: Protocol): string => (protocol === 'json' ? (fault.jsonCode ?? fault.code) : fault.code)
