import { z } from 'zod'
import { err, ok, type Result } from '#shared/kernel/result'
import { authenticate, permitted } from './clients'
import { deviceGrant } from './grant-types'
import type { Refusal } from './reply'
import { deviceByUserCode, type DeviceGrant, type SignInWorld } from './world'

const schema = z.object({ clientId: z.string(), clientSecret: z.string(), startUrl: z.string() })

/** SSO OIDC StartDeviceAuthorization. */
export function startDeviceAuthorization(world: SignInWorld, body: unknown, nowMs: number): Result<object, Refusal> {
  const request = schema.safeParse(body)
  if (!request.success) return err({ code: 'InvalidRequestException', message: 'clientId, clientSecret and startUrl are required.' })
  const client = authenticate(world, request.data.clientId, request.data.clientSecret, nowMs)
  if (!client.ok) return client
  const allowed = permitted(client.value, deviceGrant)
  if (!allowed.ok) return allowed
  if (request.data.startUrl.replace(/\/$/, '') !== world.startUrl) return err({ code: 'InvalidRequestException', message: 'Unknown start URL.' })
  const grant: DeviceGrant = {
    deviceCode: world.names.secret('device-code', 64),
    userCode: world.names.userCode(),
    clientId: client.value.clientId,
    expiresAtMs: nowMs + world.policy.deviceSeconds * 1_000,
    intervalSeconds: world.policy.intervalSeconds,
    decision: 'pending',
  }
  world.devices.set(grant.deviceCode, grant)
  return ok({
    deviceCode: grant.deviceCode,
    userCode: grant.userCode,
    verificationUri: `${world.endpoint}/device`,
    verificationUriComplete: `${world.endpoint}/device?user_code=${grant.userCode}`,
    expiresIn: world.policy.deviceSeconds,
    interval: grant.intervalSeconds,
  })
}

/** The person's answer. False: no device waits under that code (any more). */
export function decideDevice(world: SignInWorld, userCode: string, decision: 'denied' | { readonly userName: string }, nowMs: number): boolean {
  const device = deviceByUserCode(world, userCode)
  if (device === undefined || device.decision !== 'pending' || nowMs >= device.expiresAtMs) return false
  device.decision = decision
  return true
}
