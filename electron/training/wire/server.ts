import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Timers } from '#electron/ports/clock'
import type { Logger } from '#electron/ports/logger'
import type { Call, Protocol, Reply } from './call'
import type { PageAnswer } from '../world/pages'
import { protocolOf, readRequest } from './read-request'

export interface WireServer {
  readonly port: number
  /** Requests being answered; one that waits for a delay or hangs on purpose is not. */
  inFlight(): number
  /** Requests that wait for a delay or hang on purpose: nothing but time, or their client, ends them. */
  held(): number
  close(): Promise<void>
}

export interface WireOptions {
  readonly port: number
  readonly timers: Timers
  readonly logger: Logger
  answer(call: Call): Reply
  /** The page of a tenant's environment that a path names; undefined: it names none. */
  page(path: string): PageAnswer | undefined
  /** An object that everybody may read; undefined: there is none. */
  object(path: string): PageAnswer | undefined
  /** The address under which AWS sees whoever asks. */
  address(): string
  /** What is not AWS's: true when it was handled. */
  control(request: IncomingMessage, body: string, response: ServerResponse): boolean
}

export const loopback = '127.0.0.1'

/** Far above what any describe call needs; a client that sends more is no client of ours. */
const largestBodyBytes = 4 * 1024 * 1024

/** Serves the wire protocols on the loopback interface only. */
export async function startWireServer(options: WireOptions): Promise<WireServer> {
  const busy = { count: 0 }
  const held = { count: 0 }
  const stopping = new AbortController()
  const server = createServer((request, response) => {
    busy.count++
    const done = once(() => busy.count--)
    response.on('close', done)
    const hold = (): (() => void) => {
      done()
      held.count++
      const release = once(() => held.count--)
      response.on('close', release)
      return release
    }
    receive(request)
      .then((body) => (body === undefined ? refuse(response, 413) : respond(options, request, body, response, { hold, stopping: stopping.signal })))
      .catch((problem: unknown) => {
        options.logger.error('training.request-failed', { problem: String(problem) })
        response.destroy()
      })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, loopback, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port, // a TCP server that listens has one
    inFlight: () => busy.count,
    held: () => held.count,
    close: () =>
      new Promise((resolve) => {
        stopping.abort()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function once(run: () => void): () => void {
  let pending = true
  return () => {
    if (pending) run()
    pending = false
  }
}

function receive(request: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let sizeBytes = 0
    request.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length
      if (sizeBytes <= largestBodyBytes) chunks.push(chunk)
    })
    request.on('end', () => resolve(sizeBytes > largestBodyBytes ? undefined : Buffer.concat(chunks).toString('utf8')))
    request.on('error', reject)
    request.on('aborted', () => reject(new Error('the client went away')))
  })
}

interface Exchange {
  /** From here on only time or the client ends the request; the returned function lets it go on. */
  hold(): () => void
  readonly stopping: AbortSignal
}

async function respond(options: WireOptions, request: IncomingMessage, body: string, response: ServerResponse, exchange: Exchange): Promise<void> {
  if (options.control(request, body, response)) return
  const url = request.url ?? '/'
  if (url.startsWith('/_tenants/')) return servePage(options, options.page(url), request, response, exchange)
  if (url === '/what-is-my-address') return servePage(options, { kind: 'answers', status: 200, body: `${options.address()}\n`, delayMs: 0 }, request, response, exchange)
  if (url.startsWith('/_objects/')) return servePage(options, options.object(url), request, response, exchange)
  const [path = '/', query = ''] = url.split('?')
  const call = readRequest(request.headers, body, query, { method: request.method ?? 'GET', path })
  if (call === undefined) return refuseUnreadable(response, protocolOf(request.headers))
  const reply = options.answer(call)
  if (reply.delivery.kind === 'reset') {
    request.socket.resetAndDestroy()
    return
  }
  if (reply.delivery.kind === 'hang') {
    exchange.hold()
    return
  }
  if (reply.delivery.delayMs > 0) {
    const release = exchange.hold()
    await options.timers.sleep(reply.delivery.delayMs, 'training: a delayed reply', exchange.stopping)
    release()
    if (response.destroyed) return
  }
  send(response, reply)
}

/** Tenants' own pages: nothing of AWS's, so neither signed nor counted. */
async function servePage(options: WireOptions, page: PageAnswer | undefined, request: IncomingMessage, response: ServerResponse, exchange: Exchange): Promise<void> {
  if (page === undefined) return refuse(response, 404)
  if (page.kind === 'breaksOff') {
    request.socket.resetAndDestroy()
    return
  }
  if (page.delayMs > 0) {
    const release = exchange.hold()
    await options.timers.sleep(page.delayMs, 'training: a slow page', exchange.stopping)
    release()
    if (response.destroyed) return
  }
  response.writeHead(page.status, { 'content-type': page.contentType ?? 'text/plain', 'content-length': Buffer.byteLength(page.body), 'cache-control': 'no-store' }).end(page.body)
}

function send(response: ServerResponse, reply: Reply): void {
  const body = Buffer.from(reply.body, 'utf8')
  response.sendDate = false
  // The answer to a HEAD says how long the content would be.
  response.writeHead(reply.status, { 'content-length': body.length, ...reply.headers })
  if (reply.delivery.kind !== 'truncated') {
    response.end(body)
    return
  }
  // The length promises more than arrives.
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy())
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': 0 }).end()
}

function refuseUnreadable(response: ServerResponse, protocol: Protocol): void {
  const body = protocol === 'json' ? '{"__type":"SerializationException"}' : '<ErrorResponse><Error><Type>Sender</Type><Code>MissingAction</Code><Message>The request must contain the parameter Action</Message></Error></ErrorResponse>'
  response.writeHead(400, { 'content-type': protocol === 'json' ? 'application/x-amz-json-1.0' : 'text/xml', 'content-length': body.length }).end(body)
}
