import type { Clock, Timers } from '#electron/ports/clock'
import type { ParsedEvent } from './events/index'
import type { ActiveFault } from './faults/fault'
import { signInOperations, startSignInServer, type SignInFault, type SignInOperation, type SignInServer } from './sign-in/index'
import type { Account } from './world/fleet-model'

/** Permission sets that every account of a training fleet has; the fleet file that asks for a sign-in names the operator's. */
export const practiceRoles = { reader: 'WatchfloorReadOnly', operator: 'WatchfloorOperator', approver: 'WatchfloorApprover' } as const

/** The training fleet's own Identity Center. */
export interface PracticeSignIn {
  /** Of both services: SSO OIDC and the portal. */
  readonly endpoint: string
  readonly startUrl: string
  readonly region: string
  readonly server: SignInServer
  /** Carries out `session.revoked` when its time comes; other events are none of its business. */
  follow(events: readonly { readonly event: ParsedEvent; readonly atMs: number }[]): void
  /** Replaces all faults; those for other services are passed over. */
  setFaults(faults: readonly ActiveFault[]): void
  stop(): Promise<void>
}

export interface PracticeOptions {
  readonly accounts: readonly Account[]
  readonly seed: number
  readonly clock: Clock
  readonly timers: Timers
}

export async function startPracticeSignIn({ accounts, seed, clock, timers }: PracticeOptions): Promise<PracticeSignIn> {
  const roles = Object.values(practiceRoles)
  const server = await startSignInServer({ accounts: accounts.map(({ id, name }) => ({ id, name, roles })), clock, timers, seed })
  const revocations = new Set<() => void>()
  let boundaries: (() => void)[] = []

  const later = (atMs: number, reason: string, run: () => void): (() => void) => timers.after(Math.max(0, atMs - clock.nowMs()), reason, run)
  const setFaults = (faults: readonly ActiveFault[]): void => {
    for (const cancel of boundaries) cancel()
    const nowMs = clock.nowMs()
    server.setFaults(faults.filter(({ fromMs, toMs }) => nowMs >= fromMs && nowMs < toMs).flatMap(signInFault))
    const next = faults.flatMap(({ fromMs, toMs }) => [fromMs, toMs]).filter((atMs) => atMs > nowMs && atMs < Infinity)
    boundaries = next.length === 0 ? [] : [later(Math.min(...next), 'a fault of the sign-in begins or ends', () => setFaults(faults))]
  }
  return {
    endpoint: server.endpoint,
    startUrl: server.startUrl,
    region: accounts[0]?.regions[0] ?? 'eu-west-1',
    server,
    follow: (events) => {
      for (const { event, atMs } of events) {
        if (event.kind !== 'session.revoked') continue
        if (atMs <= clock.nowMs()) server.revokeSessions(event.user)
        else revocations.add(later(atMs, 'sign-ins are revoked', () => void server.revokeSessions(event.user)))
      }
    },
    setFaults,
    stop: async () => {
      for (const cancel of [...revocations, ...boundaries]) cancel()
      await server.stop()
    },
  }
}

const services = new Set(['*', 'sso', 'sso-oidc'])
const operations = new Map<string, SignInOperation | '*'>([['*', '*'], ...signInOperations.map((operation) => [operation.toLowerCase(), operation] as const)])

/** A fault of the scenario file as this service takes it; none when it is for another service. */
function signInFault(fault: ActiveFault): readonly SignInFault[] {
  const operation = operations.get(fault.operation.toLowerCase())
  if (!services.has(fault.service.toLowerCase()) || operation === undefined) return []
  const more = fault.fault === 'delay' ? { ms: fault.ms } : fault.fault === 'clock' ? { seconds: fault.seconds } : {}
  return [{ fault: fault.fault, operation, account: fault.account, rate: fault.rate, ...more }]
}
