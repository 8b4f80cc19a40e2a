import type { Names } from './names'
import { oidcRefusal, portalRefusal, type Reply } from './reply'

export const signInOperations = [
  'RegisterClient',
  'StartDeviceAuthorization',
  'CreateToken',
  'ListAccounts',
  'ListAccountRoles',
  'GetRoleCredentials',
  'Logout',
] as const
export type SignInOperation = (typeof signInOperations)[number]

/** The words of the scenario file's faults, for the two services here. */
export interface SignInFault {
  /** `*` or left out: all of both services. */
  readonly operation?: SignInOperation | '*'
  /** Only calls for this account (portal calls that name one). */
  readonly account?: string
  /** The share of calls that it hits; left out: all. */
  readonly rate?: number
  readonly fault: 'throttle' | 'deny' | 'expire' | 'error' | 'delay' | 'hang' | 'reset' | 'truncate' | 'clock'
  /** delay: how long (3000). */
  readonly ms?: number
  /** clock: how far the Date header is off (600). */
  readonly seconds?: number
}

export function activeFaults(faults: readonly SignInFault[], operation: SignInOperation, account: string | undefined, names: Names): readonly SignInFault[] {
  return faults.filter(
    (fault) =>
      (fault.operation === undefined || fault.operation === '*' || fault.operation === operation) &&
      (fault.account === undefined || fault.account === '*' || fault.account === account) &&
      (fault.rate === undefined || names.random() < fault.rate),
  )
}

const oidcFaults = {
  throttle: { code: 'SlowDownException', message: 'Too many requests' },
  deny: { code: 'AccessDeniedException', message: 'Access denied' },
  expire: { code: 'InvalidGrantException', message: 'The session has ended' },
  error: { code: 'InternalServerException', message: 'Internal error' },
} as const

const portalFaults = {
  throttle: { code: 'TooManyRequestsException', message: 'Too many requests' },
  deny: { code: 'ForbiddenException', message: 'No access' },
  expire: { code: 'UnauthorizedException', message: 'Session token not found or invalid' },
  error: { code: 'InternalServerException', message: 'Internal error' },
} as const

/** The refusal that a fault puts in the reply's place, in the service's own words. */
export function refusalByFault(faults: readonly SignInFault[], service: 'oidc' | 'portal'): Reply | undefined {
  for (const { fault } of faults) {
    if (fault !== 'throttle' && fault !== 'deny' && fault !== 'expire' && fault !== 'error') continue
    return service === 'oidc' ? oidcRefusal(oidcFaults[fault]) : portalRefusal(portalFaults[fault])
  }
  return undefined
}
