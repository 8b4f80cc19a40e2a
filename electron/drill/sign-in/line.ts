import { createServer, connect, type AddressInfo, type Socket } from 'node:net'

/** A network between the program and the world. What a sleep does to it: connections are gone, and neither side was told. */
export interface Line {
  readonly endpoint: string
  /** Requests that are on their way, or whose reply has not begun to come. */
  waiting(): number
  /** Connections that are open now never carry anything again; they are not closed either. How many. */
  goDead(): number
  stop(): Promise<void>
}

export async function openLine(target: string): Promise<Line> {
  const { hostname, port } = new URL(target)
  const pairs = new Set<readonly [Socket, Socket]>()
  const dead = new Set<Socket>()
  const waiting = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    const pair = [near, far] as const
    pairs.add(pair)
    near.pipe(far)
    far.pipe(near)
    near.on('data', () => waiting.add(near))
    far.on('data', () => waiting.delete(near))
    const end = (): void => {
      pairs.delete(pair)
      waiting.delete(near)
      near.destroy()
      far.destroy()
    }
    for (const socket of pair) socket.on('error', end).on('close', end)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // listening on TCP
    waiting: () => waiting.size,
    goDead: () => {
      const count = pairs.size
      for (const [near, far] of pairs) {
        near.unpipe().removeAllListeners('data').resume()
        near.removeAllListeners('close')
        // The world's side ends: what was under way there never arrives.
        far.unpipe().removeAllListeners('close').destroy()
        dead.add(near)
      }
      pairs.clear()
      waiting.clear()
      return count
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of [...dead, ...[...pairs].flat()]) socket.destroy()
      }),
  }
}
