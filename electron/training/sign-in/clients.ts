import { err, ok, type Result } from '#shared/kernel/result'
import type { Refusal } from './reply'
import type { Registration, SignInWorld } from './world'

/** The client, when its secret is right and not outlived. */
export function authenticate(world: SignInWorld, clientId: string, clientSecret: string, nowMs: number): Result<Registration, Refusal> {
  const registration = world.registrations.get(clientId)
  if (registration === undefined || registration.clientSecret !== clientSecret) {
    return err({ code: 'InvalidClientException', message: 'Invalid client' })
  }
  if (nowMs >= registration.expiresAtMs) return err({ code: 'InvalidClientException', message: 'The client secret has expired' })
  return ok(registration)
}

/** A client that named its grant types may use only those. */
export function permitted(registration: Registration, grantType: string): Result<undefined, Refusal> {
  if (registration.grantTypes.length === 0 || registration.grantTypes.includes(grantType)) return ok(undefined)
  return err({ code: 'UnauthorizedClientException', message: `The client is not registered for ${grantType}` })
}
