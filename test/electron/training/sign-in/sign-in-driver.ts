import { createHash } from 'node:crypto'
import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'
import { startSignInServer, type SignInServer, type SignInServerOptions } from '#electron/training/sign-in/index'

export const startMs = Date.parse('2026-03-02T06:00:00Z')
export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'
export const callback = 'http://127.0.0.1:43123/oauth/callback'

export const accounts = [
  { id: '111122223333', name: 'pooled-eu', roles: ['WatchfloorOperator', 'WatchfloorApprover'] },
  { id: '444455556666', name: 'silo-one', roles: ['WatchfloorOperator'] },
]

export interface Driven {
  readonly server: SignInServer
  readonly time: VirtualTime
  post(path: string, body: object): Promise<Answer>
  portal(path: string, token?: string, method?: string): Promise<Answer>
  advanceSeconds(seconds: number): Promise<void>
}

export interface Answer {
  readonly status: number
  readonly type: string | null
  readonly date: string | null
  readonly body: Record<string, unknown>
}

/** The server under a clock that stands still until it is advanced. */
export async function drive(options: Partial<SignInServerOptions> = {}): Promise<Driven> {
  const time = createVirtualTime(startMs)
  const server = await startSignInServer({ accounts, clock: time.clock, timers: time.timers, ...options })
  const call = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(server.endpoint + path, init)
    const text = await response.text()
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) // AWS answers objects
    return { status: response.status, type: response.headers.get('x-amzn-errortype'), date: response.headers.get('date'), body }
  }
  return {
    server,
    time,
    post: (path, body) => call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    portal: (path, token, method = 'GET') => call(path, { method, headers: token === undefined ? {} : { 'x-amz-sso_bearer_token': token } }),
    advanceSeconds: (seconds) => time.advanceTo(time.clock.nowMs() + seconds * 1_000),
  }
}

export interface Client {
  readonly clientId: string
  readonly clientSecret: string
}

export async function register(driven: Driven, more: object = {}): Promise<Client> {
  const reply = await driven.post('/client/register', {
    clientName: 'Watchfloor',
    clientType: 'public',
    scopes: ['sso:account:access'],
    grantTypes: ['authorization_code', 'refresh_token', deviceGrant],
    redirectUris: ['http://127.0.0.1/oauth/callback'],
    issuerUrl: driven.server.startUrl,
    ...more,
  })
  return { clientId: String(reply.body.clientId), clientSecret: String(reply.body.clientSecret) }
}

export interface Device {
  readonly deviceCode: string
  readonly userCode: string
  readonly verificationUri: string
  readonly verificationUriComplete: string
}

export async function startDevice(driven: Driven, client: Client): Promise<Device> {
  const { body } = await driven.post('/device_authorization', { ...client, startUrl: driven.server.startUrl })
  return { deviceCode: String(body.deviceCode), userCode: String(body.userCode), verificationUri: String(body.verificationUri), verificationUriComplete: String(body.verificationUriComplete) }
}

export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresIn: number
}

export const tokensOf = ({ body }: Answer): Tokens => ({ accessToken: String(body.accessToken), refreshToken: String(body.refreshToken), expiresIn: Number(body.expiresIn) })

/** Signed in by device code. */
export async function signIn(driven: Driven, client: Client, userName?: string): Promise<Tokens> {
  const device = await startDevice(driven, client)
  driven.server.approve(device.userCode, userName)
  return tokensOf(await driven.post('/token', { ...client, grantType: deviceGrant, deviceCode: device.deviceCode }))
}

export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

export function authorizeUrl(driven: Driven, client: Client, verifier: string, more: Readonly<Record<string, string>> = {}): string {
  const query = { response_type: 'code', client_id: client.clientId, redirect_uri: callback, state: 'st-1', scopes: 'sso:account:access', code_challenge: challengeOf(verifier), code_challenge_method: 'S256', ...more }
  return `${driven.server.endpoint}/authorize?${new URLSearchParams(query).toString()}`
}

/** What a browser does: shows the page, and presses the button with that value. The reply is not followed. */
export async function press(url: string, decision: 'approve' | 'deny', more: Readonly<Record<string, string>> = {}): Promise<Response> {
  const html = await (await fetch(url)).text()
  const action = /<form method="post" action="([^"]+)"/.exec(html)?.[1]
  if (action === undefined) throw new Error(`No form on the page: ${html}`)
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [name, value])
  const form = new URLSearchParams([...hidden, ...Object.entries(more), ['decision', decision]])
  return fetch(new URL(action, url), { method: 'POST', body: form, redirect: 'manual' })
}

/** Where the page's answer sends the browser. */
export async function answerOf(url: string, decision: 'approve' | 'deny', more: Readonly<Record<string, string>> = {}): Promise<URL> {
  const response = await press(url, decision, more)
  return new URL(response.headers.get('location') ?? '')
}
