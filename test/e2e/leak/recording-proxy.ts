import { createServer, request as send, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands before an Identity Center and remembers every secret that it hands out. */
export interface RecordingProxy {
  readonly endpoint: string
  readonly startUrl: string
  /** By kind: `accessToken`, `clientSecret`, ... */
  secrets(): ReadonlyMap<string, ReadonlySet<string>>
  stop(): Promise<void>
}

const kinds = ['accessToken', 'refreshToken', 'clientSecret', 'deviceCode', 'secretAccessKey', 'sessionToken'] as const

export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const found = new Map<string, Set<string>>()
  const note = (kind: string, value: string): void => void found.set(kind, (found.get(kind) ?? new Set()).add(value))
  let endpoint = ''
  const server = createServer((incoming, outgoing) => {
    void bodyOf(incoming).then((given) => {
      // Each side believes the other to be at one address; a form writes it in percent signs.
      const body = swap(given, endpoint, target)
      const headers = { ...incoming.headers, host: new URL(target).host, 'content-length': body.length, ...(incoming.headers.origin === undefined ? {} : { origin: target }) }
      const forwarded = send(new URL(incoming.url ?? '/', target), { method: incoming.method, headers }, (reply) => {
        void bodyOf(reply).then((original) => {
          const content = swap(original, target, endpoint)
          for (const kind of kinds) for (const match of content.toString('utf8').matchAll(new RegExp(`"${kind}":"([^"]+)"`, 'g'))) note(kind, match[1]!)
          const code = /[?&]code=([^&]+)/.exec(reply.headers.location ?? '')?.[1]
          if (code !== undefined) note('authorizationCode', code)
          const isWhole = reply.complete
          outgoing.writeHead(reply.statusCode ?? 502, { ...reply.headers, 'content-length': content.length + (isWhole ? 0 : 1) })
          outgoing.write(content, () => (isWhole ? outgoing.end() : outgoing.destroy()))
        })
      })
      forwarded.on('error', () => outgoing.destroy())
      forwarded.end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    endpoint,
    startUrl: `${endpoint}/start`,
    secrets: () => found,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function swap(content: Buffer, from: string, to: string): Buffer {
  return Buffer.from(content.toString('utf8').replaceAll(from, to).replaceAll(encodeURIComponent(from), encodeURIComponent(to)))
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of message) chunks.push(chunk as Buffer)
  } catch {
    // Cut in the middle on purpose: what came goes on, and is cut again.
  }
  return Buffer.concat(chunks)
}
