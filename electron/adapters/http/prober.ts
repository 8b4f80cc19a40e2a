import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import { createSecureContext, rootCertificates, type SecureContext, type TLSSocket } from 'node:tls'
import { secondMs } from '#shared/kernel/time'
import type { ProbeAnswer } from '#shared/probes/probe-result'
import type { Clock, Timers } from '#electron/ports/clock'
import type { Prober, ProbeRequest } from '#electron/ports/prober'
import { certificateFailure, connectionFailure, type FoundFailure } from './failures'

export interface ProberOptions {
  /** How long an answer took. */
  readonly clock: Clock
  /** Ends a request that takes too long. Wall time, but for drills: a socket does not know of training's faster clocks. */
  readonly timers: Timers
  /** Certificates (PEM) to trust beside those that Node knows. */
  readonly trusted?: readonly string[]
}

const largestBodyBytes = 64 * 1024

export function createProber({ clock, timers, trusted }: ProberOptions): Prober {
  // One for all: parsing the root certificates costs more than a handshake.
  const secureContext = createSecureContext(trusted === undefined ? {} : { ca: [...trusted, ...rootCertificates] })
  return {
    ask: (asked, signal) =>
      new Promise((resolve) => {
        const startedMs = clock.nowMs()
        const found: { certificateExpiresAtMs?: number; status?: number } = {}
        let ended = false
        const opened: { request?: ClientRequest } = {}
        const end = (outcome: ProbeAnswer['outcome']): void => {
          if (ended) return
          ended = true
          cancelTimeout()
          signal.removeEventListener('abort', giveUp)
          resolve({ outcome, elapsedMs: Math.max(0, clock.nowMs() - startedMs), ...found })
          opened.request?.destroy()
        }
        const fail = ({ failure, detail }: FoundFailure): void => end({ kind: 'failed', failure, detail })
        const giveUp = (): void => fail({ failure: 'timeout', detail: 'the question was given up' })
        const cancelTimeout = timers.after(asked.timeoutSeconds * secondMs, 'a probe gives up', () => fail({ failure: 'timeout', detail: `no answer within ${asked.timeoutSeconds} s` }))
        signal.addEventListener('abort', giveUp, { once: true })
        const request = signal.aborted ? undefined : open(asked, secureContext, fail)
        if (request === undefined) return giveUp()
        opened.request = request
        const { hostname } = new URL(asked.url)
        request.on('socket', (socket) => socket.once('secureConnect', () => readCertificate(socket as TLSSocket, hostname, found, fail))) // secureConnect comes from TLS sockets alone
        request.on('error', (error: NodeJS.ErrnoException) => fail(connectionFailure(codeOf(error), hostname)))
        request.on('response', (response) => {
          found.status = response.statusCode ?? 0
          void judge(response, asked, hostname).then(end)
        })
        request.end()
      }),
  }
}

/** What happens before a socket exists (a malformed address, say) is a failure like any other. */
function open(asked: ProbeRequest, secureContext: SecureContext, fail: (found: FoundFailure) => void): ClientRequest | undefined {
  // Every question is a new client's: a kept-alive connection would go on working where a new one is refused.
  const options = { agent: false as const, headers: { 'user-agent': 'Watchfloor probe', accept: '*/*', 'cache-control': 'no-cache', connection: 'close' } }
  try {
    if (asked.url.startsWith('http:')) return httpRequest(asked.url, options)
    // Trust is judged in readCertificate, so that the end of a certificate that is not accepted is known too. Nothing secret is sent.
    const secure: RequestOptions & { readonly secureContext: SecureContext } = { ...options, rejectUnauthorized: false, secureContext }
    return httpsRequest(asked.url, secure)
  } catch (cause) {
    fail({ failure: 'reply', detail: `the address cannot be asked (${codeOf(cause as NodeJS.ErrnoException) ?? 'malformed'})` })
    return undefined
  }
}

function readCertificate(socket: TLSSocket, hostname: string, found: { certificateExpiresAtMs?: number }, fail: (found: FoundFailure) => void): void {
  const expiresAtMs = Date.parse(socket.getPeerCertificate().valid_to)
  if (Number.isFinite(expiresAtMs)) found.certificateExpiresAtMs = expiresAtMs
  if (!socket.authorized) fail(certificateFailure(reasonOf(socket), hostname))
}

async function judge(response: IncomingMessage, { expectStatus, expectBody }: ProbeRequest, hostname: string): Promise<ProbeAnswer['outcome']> {
  const status = response.statusCode ?? 0
  const failed = (found: FoundFailure): ProbeAnswer['outcome'] => ({ kind: 'failed', ...found })
  if (status !== expectStatus) return failed({ failure: 'status', detail: `HTTP ${status} instead of ${expectStatus}${redirectText(response)}` })
  const body = await read(response)
  if (body === undefined) return failed({ failure: 'reset', detail: `${hostname} broke off in the middle of its page` })
  if (expectBody !== undefined && !body.includes(expectBody)) return failed({ failure: 'body', detail: `HTTP ${status}, but the page does not hold '${expectBody.slice(0, 80)}'` })
  return { kind: 'up' }
}

const redirectText = ({ headers: { location } }: IncomingMessage): string => (location === undefined ? '' : ` (it redirects to ${location.slice(0, 120)}, which is not followed)`)

/** The first 64 KiB; undefined: the other side broke off before. */
function read(response: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let sizeBytes = 0
    const whole = (): void => resolve(Buffer.concat(chunks).subarray(0, largestBodyBytes).toString('utf8'))
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      sizeBytes += chunk.length
      if (sizeBytes >= largestBodyBytes) whole()
    })
    response.once('end', whole)
    response.once('error', () => resolve(undefined))
    response.once('aborted', () => resolve(undefined))
  })
}

/** Node puts OpenSSL's code here; its type says Error. */
const reasonOf = ({ authorizationError: reason }: TLSSocket): string => (typeof reason === 'string' ? reason : String((reason as NodeJS.ErrnoException | null)?.code ?? 'unknown'))

/** Several addresses were tried: the last error speaks for all. */
function codeOf(error: NodeJS.ErrnoException): string | undefined {
  if (error.code !== undefined || !(error instanceof AggregateError)) return error.code
  return (error.errors.at(-1) as NodeJS.ErrnoException | undefined)?.code // Node collects system errors here
}
