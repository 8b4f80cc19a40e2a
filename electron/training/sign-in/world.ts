import { createNames, type Names } from './names'
import { awsPolicy, type SignInPolicy } from './policy'

export interface PortalAccount {
  /** 12 digits. */
  readonly id: string
  readonly name: string
  /** Permission sets that can be assigned there. */
  readonly roles: readonly string[]
}

export interface PortalUser {
  readonly name: string
  /** Roles by account id; left out: every role of every account. */
  readonly assignments?: Readonly<Record<string, readonly string[]>>
}

export interface Registration {
  readonly clientId: string
  readonly clientSecret: string
  readonly clientName: string
  readonly scopes: readonly string[]
  /** Empty: registered without naming any, which AWS takes as all. */
  readonly grantTypes: readonly string[]
  readonly redirectUris: readonly string[]
  readonly expiresAtMs: number
}

/** A device that waits for a person. */
export interface DeviceGrant {
  readonly deviceCode: string
  readonly userCode: string
  readonly clientId: string
  readonly expiresAtMs: number
  intervalSeconds: number
  lastPolledAtMs?: number
  decision: 'pending' | 'denied' | 'used' | { readonly userName: string }
}

/** What the browser's page asks about, from when it is shown until it is answered. */
export interface Authorization {
  readonly id: string
  readonly clientId: string
  readonly redirectUri: string
  readonly state?: string
  readonly challenge: string
  readonly scopes: readonly string[]
  readonly expiresAtMs: number
}

export interface CodeGrant {
  readonly code: string
  readonly clientId: string
  readonly redirectUri: string
  readonly challenge: string
  readonly scopes: readonly string[]
  readonly userName: string
  readonly expiresAtMs: number
  /** The sign-in that it was changed for: a second use ends it. */
  usedFor?: Session
}

/** One sign-in: the family of all tokens that grew from it. */
export interface Session {
  readonly clientId: string
  readonly userName: string
  readonly scopes: readonly string[]
  readonly startedAtMs: number
  readonly expiresAtMs: number
  ended?: 'signed out' | 'revoked' | 'refresh token reused' | 'code reused'
}

export interface AccessToken {
  readonly session: Session
  readonly expiresAtMs: number
}

export interface RefreshToken {
  readonly session: Session
  used: boolean
}

/** Everything the server remembers. */
export interface SignInWorld {
  readonly endpoint: string
  readonly startUrl: string
  readonly accounts: readonly PortalAccount[]
  readonly users: readonly PortalUser[]
  readonly policy: SignInPolicy
  readonly names: Names
  readonly registrations: Map<string, Registration>
  readonly devices: Map<string, DeviceGrant>
  readonly authorizations: Map<string, Authorization>
  readonly codes: Map<string, CodeGrant>
  readonly sessions: Session[]
  readonly accessTokens: Map<string, AccessToken>
  readonly refreshTokens: Map<string, RefreshToken>
  readonly bucket: { level: number; filledAtMs: number }
}

export interface WorldOptions {
  readonly accounts: readonly PortalAccount[]
  readonly users?: readonly PortalUser[]
  readonly policy?: Partial<SignInPolicy>
  readonly seed?: number
}

export function createSignInWorld(options: WorldOptions, endpoint: string, nowMs: number): SignInWorld {
  const policy = { ...awsPolicy, ...options.policy }
  return {
    endpoint,
    startUrl: `${endpoint}/start`,
    accounts: options.accounts,
    users: options.users ?? [{ name: 'training-operator' }],
    policy,
    names: createNames(options.seed ?? 1),
    registrations: new Map(),
    devices: new Map(),
    authorizations: new Map(),
    codes: new Map(),
    sessions: [],
    accessTokens: new Map(),
    refreshTokens: new Map(),
    bucket: { level: policy.portalBurst, filledAtMs: nowMs },
  }
}

export function deviceByUserCode(world: SignInWorld, userCode: string): DeviceGrant | undefined {
  const plain = (code: string): string => code.toUpperCase().replace(/[^A-Z]/g, '')
  return [...world.devices.values()].find((device) => plain(device.userCode) === plain(userCode))
}

/** Roles that a user may take in an account; undefined: nothing is assigned there. */
export function assignedRoles(world: SignInWorld, userName: string, accountId: string): readonly string[] | undefined {
  const user = world.users.find(({ name }) => name === userName)
  const account = world.accounts.find(({ id }) => id === accountId)
  if (user === undefined || account === undefined) return undefined
  const roles = user.assignments === undefined ? account.roles : account.roles.filter((role) => user.assignments?.[accountId]?.includes(role))
  return roles.length === 0 ? undefined : roles
}
