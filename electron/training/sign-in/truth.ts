import type { SignInOperation } from './faults'
import type { SignInWorld } from './world'

/** What is so, for tests and drills. Product code never asks. Holds no token and no secret. */
export interface SignInTruth {
  readonly registrations: readonly { readonly clientName: string; readonly expiresAtMs: number }[]
  /** Devices that wait for an answer. */
  readonly waiting: readonly { readonly userCode: string; readonly clientName: string; readonly expiresAtMs: number }[]
  readonly sessions: readonly SessionTruth[]
  /** Requests by operation, and refusals by AWS's code. */
  readonly requests: Readonly<Partial<Record<SignInOperation, number>>>
  readonly refusals: Readonly<Record<string, number>>
}

export interface SessionTruth {
  readonly userName: string
  readonly clientName: string
  readonly startedAtMs: number
  readonly expiresAtMs: number
  readonly state: 'active' | 'expired' | 'signed out' | 'revoked' | 'refresh token reused' | 'code reused'
}

export interface Tally {
  readonly requests: Map<SignInOperation, number>
  readonly refusals: Map<string, number>
}

export const createTally = (): Tally => ({ requests: new Map(), refusals: new Map() })
export const count = <K>(counts: Map<K, number>, key: K): void => void counts.set(key, (counts.get(key) ?? 0) + 1)

export function truthOf(world: SignInWorld, tally: Tally, nowMs: number): SignInTruth {
  const nameOf = (clientId: string): string => world.registrations.get(clientId)?.clientName ?? ''
  return {
    registrations: [...world.registrations.values()].map(({ clientName, expiresAtMs }) => ({ clientName, expiresAtMs })),
    waiting: [...world.devices.values()]
      .filter((device) => device.decision === 'pending' && nowMs < device.expiresAtMs)
      .map(({ userCode, clientId, expiresAtMs }) => ({ userCode, clientName: nameOf(clientId), expiresAtMs })),
    sessions: world.sessions.map(({ userName, clientId, startedAtMs, expiresAtMs, ended }) => ({
      userName,
      clientName: nameOf(clientId),
      startedAtMs,
      expiresAtMs,
      state: ended ?? (nowMs < expiresAtMs ? 'active' : 'expired'),
    })),
    requests: Object.fromEntries(tally.requests),
    refusals: Object.fromEntries(tally.refusals),
  }
}
