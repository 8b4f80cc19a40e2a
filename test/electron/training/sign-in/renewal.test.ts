import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deviceGrant, drive, register, signIn, tokensOf, type Client, type Driven } from './sign-in-driver'

let driven: Driven
let client: Client
beforeEach(async () => {
  driven = await drive()
  client = await register(driven)
})
afterEach(() => driven.server.stop())

const renew = (refreshToken: string, more: object = {}) => driven.post('/token', { ...client, grantType: 'refresh_token', refreshToken, ...more })
const portalStatus = async (accessToken: string): Promise<number> => (await driven.portal('/assignment/accounts', accessToken)).status

describe('Renewing a sign-in', () => {
  it('gives a new access token and a new refresh token; the access token before it goes on to its own end', async () => {
    const first = await signIn(driven, client)
    await driven.advanceSeconds(3_000)
    const second = tokensOf(await renew(first.refreshToken))
    expect(second.accessToken).not.toBe(first.accessToken)
    expect(second.refreshToken).not.toBe(first.refreshToken)
    expect(await portalStatus(first.accessToken)).toBe(200)
    await driven.advanceSeconds(600)
    expect(await portalStatus(first.accessToken)).toBe(401)
    expect(await portalStatus(second.accessToken)).toBe(200)
  })

  it('refuses a refresh token that was used before, and ends the whole family', async () => {
    const first = await signIn(driven, client)
    const second = tokensOf(await renew(first.refreshToken))
    expect(await renew(first.refreshToken)).toMatchObject({ status: 400, type: 'InvalidGrantException', body: { error: 'invalid_grant' } })
    expect(await portalStatus(second.accessToken)).toBe(401)
    expect(await renew(second.refreshToken)).toMatchObject({ type: 'InvalidGrantException' })
    expect(driven.server.truth().sessions).toMatchObject([{ state: 'refresh token reused' }])
  })

  it('ends after eight hours, whatever is renewed; the last token is as short as what is left', async () => {
    let tokens = await signIn(driven, client)
    for (let hour = 0; hour < 7; hour++) {
      await driven.advanceSeconds(3_600)
      tokens = tokensOf(await renew(tokens.refreshToken))
    }
    await driven.advanceSeconds(1_800)
    tokens = tokensOf(await renew(tokens.refreshToken))
    expect(tokens.expiresIn).toBe(1_800)
    await driven.advanceSeconds(1_800)
    expect(await renew(tokens.refreshToken)).toMatchObject({ type: 'InvalidGrantException' })
    expect(driven.server.truth().sessions).toMatchObject([{ state: 'expired' }])
  })

  it('takes no refresh token of another client, nor of a client whose registration has run out', async () => {
    const tokens = await signIn(driven, client)
    const other = await register(driven)
    expect(await renew(tokens.refreshToken, other)).toMatchObject({ type: 'InvalidGrantException' })
    await driven.advanceSeconds(90 * 86_400)
    expect(await renew(tokens.refreshToken)).toMatchObject({ status: 401, type: 'InvalidClientException' })
  })

  it('is over at once when sessions are revoked, before the tokens expire; one person’s or everybody’s', async () => {
    await driven.server.stop()
    driven = await drive({ users: [{ name: 'olive' }, { name: 'nils' }] })
    client = await register(driven)
    const [olive, nils] = [await signIn(driven, client, 'olive'), await signIn(driven, client, 'nils')]
    expect(driven.server.revokeSessions('nils')).toBe(1)
    expect([await portalStatus(olive.accessToken), await portalStatus(nils.accessToken)]).toEqual([200, 401])
    expect(await renew(nils.refreshToken)).toMatchObject({ type: 'InvalidGrantException' })
    expect(driven.server.revokeSessions()).toBe(1)
    expect(await portalStatus(olive.accessToken)).toBe(401)
  })
})

describe('Registering a client', () => {
  it('tells when the secret expires, in seconds, and where to go', async () => {
    const { body } = await driven.post('/client/register', { clientName: 'Watchfloor', clientType: 'public' })
    const issued = driven.time.clock.nowMs() / 1_000
    expect(body).toMatchObject({ clientIdIssuedAt: issued, clientSecretExpiresAt: issued + 90 * 86_400, tokenEndpoint: `${driven.server.endpoint}/token` })
  })

  it('refuses what AWS refuses, each in its own words', async () => {
    const refusals: [object, number, string, string][] = [
      [{ clientType: 'public' }, 400, 'InvalidRequestException', 'invalid_request'],
      [{ clientName: 'x', clientType: 'confidential' }, 400, 'InvalidClientMetadataException', 'invalid_client_metadata'],
      [{ clientName: 'x', clientType: 'public', scopes: ['everything'] }, 400, 'InvalidScopeException', 'invalid_scope'],
      [{ clientName: 'x', clientType: 'public', grantTypes: ['password'] }, 400, 'UnsupportedGrantTypeException', 'unsupported_grant_type'],
      [{ clientName: 'x', clientType: 'public', redirectUris: ['https://elsewhere.example/cb'] }, 400, 'InvalidRedirectUriException', 'invalid_redirect_uri'],
      [{ clientName: 'x', clientType: 'public', grantTypes: ['authorization_code'], redirectUris: ['http://127.0.0.1/cb'] }, 400, 'InvalidRequestException', 'invalid_request'],
    ]
    for (const [body, status, type, error] of refusals) expect(await driven.post('/client/register', body)).toMatchObject({ status, type, body: { error } })
  })

  it('refuses grant types and clients that do not fit at the token endpoint', async () => {
    const devicesOnly = await register(driven, { grantTypes: [deviceGrant] })
    const token = (more: object) => driven.post('/token', more)
    expect(await token({ ...devicesOnly, grantType: 'refresh_token', refreshToken: 'x' })).toMatchObject({ status: 400, type: 'UnauthorizedClientException' })
    expect(await token({ ...devicesOnly, grantType: 'password' })).toMatchObject({ status: 400, type: 'UnsupportedGrantTypeException' })
    expect(await token({ ...devicesOnly, clientSecret: 'x', grantType: deviceGrant })).toMatchObject({ status: 401, type: 'InvalidClientException' })
    expect(await token({})).toMatchObject({ status: 400, type: 'InvalidRequestException' })
  })
})
