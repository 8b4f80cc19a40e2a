import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Reply } from './reply'

const largestBody = 64 * 1_024

/** The request's body; undefined when it is larger than any request of these services. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    const bytes = part as Buffer // a stream without encoding gives buffers
    size += bytes.length
    if (size > largestBody) return undefined
    parts.push(bytes)
  }
  return Buffer.concat(parts).toString('utf8')
}

export interface Manner {
  /** What the Date header says: AWS time, and the only clock a client should trust. */
  readonly dateMs: number
  readonly requestId: string
  /** Stops in the middle of the body and cuts the connection. */
  readonly truncate: boolean
}

export function sendReply(response: ServerResponse, reply: Reply, manner: Manner): void {
  const body = Buffer.from(reply.body)
  response.sendDate = false
  response.writeHead(reply.status, {
    ...reply.headers,
    date: new Date(manner.dateMs).toUTCString(),
    'x-amzn-RequestId': manner.requestId,
    'content-length': body.length,
  })
  if (!manner.truncate) {
    response.end(body)
    return
  }
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy())
}

/** Only requests that were meant for this computer: a page elsewhere cannot reach it under a name of its own. */
export const isLocalHost = (host: string | undefined): boolean => host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)
