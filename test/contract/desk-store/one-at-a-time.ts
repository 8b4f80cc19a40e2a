import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What goes wrong with the next request of an operation. */
export type Mishap = 'replyLost' | 'requestLost' | 'late' | 'cutReply' | 'gateway'

export interface OneAtATime {
  readonly endpoint: string
  /** The next request with this operation meets it. `late`: it gets no answer, and reaches the server only when `deliver` is called. */
  next(operation: string, mishap: Mishap): void
  deliver(): Promise<void>
  /** Requests that arrived, by operation. */
  readonly seen: string[]
  stop(): Promise<void>
}

interface Sent {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/**
 * A wire to a server that takes one request after the other, and on which things go wrong when asked to.
 *
 * moto keeps transactions apart only then: one that it cancels puts back the whole table as it was when it began, and with it what others wrote
 * meanwhile. DynamoDB's are serialisable.
 */
export async function startOneAtATime(target: string): Promise<OneAtATime> {
  const mishaps: { readonly operation: string; readonly mishap: Mishap }[] = []
  const held: (() => Promise<unknown>)[] = []
  const seen: string[] = []
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = (work: () => Promise<Sent>): Promise<Sent> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }
  const answer = async (incoming: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const body = await bodyOf(incoming)
    const operation = String(incoming.headers['x-amz-target'] ?? '').split('.').at(-1) ?? ''
    seen.push(operation)
    const at = mishaps.findIndex((each) => each.operation === operation)
    const mishap = at < 0 ? undefined : mishaps.splice(at, 1)[0]?.mishap
    const forward = (): Promise<Sent> => inTurn(() => send(target, incoming, body))
    if (mishap === 'requestLost') return void reply.destroy()
    if (mishap === 'late') return void (held.push(forward), reply.destroy())
    const sent = await forward()
    if (mishap === 'replyLost') return void reply.destroy()
    if (mishap === 'gateway') return void reply.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>')
    reply.writeHead(sent.status, sent.headers)
    if (mishap === 'cutReply') return void reply.write(sent.body.subarray(0, 1), () => reply.destroy())
    reply.end(sent.body)
  }
  const server = createServer((incoming, reply) => void answer(incoming, reply).catch(() => reply.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: (operation, mishap) => void mishaps.push({ operation, mishap }),
    deliver: async () => {
      for (const forward of held.splice(0)) await forward()
    },
    seen,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const bodyOf = async (stream: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

const send = (target: string, { method = 'POST', url = '/', headers }: IncomingMessage, body: Buffer): Promise<Sent> =>
  new Promise((resolve, reject) => {
    const forwarded = request(`${target}${url}`, { method, headers: { ...headers, connection: 'close' } }, (incoming) => {
      bodyOf(incoming).then((received) => resolve({ status: incoming.statusCode ?? 500, headers: { ...incoming.headers, connection: 'keep-alive' }, body: received }), reject)
    })
    forwarded.once('error', reject)
    forwarded.end(body)
  })
