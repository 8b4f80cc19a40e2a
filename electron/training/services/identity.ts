import type { Fleet } from '../world/fleet-model'
import { hexOf } from '../world/chance'
import { faults, type ServiceFault } from '../wire/service-fault'
import type { Identity } from './operation'

/**
 * Who signed a request. Keys of the training fleet carry their account: any key with the 12 digits of an account of the fleet is that
 * account's; every other well-formed key is the first account's. Sessions (ASIA keys) carry everything in their token and expire.
 */
export function identify(fleet: Fleet, accessKeyId: string | undefined, sessionToken: string | undefined, nowMs: number): { readonly ok: true; readonly identity: Identity } | { readonly ok: false; readonly fault: ServiceFault } {
  if (accessKeyId === undefined) return { ok: false, fault: faults.missingToken() }
  if (accessKeyId.startsWith('ASIA')) return identifySession(accessKeyId, sessionToken, nowMs)
  const digits = fleet.accounts.find(({ id }) => accessKeyId.includes(id))
  const account = digits ?? (/^[A-Za-z0-9_]{16,128}$/.test(accessKeyId) ? fleet.accounts[0] : undefined)
  if (account === undefined) return { ok: false, fault: faults.invalidToken() }
  const userId = `AIDA${hexOf(17, account.id, 'user').toUpperCase()}`
  return { ok: true, identity: { account: account.id, arn: `arn:aws:iam::${account.id}:user/training`, userId, session: false } }
}

export interface Session {
  readonly account: string
  readonly role: string
  readonly session: string
  readonly expiresAtMs: number
}

export function issueSession(session: Session) {
  const suffix = hexOf(4, session.account, session.role, session.session, session.expiresAtMs).toUpperCase()
  return {
    accessKeyId: `ASIA${session.account}${suffix}`,
    secretAccessKey: `training-session-secret-${hexOf(16, session.account, session.session)}`,
    sessionToken: `training.${Buffer.from(JSON.stringify(session)).toString('base64url')}`,
    expiresAtMs: session.expiresAtMs,
    roleId: roleIdOf(session),
  }
}

const roleIdOf = ({ account, role }: Pick<Session, 'account' | 'role'>): string => `AROA${hexOf(17, account, role).toUpperCase()}`

function identifySession(accessKeyId: string, token: string | undefined, nowMs: number): ReturnType<typeof identify> {
  const session = token === undefined ? undefined : readSession(token)
  if (session === undefined || !accessKeyId.includes(session.account)) return { ok: false, fault: faults.invalidToken() }
  if (nowMs >= session.expiresAtMs) return { ok: false, fault: faults.expired() }
  const { account, role, session: name } = session
  return { ok: true, identity: { account, arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`, userId: `${roleIdOf(session)}:${name}`, session: true } }
}

function readSession(token: string): Session | undefined {
  if (!token.startsWith('training.')) return undefined
  try {
    const value: unknown = JSON.parse(Buffer.from(token.slice('training.'.length), 'base64url').toString('utf8'))
    return isSession(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isSession(value: unknown): value is Session {
  if (typeof value !== 'object' || value === null) return false
  const fields = value as Record<string, unknown> // read member by member below
  return ['account', 'role', 'session'].every((name) => typeof fields[name] === 'string') && typeof fields['expiresAtMs'] === 'number'
}
