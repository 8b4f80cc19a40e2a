import type { SsoFailure } from '#electron/ports/sso'
import { ok, type Result } from '#shared/kernel/result'
import { isRegistrationUsable } from '#shared/session/expiry'
import type { SignInMethod } from '#shared/session/sso-session'
import { readRegistration, writeRegistration, type StoredRegistration } from '#shared/session/stored-session'
import { accountScope, registrationKey, type SessionParts } from './session-parts'

/** This program's registrations at one Identity Center: one for each way to sign in, kept in the keychain until shortly before they end. */
export interface Registrations {
  /** A registration that is good for another sign-in; made when there is none. */
  ensure(method: SignInMethod, signal: AbortSignal): Promise<Result<StoredRegistration, SsoFailure>>
  /** The registration that tokens were made with; undefined when it is lost, and with it the renewal of those tokens. */
  find(method: SignInMethod, clientId: string): Promise<StoredRegistration | undefined>
  /** Identity Center does not know it any more. */
  forget(method: SignInMethod): void
}

/** AWS registers loopback redirects without a port and accepts any port of 127.0.0.1 in the request (RFC 8252, 7.3). */
const redirectUri = 'http://127.0.0.1/oauth/callback'
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

export function createRegistrations(parts: SessionParts): Registrations {
  const { session, store, oidc, awsTime, logger } = parts
  const known = new Map<SignInMethod, StoredRegistration>()

  const load = async (method: SignInMethod): Promise<StoredRegistration | undefined> => {
    const inMemory = known.get(method)
    if (inMemory !== undefined) return inMemory
    const entry = await store.load(registrationKey(session, method))
    if (!entry.ok || entry.value === undefined) return undefined
    const read = readRegistration(entry.value, session)
    if (!read.ok || read.value.method !== method) return undefined
    known.set(method, read.value)
    return read.value
  }

  return {
    ensure: async (method, signal) => {
      const kept = await load(method)
      if (kept !== undefined && isRegistrationUsable(kept, awsTime.nowMs())) return ok(kept)
      const byMethod = method === 'browser' ? { grantTypes: ['authorization_code', 'refresh_token'], redirectUri, issuerUrl: session.startUrl } : { grantTypes: [deviceGrant, 'refresh_token'] }
      const reply = await oidc.registerClient({ clientName: `watchfloor-${session.name}`, scopes: [accountScope], ...byMethod }, signal)
      awsTime.note(reply.ok ? reply.value.dateMs : reply.error.dateMs)
      if (!reply.ok) return reply
      const registration: StoredRegistration = { method, issuedAtMs: Math.round(awsTime.nowMs()), ...reply.value.value }
      known.set(method, registration)
      await store.save(registrationKey(session, method), writeRegistration(registration, session))
      logger.info('program registered at Identity Center', { session: session.name, method, expiresAtMs: registration.expiresAtMs })
      return ok(registration)
    },
    find: async (method, clientId) => {
      const kept = await load(method)
      return kept?.clientId === clientId ? kept : undefined
    },
    forget: (method) => {
      known.delete(method)
      void store.remove(registrationKey(session, method))
    },
  }
}
