import { CreateTokenCommand, RegisterClientCommand, SSOOIDCClient, StartDeviceAuthorizationCommand, type CreateTokenCommandInput, type CreateTokenCommandOutput } from '@aws-sdk/client-sso-oidc'
import type { AuthorizeQuery, ClientRegistration, DeviceAuthorization, IssuedTokens, Oidc, OpenOidc, TokenGrant } from '#electron/ports/sso'
import { secondMs } from '#shared/kernel/time'
import { Secret } from '#shared/session/secret'
import { dateMiddleware, dateMiddlewareOptions } from '../date'
import { ask, ssoClientConfig, type SsoClientOptions } from './sso-client'
import { oidcBase } from './sso-endpoint'

/** RFC 8628, 3.2: the interval when the server names none. */
const usualIntervalSeconds = 5

/** SSO OIDC over the AWS SDK, in the session's Region. */
export function openOidc(options: SsoClientOptions = {}): OpenOidc {
  return ({ region }) => {
    const { config, close } = ssoClientConfig(region, options)
    const client = new SSOOIDCClient(config)
    client.middlewareStack.add(dateMiddleware, dateMiddlewareOptions)
    return { ...operations(client), authorizeUrl: (query) => authorizeUrl(oidcBase(region, options.endpoint), query), close: () => (client.destroy(), close()) }
  }
}

function operations(client: SSOOIDCClient): Pick<Oidc, 'registerClient' | 'startDeviceAuthorization' | 'createToken'> {
  return {
    registerClient: ({ clientName, scopes, grantTypes, redirectUri, issuerUrl }, abortSignal) => {
      const command = new RegisterClientCommand({
        clientName,
        clientType: 'public',
        scopes: [...scopes],
        grantTypes: [...grantTypes],
        ...(redirectUri === undefined ? {} : { redirectUris: [redirectUri] }),
        ...(issuerUrl === undefined ? {} : { issuerUrl }),
      })
      return ask('RegisterClient', () => client.send(command, { abortSignal }), readRegistration)
    },
    startDeviceAuthorization: ({ clientId, clientSecret }, startUrl, abortSignal) => {
      const command = new StartDeviceAuthorizationCommand({ clientId, clientSecret: clientSecret.reveal(), startUrl })
      return ask('StartDeviceAuthorization', () => client.send(command, { abortSignal }), readDeviceAuthorization)
    },
    createToken: ({ clientId, clientSecret }, grant, abortSignal) => {
      const command = new CreateTokenCommand({ clientId, clientSecret: clientSecret.reveal(), ...grantFields(grant) })
      return ask('CreateToken', () => client.send(command, { abortSignal }), readTokens)
    },
  }
}

/** Scopes are separated by spaces, under `scopes` (as the AWS CLI sends them; not OAuth's `scope`). */
function authorizeUrl(base: string, { clientId, redirectUri, state, codeChallenge, scopes }: AuthorizeQuery): string {
  const url = new URL('/authorize', base)
  const query = { response_type: 'code', client_id: clientId, redirect_uri: redirectUri, state, code_challenge_method: 'S256', code_challenge: codeChallenge, scopes: scopes.join(' ') }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

function grantFields(grant: TokenGrant): Pick<CreateTokenCommandInput, 'grantType'> & Partial<CreateTokenCommandInput> {
  switch (grant.kind) {
    case 'authorizationCode':
      return { grantType: 'authorization_code', code: grant.code.reveal(), codeVerifier: grant.verifier.reveal(), redirectUri: grant.redirectUri }
    case 'deviceCode':
      return { grantType: 'urn:ietf:params:oauth:grant-type:device_code', deviceCode: grant.deviceCode.reveal() }
    case 'refresh':
      return { grantType: 'refresh_token', refreshToken: grant.refreshToken.reveal() }
  }
}

function readRegistration(output: { clientId?: string | undefined; clientSecret?: string | undefined; clientSecretExpiresAt?: number | undefined }): ClientRegistration | undefined {
  const { clientId, clientSecret, clientSecretExpiresAt } = output
  if (!clientId || !clientSecret || clientSecretExpiresAt === undefined) return undefined
  return { clientId, clientSecret: new Secret(clientSecret), expiresAtMs: clientSecretExpiresAt * secondMs }
}

interface DeviceOutput {
  readonly deviceCode?: string | undefined
  readonly userCode?: string | undefined
  readonly verificationUri?: string | undefined
  readonly verificationUriComplete?: string | undefined
  readonly expiresIn?: number | undefined
  readonly interval?: number | undefined
}

function readDeviceAuthorization(output: DeviceOutput): DeviceAuthorization | undefined {
  const { deviceCode, userCode, verificationUri, verificationUriComplete, expiresIn, interval } = output
  if (!deviceCode || !userCode || !verificationUri || expiresIn === undefined) return undefined
  return {
    deviceCode: new Secret(deviceCode),
    userCode,
    verificationUri,
    verificationUriComplete: verificationUriComplete ?? verificationUri,
    expiresInMs: expiresIn * secondMs,
    // 0 and absent both mean "not said".
    intervalMs: (interval || usualIntervalSeconds) * secondMs,
  }
}

function readTokens({ accessToken, refreshToken, expiresIn }: CreateTokenCommandOutput): IssuedTokens | undefined {
  if (!accessToken || expiresIn === undefined) return undefined
  return { accessToken: new Secret(accessToken), ...(refreshToken ? { refreshToken: new Secret(refreshToken) } : {}), expiresInMs: expiresIn * secondMs }
}
