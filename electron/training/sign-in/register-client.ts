import { z } from 'zod'
import { err, ok, type Result } from '#shared/kernel/result'
import { accountScope, codeGrant, grantTypes } from './grant-types'
import { isLoopbackUri } from './redirect-uris'
import type { Refusal } from './reply'
import type { Registration, SignInWorld } from './world'

const schema = z.object({
  clientName: z.string().min(1),
  clientType: z.string(),
  scopes: z.array(z.string()).default([]),
  redirectUris: z.array(z.string()).default([]),
  grantTypes: z.array(z.string()).default([]),
  issuerUrl: z.string().optional(),
})

/** SSO OIDC RegisterClient. Times are epoch seconds, as AWS counts them. */
export function registerClient(world: SignInWorld, body: unknown, nowMs: number): Result<object, Refusal> {
  const request = schema.safeParse(body)
  if (!request.success) return err({ code: 'InvalidRequestException', message: 'clientName and clientType are required.' })
  const wrong = refusalOf(world, request.data)
  if (wrong !== undefined) return err(wrong)
  const { clientName, scopes, redirectUris } = request.data
  const expiresAtMs = nowMs + world.policy.registrationSeconds * 1_000
  const registration: Registration = {
    clientId: world.names.secret('client-id', 22),
    clientSecret: world.names.secret('client-secret', 60),
    clientName,
    scopes,
    grantTypes: request.data.grantTypes,
    redirectUris,
    expiresAtMs,
  }
  world.registrations.set(registration.clientId, registration)
  return ok({
    clientId: registration.clientId,
    clientSecret: registration.clientSecret,
    clientIdIssuedAt: Math.floor(nowMs / 1_000),
    clientSecretExpiresAt: Math.floor(expiresAtMs / 1_000),
    authorizationEndpoint: `${world.endpoint}/authorize`,
    tokenEndpoint: `${world.endpoint}/token`,
  })
}

function refusalOf(world: SignInWorld, request: z.infer<typeof schema>): Refusal | undefined {
  const { clientType, scopes, redirectUris, issuerUrl } = request
  if (clientType !== 'public') return { code: 'InvalidClientMetadataException', message: 'Only public clients are supported.' }
  const unknown = request.grantTypes.find((grant) => !grantTypes.includes(grant))
  if (unknown !== undefined) return { code: 'UnsupportedGrantTypeException', message: `Unknown grant type: ${unknown}` }
  if (scopes.some((scope) => scope !== accountScope)) return { code: 'InvalidScopeException', message: 'Unknown scope.' }
  if (!redirectUris.every(isLoopbackUri)) return { code: 'InvalidRedirectUriException', message: 'Redirect URIs of public clients are loopback addresses.' }
  if (!request.grantTypes.includes(codeGrant)) return undefined
  if (redirectUris.length === 0) return { code: 'InvalidRedirectUriException', message: 'The authorization code grant needs a redirect URI.' }
  if (issuerUrl !== world.startUrl) return { code: 'InvalidRequestException', message: 'issuerUrl is not an Identity Center of this Region.' }
  return undefined
}
