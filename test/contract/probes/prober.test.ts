import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createSocketServer, type AddressInfo, type Server as SocketServer, type Socket } from 'node:net'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createProber } from '#electron/adapters/http/prober'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import type { ProbeAnswer } from '#shared/probes/probe-result'
import { dayMs } from '#shared/kernel/time'
import { makeCertificate, type OwnCertificate } from '#test/contract/probes/certificates'

/** The prober against servers on real sockets. */
const servers: { close(): unknown; closeAllConnections?(): void }[] = []
const sockets = new Set<Socket>()
afterEach(() => {
  for (const socket of sockets) socket.destroy()
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.()
    server.close()
  }
})

const listening = async (server: Server | SocketServer): Promise<number> => {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
const http = async (answer: RequestListener): Promise<string> => `http://127.0.0.1:${await listening(createServer(answer))}/health`
const https = async (own: OwnCertificate, host = '127.0.0.1'): Promise<string> => `https://${host}:${await listening(createSecureServer({ key: own.key, cert: own.cert }, (_request, response) => response.end('ok')))}/health`
const raw = async (talk: (socket: Socket) => void): Promise<string> =>
  `http://127.0.0.1:${await listening(
    createSocketServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined)
      talk(socket)
    }),
  )}/health`

const ask = (url: string, more: { expectStatus?: number; expectBody?: string; timeoutSeconds?: number; trusted?: readonly string[]; signal?: AbortSignal } = {}): Promise<ProbeAnswer> => {
  const { trusted, signal = new AbortController().signal, ...asked } = more
  return createProber({ clock: realClock, timers: realTimers, ...(trusted === undefined ? {} : { trusted }) }).ask({ url, expectStatus: 200, timeoutSeconds: 5, ...asked }, signal)
}
const failureOf = ({ outcome }: ProbeAnswer): string => (outcome.kind === 'up' ? 'up' : outcome.failure)
const detailOf = ({ outcome }: ProbeAnswer): string => (outcome.kind === 'up' ? 'up' : outcome.detail)

describe('a probe over HTTP', () => {
  it('is up when the page answers as expected, and says how long that took', async () => {
    const answer = await ask(await http((_request, response) => response.end('all is well')), { expectBody: 'is well' })
    expect(answer).toMatchObject({ outcome: { kind: 'up' }, status: 200 })
    expect(answer.elapsedMs).toBeGreaterThanOrEqual(0)
    expect(answer.certificateExpiresAtMs).toBeUndefined()
  })

  it('opens a connection of its own each time', async () => {
    const seen = new Set<number>()
    const url = await http((request, response) => {
      seen.add(request.socket.remotePort ?? 0)
      response.end()
    })
    for (let i = 0; i < 3; i++) expect(failureOf(await ask(url))).toBe('up')
    expect(seen.size).toBe(3)
  })

  it('fails on another status, names it, and follows no redirect', async () => {
    expect(await ask(await http((_request, response) => response.writeHead(503).end()))).toMatchObject({ status: 503, outcome: { failure: 'status', detail: 'HTTP 503 instead of 200' } })
    let followed = 0
    const url = await http((request, response) => {
      if (request.url !== '/health') followed += 1
      response.writeHead(302, { location: '/login' }).end()
    })
    expect(detailOf(await ask(url))).toBe('HTTP 302 instead of 200 (it redirects to /login, which is not followed)')
    expect(failureOf(await ask(url, { expectStatus: 302 }))).toBe('up')
    expect(followed).toBe(0)
  })

  it('fails when the page does not say what it should', async () => {
    const answer = await ask(await http((_request, response) => response.end('sorry')), { expectBody: 'ready' })
    expect(answer.outcome).toEqual({ kind: 'failed', failure: 'body', detail: "HTTP 200, but the page does not hold 'ready'" })
  })

  it('reads 64 KiB and no more of a page without end', async () => {
    const url = await http((_request, response) => {
      let stopped = false
      const more = (): void => {
        while (!stopped && response.write('x'.repeat(16 * 1024)));
      }
      response.on('drain', more)
      response.on('close', () => (stopped = true))
      more()
    })
    expect(failureOf(await ask(url))).toBe('up')
    expect(failureOf(await ask(url, { expectBody: 'y' }))).toBe('body')
  })

  it('gives up on a page that does not answer, and on one that begins and does not end', async () => {
    const silent = await ask(await http(() => undefined), { timeoutSeconds: 0.2 })
    expect(silent.outcome).toEqual({ kind: 'failed', failure: 'timeout', detail: 'no answer within 0.2 s' })
    const slow = await http((_request, response) => response.writeHead(200).write('a little'))
    expect(failureOf(await ask(slow, { timeoutSeconds: 0.2 }))).toBe('timeout')
  })

  it('ends when it is called off', async () => {
    const calledOff = new AbortController()
    const asked = ask(await http(() => calledOff.abort()), { signal: calledOff.signal })
    expect(detailOf(await asked)).toBe('the question was given up')
    expect(failureOf(await ask('http://127.0.0.1:1/', { signal: AbortSignal.abort() }))).toBe('timeout')
  })

  it('tells a refused connection from one that breaks off', async () => {
    const gone = createServer()
    const port = await listening(gone)
    await new Promise((resolve) => gone.close(resolve))
    expect(failureOf(await ask(`http://127.0.0.1:${port}/`))).toBe('refused')
    expect(failureOf(await ask(await raw((socket) => socket.resetAndDestroy())))).toBe('reset')
    expect(failureOf(await ask(await raw((socket) => socket.once('data', () => socket.end()))))).toBe('reset')
    expect(failureOf(await ask(await raw((socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf')))))).toBe('reset')
  })

  it('knows what is no HTTP at all', async () => {
    expect(failureOf(await ask(await raw((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.6\r\n')))))).toBe('reply')
    expect(failureOf(await ask('http://127.0.0.1:99999/'))).toBe('reply')
  })

  it('knows a name that does not exist', async () => {
    // RFC 2606: this name never resolves.
    const answer = await ask('http://no-such-tenant.invalid/health')
    expect(answer.outcome).toMatchObject({ kind: 'failed', failure: 'dns' })
  })
})

describe('a probe over HTTPS', () => {
  const own: { fine?: OwnCertificate; expired?: OwnCertificate } = {}
  beforeAll(() => {
    own.fine = makeCertificate({ host: 'localhost', days: 20 })
    own.expired = makeCertificate({ host: 'localhost', expired: true })
  })

  it('is up behind a trusted certificate and says until when that is valid', async () => {
    const answer = await ask(await https(own.fine!), { trusted: [own.fine!.cert] })
    expect(answer.outcome).toEqual({ kind: 'up' })
    const leftDays = ((answer.certificateExpiresAtMs ?? 0) - realClock.nowMs()) / dayMs
    expect(leftDays).toBeGreaterThan(19)
    expect(leftDays).toBeLessThan(21)
  })

  it('fails on a certificate that nobody trusts, and still says until when it is valid', async () => {
    const answer = await ask(await https(own.fine!))
    expect(answer.outcome).toEqual({ kind: 'failed', failure: 'tls', detail: 'the certificate of 127.0.0.1 is signed by nobody who is trusted here' })
    expect(answer.certificateExpiresAtMs).toBeGreaterThan(realClock.nowMs())
    expect(answer.status).toBeUndefined()
  })

  it('fails on one that has expired', async () => {
    const answer = await ask(await https(own.expired!), { trusted: [own.expired!.cert] })
    expect(answer.outcome).toMatchObject({ failure: 'tls', detail: 'the certificate of 127.0.0.1 has expired' })
    expect(answer.certificateExpiresAtMs).toBe(Date.parse('2021-01-01T00:00:00Z'))
  })

  it('fails on one for another name', async () => {
    const other = makeCertificate({ host: 'elsewhere.example' })
    const answer = await ask(await https(other, 'localhost'), { trusted: [other.cert] })
    expect(answer.outcome).toMatchObject({ failure: 'tls', detail: 'the certificate is for another name than localhost' })
  })

  it('fails where plain HTTP answers', async () => {
    const plain = await http((_request, response) => response.end())
    expect(failureOf(await ask(plain.replace('http:', 'https:')))).toBe('tls')
  })
})
