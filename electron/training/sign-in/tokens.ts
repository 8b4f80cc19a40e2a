import { permitted } from './clients'
import { refreshGrant } from './grant-types'
import type { Registration, Session, SignInWorld } from './world'

export function openSession(world: SignInWorld, clientId: string, userName: string, scopes: readonly string[], nowMs: number): Session {
  const session: Session = { clientId, userName, scopes, startedAtMs: nowMs, expiresAtMs: nowMs + world.policy.sessionSeconds * 1_000 }
  world.sessions.push(session)
  return session
}

/**
 * CreateToken's reply. A client that registered without a scope gets one long token and nothing to renew it with, as the
 * AWS CLI's profiles without `sso-session` do.
 */
export function issueTokens(world: SignInWorld, session: Session, client: Registration, nowMs: number): object {
  const renewable = client.scopes.length > 0 && permitted(client, refreshGrant).ok
  const lifeMs = renewable ? world.policy.accessTokenSeconds * 1_000 : world.policy.sessionSeconds * 1_000
  const expiresAtMs = Math.min(session.expiresAtMs, nowMs + lifeMs)
  const accessToken = `aoa${world.names.secret('access-token', 80)}`
  world.accessTokens.set(accessToken, { session, expiresAtMs })
  const reply = { accessToken, tokenType: 'Bearer', expiresIn: Math.floor((expiresAtMs - nowMs) / 1_000) }
  if (!renewable) return reply
  const refreshToken = `aor${world.names.secret('refresh-token', 80)}`
  world.refreshTokens.set(refreshToken, { session, used: false })
  return { ...reply, refreshToken }
}

/** The session behind an access token that counts now. */
export function sessionOf(world: SignInWorld, accessToken: string, nowMs: number): Session | undefined {
  const token = world.accessTokens.get(accessToken)
  return token === undefined || token.session.ended !== undefined || nowMs >= token.expiresAtMs ? undefined : token.session
}
