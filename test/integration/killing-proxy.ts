import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands between a console and its AWS, and kills the console at one of its writes. */
export interface KillingProxy {
  readonly endpoint: string
  /** Kills at the write number `at` (from 1) from now on: before AWS has it, or after AWS did it and before the console hears of it. */
  arm(wish: { readonly at: number; readonly when: 'before' | 'after'; readonly kill: () => void }): void
  /** Passes everything on again. The writes since it was armed, by name. */
  disarm(): readonly string[]
  close(): Promise<void>
}

export async function startKillingProxy(target: string): Promise<KillingProxy> {
  const { hostname, port } = new URL(target)
  let armed: Parameters<KillingProxy['arm']>[0] | undefined
  let writes: string[] = []
  const server: Server = createServer((incoming, answer) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const body = Buffer.concat(chunks)
      const name = writeName(incoming, body.toString('utf8'))
      if (name !== undefined) writes.push(name)
      const isIt = name !== undefined && armed?.at === writes.length
      if (isIt && armed?.when === 'before') return armed.kill()
      const passed = request({ hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers }, (reply) => {
        const parts: Buffer[] = []
        reply.on('data', (part: Buffer) => parts.push(part))
        reply.on('end', () => {
          if (isIt) return armed?.kill()
          answer.writeHead(reply.statusCode ?? 502, reply.headers)
          answer.end(Buffer.concat(parts))
        })
      })
      passed.on('error', () => answer.destroy())
      passed.end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on a port
    arm: (wish) => {
      writes = []
      armed = wish
    },
    disarm: () => {
      armed = undefined
      return writes
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** What a request changes in AWS: `PutParameter`, `RevokeSecurityGroupIngress`, `POST schedules`; undefined: it reads. */
function writeName({ method = 'GET', url = '/', headers }: IncomingMessage, body: string): string | undefined {
  const target = headers['x-amz-target']
  const action = typeof target === 'string' ? target.slice(target.indexOf('.') + 1) : new URLSearchParams(body).get('Action')
  if (action !== null) return /^(Put|Delete|Authorize|Revoke|Update)/.test(action) ? action : undefined
  return url.startsWith('/schedules') && method !== 'GET' ? `${method} schedules` : undefined
}
