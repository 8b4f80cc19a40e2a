import { createHash } from 'node:crypto'
import { z } from 'zod'
import { err, ok, type Result } from '#shared/kernel/result'
import { authenticate, permitted } from './clients'
import { codeGrant, deviceGrant, grantTypes } from './grant-types'
import { pollToleranceMs, slowDownSeconds } from './policy'
import type { Refusal } from './reply'
import { issueTokens, openSession } from './tokens'
import type { DeviceGrant, Registration, SignInWorld } from './world'

const schema = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  grantType: z.string(),
  deviceCode: z.string().optional(),
  code: z.string().optional(),
  refreshToken: z.string().optional(),
  redirectUri: z.string().optional(),
  codeVerifier: z.string().optional(),
})
type Request = z.infer<typeof schema>

const invalidGrant = (message: string): Result<never, Refusal> => err({ code: 'InvalidGrantException', message })
const missing = (what: string): Result<never, Refusal> => err({ code: 'InvalidRequestException', message: `Missing ${what}` })

/** SSO OIDC CreateToken, for all three grants. */
export function createToken(world: SignInWorld, body: unknown, nowMs: number): Result<object, Refusal> {
  const request = schema.safeParse(body)
  if (!request.success) return missing('clientId, clientSecret or grantType')
  const { clientId, clientSecret, grantType } = request.data
  if (!grantTypes.includes(grantType)) return err({ code: 'UnsupportedGrantTypeException', message: `Unknown grant type: ${grantType}` })
  const client = authenticate(world, clientId, clientSecret, nowMs)
  if (!client.ok) return client
  const allowed = permitted(client.value, grantType)
  if (!allowed.ok) return allowed
  if (grantType === deviceGrant) return forDevice(world, client.value, request.data, nowMs)
  return grantType === codeGrant ? forCode(world, client.value, request.data, nowMs) : forRefresh(world, client.value, request.data, nowMs)
}

function forDevice(world: SignInWorld, client: Registration, request: Request, nowMs: number): Result<object, Refusal> {
  if (request.deviceCode === undefined) return missing('deviceCode')
  const device = world.devices.get(request.deviceCode)
  if (device === undefined || device.clientId !== client.clientId || device.decision === 'used') return invalidGrant('Invalid device code')
  if (nowMs >= device.expiresAtMs) return err({ code: 'ExpiredTokenException', message: 'The device code has expired' })
  if (isTooSoon(device, nowMs)) {
    device.intervalSeconds += slowDownSeconds
    device.lastPolledAtMs = nowMs
    return err({ code: 'SlowDownException', message: 'Polled too often' })
  }
  device.lastPolledAtMs = nowMs
  if (device.decision === 'pending') return err({ code: 'AuthorizationPendingException', message: 'The person has not answered yet' })
  if (device.decision === 'denied') return err({ code: 'AccessDeniedException', message: 'The person refused' })
  const session = openSession(world, client.clientId, device.decision.userName, client.scopes, nowMs)
  device.decision = 'used'
  return ok(issueTokens(world, session, client, nowMs))
}

const isTooSoon = (device: DeviceGrant, nowMs: number): boolean =>
  device.lastPolledAtMs !== undefined && nowMs - device.lastPolledAtMs + pollToleranceMs < device.intervalSeconds * 1_000

function forCode(world: SignInWorld, client: Registration, request: Request, nowMs: number): Result<object, Refusal> {
  if (request.code === undefined) return missing('code')
  if (request.redirectUri === undefined) return missing('redirectUri')
  if (request.codeVerifier === undefined) return missing('codeVerifier')
  const grant = world.codes.get(request.code)
  if (grant === undefined || grant.clientId !== client.clientId) return invalidGrant('Invalid code')
  if (grant.usedFor !== undefined) {
    // RFC 6749, 4.1.2: a code seen twice may be stolen, so what it was changed for ends too.
    grant.usedFor.ended ??= 'code reused'
    return invalidGrant('The code was used before')
  }
  if (nowMs >= grant.expiresAtMs) return invalidGrant('The code has expired')
  if (grant.redirectUri !== request.redirectUri) return invalidGrant('redirectUri is not the one of the authorization')
  if (createHash('sha256').update(request.codeVerifier).digest('base64url') !== grant.challenge) return invalidGrant('codeVerifier does not fit the challenge')
  const session = openSession(world, client.clientId, grant.userName, grant.scopes, nowMs)
  grant.usedFor = session
  return ok(issueTokens(world, session, client, nowMs))
}

function forRefresh(world: SignInWorld, client: Registration, request: Request, nowMs: number): Result<object, Refusal> {
  if (request.refreshToken === undefined) return missing('refreshToken')
  const token = world.refreshTokens.get(request.refreshToken)
  if (token === undefined || token.session.clientId !== client.clientId) return invalidGrant('Invalid refresh token')
  if (token.used) {
    token.session.ended ??= 'refresh token reused'
    return invalidGrant('The refresh token was used before')
  }
  if (token.session.ended !== undefined || nowMs >= token.session.expiresAtMs) return invalidGrant('The session has ended')
  token.used = true
  return ok(issueTokens(world, token.session, client, nowMs))
}
