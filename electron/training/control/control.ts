import type { IncomingMessage, ServerResponse } from 'node:http'
import { timingSafeEqual } from 'node:crypto'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { appError } from '#shared/kernel/app-error'

/** What the control surface can do to a training fleet. Bodies are parsed by who implements it. */
export interface Controls {
  health(): unknown
  truth(sinceMs: number | undefined): unknown
  billing(): unknown
  events(body: unknown): Result<unknown, AppError>
  faults(body: unknown): Result<unknown, AppError>
  clock(body: unknown): Result<unknown, AppError>
}

const prefix = '/_training/'

/**
 * `/_training/*`, for tests, drills and tools on this computer: never for a page. A request with an Origin header is refused, so is
 * a Host that is not loopback (DNS rebinding), and everything but `health` needs the token printed at start.
 */
export function handleControl(controls: Controls, token: string, request: IncomingMessage, body: string, response: ServerResponse): boolean {
  const url = new URL(request.url ?? '/', 'http://loopback')
  if (!url.pathname.startsWith(prefix)) return false
  const name = url.pathname.slice(prefix.length)
  const refusal = refuse(request, name, token)
  if (refusal !== undefined) return respond(response, 403, { error: refusal })
  const route = routes[`${request.method ?? 'GET'} ${name}`]
  if (route === undefined) return respond(response, 404, { error: appError('notFound', `${request.method ?? ''} ${url.pathname} is not served. There are ${Object.keys(routes).join(', ')}.`) })
  const input = request.method === 'POST' ? parse(body) : ok(undefined)
  const result = input.ok ? route(controls, input.value, url.searchParams) : input
  return result.ok ? respond(response, 200, result.value) : respond(response, 400, { error: result.error })
}

type Route = (controls: Controls, body: unknown, query: URLSearchParams) => Result<unknown, AppError>

const routes: Readonly<Record<string, Route>> = {
  'GET health': (controls) => ok(controls.health()),
  'GET truth': (controls, _body, query) => ok(controls.truth(query.has('since') ? Number(query.get('since')) : undefined)),
  'GET billing': (controls) => ok(controls.billing()),
  'POST events': (controls, body) => controls.events(body),
  'POST faults': (controls, body) => controls.faults(body),
  'POST clock': (controls, body) => controls.clock(body),
}

function refuse(request: IncomingMessage, name: string, token: string): AppError | undefined {
  if (request.headers.origin !== undefined) return appError('forbidden', 'The control surface is not for pages: the request carries an Origin.')
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '')) return appError('forbidden', 'The control surface answers on the loopback address only.')
  if (name === 'health' || isToken(tokenOf(request), token)) return undefined
  return appError('forbidden', 'The control surface needs the token that was printed at start, as "authorization: Bearer" or "x-training-token".')
}

function tokenOf(request: IncomingMessage): string {
  const given = request.headers['x-training-token']
  return typeof given === 'string' ? given : (request.headers.authorization ?? '').replace(/^Bearer /, '')
}

function isToken(given: string, token: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(token)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function parse(body: string): Result<unknown, AppError> {
  try {
    return ok(JSON.parse(body) as unknown)
  } catch {
    return err(appError('invalidInput', 'The body is not JSON.'))
  }
}

function respond(response: ServerResponse, status: number, value: unknown): true {
  const body = Buffer.from(JSON.stringify(value))
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length, 'cache-control': 'no-store' }).end(body)
  return true
}
