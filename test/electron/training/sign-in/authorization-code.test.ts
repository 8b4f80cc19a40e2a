import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answerOf, authorizeUrl, callback, drive, press, register, tokensOf, type Client, type Driven } from './sign-in-driver'

const verifier = 'a-verifier-that-is-long-enough-for-rfc-7636'

let driven: Driven
let client: Client
beforeEach(async () => {
  driven = await drive()
  client = await register(driven)
})
afterEach(() => driven.server.stop())

const codeFrom = async (url: string): Promise<string> => (await answerOf(url, 'approve')).searchParams.get('code') ?? ''
const change = (code: string, more: object = {}) => driven.post('/token', { ...client, grantType: 'authorization_code', code, redirectUri: callback, codeVerifier: verifier, ...more })

describe('Signing in with an authorization code', () => {
  it('sends the browser back with a code and the state, and changes the code for tokens', async () => {
    const landed = await answerOf(authorizeUrl(driven, client, verifier), 'approve')
    expect(`${landed.origin}${landed.pathname}`).toBe(callback)
    expect(landed.searchParams.get('state')).toBe('st-1')
    expect(await change(landed.searchParams.get('code') ?? '')).toMatchObject({ status: 200, body: { tokenType: 'Bearer', expiresIn: 3_600 } })
  })

  it('sends the browser back with access_denied when the person refuses', async () => {
    const landed = await answerOf(authorizeUrl(driven, client, verifier), 'deny')
    expect(landed.searchParams.get('error')).toBe('access_denied')
    expect(landed.searchParams.get('state')).toBe('st-1')
    expect(landed.searchParams.has('code')).toBe(false)
  })

  it('takes any port of a registered loopback address, and no other path or host', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 65_535 }), async (port) => {
        const redirectUri = `http://127.0.0.1:${port}/oauth/callback`
        const code = await codeFrom(authorizeUrl(driven, client, verifier, { redirect_uri: redirectUri }))
        expect((await change(code, { redirectUri })).status).toBe(200)
      }),
      { numRuns: 10 },
    )
    for (const redirectUri of ['http://127.0.0.1:43123/other', 'http://192.0.2.1/oauth/callback', 'https://127.0.0.1/oauth/callback', 'http://localhost:1/oauth/callback', 'javascript:alert(1)', '']) {
      const response = await fetch(authorizeUrl(driven, client, verifier, { redirect_uri: redirectUri }), { redirect: 'manual' })
      expect({ redirectUri, status: response.status, location: response.headers.get('location') }).toEqual({ redirectUri, status: 400, location: null })
    }
  })

  it('refuses a code with another verifier, another address, or after five minutes', async () => {
    const code = await codeFrom(authorizeUrl(driven, client, verifier))
    expect(await change(code, { codeVerifier: `${verifier}x` })).toMatchObject({ status: 400, type: 'InvalidGrantException', body: { error: 'invalid_grant' } })
    expect(await change(code, { redirectUri: 'http://127.0.0.1:1/oauth/callback' })).toMatchObject({ type: 'InvalidGrantException' })
    expect(await change(code, { codeVerifier: undefined })).toMatchObject({ type: 'InvalidRequestException' })
    await driven.advanceSeconds(300)
    expect(await change(code)).toMatchObject({ type: 'InvalidGrantException' })
  })

  it('takes a code once; a second use ends what the first one gave', async () => {
    const code = await codeFrom(authorizeUrl(driven, client, verifier))
    const { accessToken } = tokensOf(await change(code))
    expect(await change(code)).toMatchObject({ status: 400, type: 'InvalidGrantException' })
    expect((await driven.portal('/assignment/accounts', accessToken)).status).toBe(401)
    expect(driven.server.truth().sessions).toMatchObject([{ state: 'code reused' }])
  })

  it('does not take a code of another client', async () => {
    const code = await codeFrom(authorizeUrl(driven, client, verifier))
    const other = await register(driven)
    expect(await change(code, other)).toMatchObject({ type: 'InvalidGrantException' })
  })

  it('sends faults of the request back to the client, not to the person', async () => {
    const faults: [Record<string, string>, string][] = [
      [{ code_challenge_method: 'plain' }, 'invalid_request'],
      [{ code_challenge: '' }, 'invalid_request'],
      [{ response_type: 'token' }, 'unsupported_response_type'],
      [{ scopes: 'codewhisperer:completions' }, 'invalid_scope'],
    ]
    for (const [more, error] of faults) {
      const response = await fetch(authorizeUrl(driven, client, verifier, more), { redirect: 'manual' })
      const landed = new URL(response.headers.get('location') ?? '')
      expect(landed.searchParams.get('error')).toBe(error)
      expect(landed.searchParams.get('state')).toBe('st-1')
    }
  })

  it('shows nothing to approve for a client that it does not know', async () => {
    const response = await fetch(authorizeUrl(driven, { clientId: 'nobody', clientSecret: '' }, verifier), { redirect: 'manual' })
    expect(response.status).toBe(400)
    expect(await response.text()).not.toContain('<form')
  })

  it('says in plain words who asks for what, without scripts and under a policy that forbids them', async () => {
    const named = await register(driven, { clientName: '<script>alert(1)</script>' })
    const response = await fetch(authorizeUrl(driven, named, verifier))
    const html = await response.text()
    expect(html).toContain('see your AWS accounts and take the roles that are assigned to you there')
    expect(html).toContain('http://127.0.0.1:43123')
    expect(html).not.toContain('<script')
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'self'; form-action 'self' http://127.0.0.1:43123; base-uri 'none'; frame-ancestors 'none'")
  })

  it('takes one answer to a question, within its time', async () => {
    const asked = authorizeUrl(driven, client, verifier)
    const html = await (await fetch(asked)).text()
    const request = /name="request" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const post = () => fetch(`${driven.server.endpoint}/authorize`, { method: 'POST', body: new URLSearchParams({ request, decision: 'approve' }), redirect: 'manual' })
    expect((await post()).status).toBe(303)
    expect((await post()).status).toBe(400)
  })

  it('asks which of several users one is', async () => {
    const several = await drive({ users: [{ name: 'olive' }, { name: 'nils' }] })
    const asking = await register(several)
    await press(authorizeUrl(several, asking, verifier), 'approve', { user: 'nils' })
    expect((await press(authorizeUrl(several, asking, verifier), 'approve', { user: 'mallory' })).status).toBe(400)
    const landed = await answerOf(authorizeUrl(several, asking, verifier), 'approve', { user: 'nils' })
    await several.post('/token', { ...asking, grantType: 'authorization_code', code: landed.searchParams.get('code'), redirectUri: callback, codeVerifier: verifier })
    expect(several.server.truth().sessions).toMatchObject([{ userName: 'nils' }])
    await several.server.stop()
  })
})
