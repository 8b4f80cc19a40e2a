import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOidc, openPortal } from '#electron/adapters/aws/sso/index'
import { Secret } from '#shared/session/secret'

const session = { name: 'main', startUrl: 'https://desk.example/start', region: 'eu-west-1' }
const token = new Secret('canary-token')
const client = { clientId: 'client', clientSecret: new Secret('canary-secret') }
const signal = new AbortController().signal
const date = 'Sat, 21 Nov 2026 06:00:00 GMT'

let respond: (request: IncomingMessage, response: ServerResponse) => void
const requests: string[] = []
const server = createServer((request, response) => {
  requests.push(`${request.method ?? ''} ${request.url ?? ''}`)
  respond(request, response)
})
let endpoint = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const replyWith = (status: number, body: string, headers: Record<string, string> = {}): void => {
  respond = (_request, response) => response.writeHead(status, { 'content-type': 'application/json', date, connection: 'close', ...headers }).end(body)
}
const oauth = (code: string, error: string): [string, Record<string, string>] => [JSON.stringify({ error, error_description: 'canary prose' }), { 'x-amzn-errortype': code }]
const createToken = () => openOidc({ endpoint, requestTimeoutMs: 200 })(session).createToken(client, { kind: 'refresh', refreshToken: token }, signal)
const getKeys = () => openPortal({ endpoint, requestTimeoutMs: 200 })(session).getRoleCredentials(token, '111122223333', 'Operator', signal)

describe('a refusal of the OIDC service', () => {
  it.each([
    [400, 'AuthorizationPendingException', 'authorization_pending', 'authorizationPending'],
    [400, 'SlowDownException', 'slow_down', 'slowDown'],
    [400, 'ExpiredTokenException', 'expired_token', 'codeExpired'],
    [400, 'InvalidGrantException', 'invalid_grant', 'grantRefused'],
    [400, 'AccessDeniedException', 'access_denied', 'accessDenied'],
    [401, 'InvalidClientException', 'invalid_client', 'clientRefused'],
    [400, 'UnauthorizedClientException', 'unauthorized_client', 'clientRefused'],
    [400, 'InvalidRequestException', 'invalid_request', 'requestRefused'],
    [500, 'InternalServerException', 'server_error', 'serverFault'],
  ])('%d %s is told apart, without its prose', async (status, code, error, kind) => {
    replyWith(status, ...oauth(code, error))
    const reply = await createToken()
    expect(reply).toMatchObject({ ok: false, error: { kind, code, dateMs: Date.parse(date) } })
    expect(JSON.stringify(reply)).not.toContain('canary')
  })
})

describe('a refusal of the portal', () => {
  it.each([
    [401, 'UnauthorizedException', 'tokenRefused'],
    [403, 'ForbiddenException', 'noAssignment'],
    [404, 'ResourceNotFoundException', 'noAssignment'],
    [429, 'TooManyRequestsException', 'throttled'],
    [400, 'InvalidRequestException', 'requestRefused'],
    [503, 'ServiceUnavailable', 'serverFault'],
  ])('%d %s is told apart', async (status, code, kind) => {
    replyWith(status, '{"message":"canary prose"}', { 'x-amzn-errortype': code })
    const reply = await getKeys()
    expect(reply).toMatchObject({ ok: false, error: { kind } })
    expect(JSON.stringify(reply)).not.toContain('canary')
  })

  it('by status alone, when a proxy took the words away', async () => {
    for (const [status, kind] of [[401, 'tokenRefused'], [403, 'noAssignment'], [429, 'throttled'], [502, 'serverFault']] as const) {
      replyWith(status, '{}')
      expect(await getKeys()).toMatchObject({ ok: false, error: { kind } })
    }
  })

  it('carries how long to wait', async () => {
    replyWith(429, '{}', { 'x-amzn-errortype': 'TooManyRequestsException', 'retry-after': '7' })
    expect(await getKeys()).toMatchObject({ ok: false, error: { kind: 'throttled', retryAfterMs: 7_000 } })
  })
})

describe('a reply that is none', () => {
  it('is unreadable when it is a web page, or lacks what it must have', async () => {
    replyWith(200, '<html>Welcome to the hotel</html>', { 'content-type': 'text/html' })
    expect(await getKeys()).toMatchObject({ ok: false, error: { kind: 'unreadableReply' } })
    replyWith(200, '{"roleCredentials":{"accessKeyId":"A"}}')
    expect(await getKeys()).toMatchObject({ ok: false, error: { kind: 'unreadableReply' } })
    replyWith(200, '{"tokenType":"Bearer"}')
    expect(await createToken()).toMatchObject({ ok: false, error: { kind: 'unreadableReply' } })
  })

  it('is a time-out when nothing comes, and unreachable when the connection breaks', async () => {
    respond = () => undefined
    expect(await getKeys()).toMatchObject({ ok: false, error: { kind: 'timeout' } })
    respond = (request) => request.socket.destroy()
    expect(await getKeys()).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
    expect(await openPortal({ endpoint: 'http://127.0.0.1:9' })(session).logout(token, signal)).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
  })

  it('is cancelled when the caller gave up', async () => {
    respond = () => undefined
    const abort = new AbortController()
    const asking = openPortal({ endpoint })(session).listAccounts(token, undefined, abort.signal)
    abort.abort()
    expect(await asking).toMatchObject({ ok: false, error: { kind: 'cancelled' } })
  })

  it('is asked for once: waiting and trying again are the caller’s', async () => {
    replyWith(503, '{}')
    requests.length = 0
    await getKeys()
    expect(requests).toEqual(['GET /federation/credentials?account_id=111122223333&role_name=Operator'])
  })
})

describe('the authorize page', () => {
  const query = { clientId: 'c', redirectUri: 'http://127.0.0.1:5000/oauth/callback', state: 's', codeChallenge: 'h', scopes: ['sso:account:access'] }

  it('is at the Region’s OIDC service, with the words the AWS CLI uses', () => {
    expect(openOidc()(session).authorizeUrl(query)).toBe('https://oidc.eu-west-1.amazonaws.com/authorize?response_type=code&client_id=c&redirect_uri=http%3A%2F%2F127.0.0.1%3A5000%2Foauth%2Fcallback&state=s&code_challenge_method=S256&code_challenge=h&scopes=sso%3Aaccount%3Aaccess')
    expect(new URL(openOidc()({ ...session, region: 'cn-north-1' }).authorizeUrl(query)).host).toBe('oidc.cn-north-1.amazonaws.com.cn')
  })
})
