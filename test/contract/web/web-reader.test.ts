import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createWebReader } from '#electron/adapters/http/web-reader'
import { realTimers } from '#electron/adapters/system/real-time'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import type { Timers } from '#electron/ports/clock'
import { makeCertificate } from '#test/contract/probes/certificates'

/** The reader against servers on real sockets. */
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})
const listening = async (server: Server, scheme = 'http'): Promise<string> => {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}` // a listening TCP server has one
}
const serve = (answer: RequestListener): Promise<string> => listening(createServer(answer))
const read = (url: string, more: { readonly eTag?: string; readonly largestBytes?: number; readonly signal?: AbortSignal; readonly timers?: Timers; readonly trusted?: readonly string[] } = {}) => {
  const { timers = realTimers, trusted, ...reading } = more
  return createWebReader({ timers, ...(trusted === undefined ? {} : { trusted }) }).read(url, { signal: new AbortController().signal, largestBytes: 1_000, ...reading })
}
const failure = (kind: string, words: string) => ({ ok: false, error: { kind, message: expect.stringContaining(words) as string } })

describe('A page', () => {
  it('is read whole, with its ETag; known ones may be unchanged', async () => {
    const url = await serve((request, response) => {
      const isKnown = request.headers['if-none-match'] === '"1"'
      response.writeHead(isKnown ? 304 : 200, { etag: '"1"' })
      response.end(isKnown ? undefined : 'Zürich')
    })
    expect(await read(url)).toEqual({ ok: true, value: { kind: 'page', body: 'Zürich', eTag: '"1"' } })
    expect(await read(url, { eTag: '"1"' })).toEqual({ ok: true, value: { kind: 'unchanged' } })
  })

  it('is followed on its own host, and nowhere else', async () => {
    const other = await serve((_request, response) => response.end('not for you'))
    const url = await serve((request, response) => {
      if (request.url === '/here') return response.end('moved within')
      response.writeHead(302, { location: request.url === '/round' ? '/round' : request.url === '/away' ? `${other}/` : '/here' })
      return response.end()
    })
    expect(await read(`${url}/`)).toMatchObject({ ok: true, value: { body: 'moved within' } })
    expect(await read(`${url}/away`)).toMatchObject(failure('unreachable', 'redirects to another host'))
    expect(await read(`${url}/round`)).toMatchObject(failure('unreachable', 'again and again'))
  })

  it.each([
    [404, 'notFound', 'There is nothing at'],
    [403, 'unreachable', 'HTTP 403 instead of 200'],
    [503, 'serverFault', 'HTTP 503 instead of 200'],
  ])('that answers %i is no page', async (status, kind, words) => {
    const url = await serve((_request, response) => response.writeHead(status).end('<html>'))
    expect(await read(url)).toMatchObject(failure(kind, words))
  })

  it('may not be larger than what is expected there', async () => {
    const url = await serve((_request, response) => response.end('x'.repeat(2_000)))
    expect(await read(url)).toMatchObject(failure('unreadableReply', 'more than 1 KB'))
  })

  it('that breaks off, that nobody serves or that is no address is said to be so', async () => {
    const broken = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('x')
      response.destroy()
    })
    expect((await read(broken)).ok).toBe(false)
    const gone = await serve((_request, response) => response.end())
    servers.pop()?.close()
    expect(await read(gone)).toMatchObject(failure('unreachable', 'refused the connection'))
    expect(await read('nonsense')).toMatchObject(failure('invalidInput', 'no web address'))
    expect(await read('ftp://127.0.0.1/x')).toMatchObject(failure('invalidInput', 'no web address'))
  })

  it('that does not come is given up after 15 seconds, or when nobody waits for it any more', async () => {
    const url = await serve(() => undefined)
    const time = createVirtualTime(0)
    const late = read(url, { timers: time.timers })
    await time.advanceTo(15_000)
    expect(await late).toMatchObject(failure('timeout', 'within 15 s'))
    const enough = new AbortController()
    const abandoned = read(url, { signal: enough.signal })
    enough.abort()
    expect(await abandoned).toMatchObject(failure('cancelled', 'given up'))
    expect(await read(url, { signal: enough.signal })).toMatchObject(failure('cancelled', 'given up'))
  })

  it('over TLS is only believed with a certificate that is trusted', async () => {
    const own = makeCertificate({ host: 'localhost' })
    const url = await listening(createSecureServer({ key: own.key, cert: own.cert }, (_request, response) => response.end('ok')), 'https')
    expect(await read(url)).toMatchObject(failure('unreachable', 'signed by nobody who is trusted here'))
    expect(await read(url, { trusted: [own.cert] })).toMatchObject({ ok: true, value: { body: 'ok' } })
  })
})
