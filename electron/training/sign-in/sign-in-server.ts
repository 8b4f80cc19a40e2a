import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock, Timers } from '#electron/ports/clock'
import { decideDevice } from './device-authorization'
import type { SignInFault } from './faults'
import { receive } from './receive'
import { createTally, truthOf, type SignInTruth } from './truth'
import { createSignInWorld, type SignInWorld, type WorldOptions } from './world'

export interface SignInServerOptions extends WorldOptions {
  readonly clock: Clock
  readonly timers: Timers
  /** 0 or left out: a free one. */
  readonly port?: number
  readonly faults?: readonly SignInFault[]
}

/** IAM Identity Center as the training fleet plays it: SSO OIDC, the SSO portal, and the pages that a browser shows. */
export interface SignInServer {
  /** `http://127.0.0.1:<port>`: of both services. */
  readonly endpoint: string
  readonly startUrl: string
  /** Answers for the person at the device's page. False: no device waits under that code. */
  approve(userCode: string, userName?: string): boolean
  deny(userCode: string): boolean
  /** Ends every sign-in (or one person's) before its tokens expire; how many there were. */
  revokeSessions(userName?: string): number
  setFaults(faults: readonly SignInFault[]): void
  truth(): SignInTruth
  /** Requests that are not answered yet, those that hang or wait for simulated time left out. */
  inFlight(): number
  stop(): Promise<void>
}

export async function startSignInServer(options: SignInServerOptions): Promise<SignInServer> {
  const { clock, timers } = options
  const tally = createTally()
  const stopping = new AbortController()
  let faults = options.faults ?? []
  let inFlight = 0

  const serve = async (world: SignInWorld, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let counted = 1
    inFlight += 1
    const waits = (): void => {
      inFlight -= counted
      counted = 0
    }
    try {
      await receive({ world, clock, timers, tally, stopping: stopping.signal, faults: () => faults, waits }, request, response)
    } catch {
      // The other side went away in the middle, or the answer failed: a client sees a cut connection, as from AWS.
      response.destroy()
    } finally {
      inFlight -= counted
    }
  }

  // Longer than any client waits between two polls: Node's 5 s would cut a connection just as the next poll is sent on it.
  const server = createServer({ keepAliveTimeout: 75_000 })
  const world = await new Promise<SignInWorld>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      // A TCP server's address is never a string.
      const { port } = server.address() as AddressInfo
      const made = createSignInWorld(options, `http://127.0.0.1:${port}`, clock.nowMs())
      server.on('request', (request, response) => void serve(made, request, response))
      resolve(made)
    })
  })

  return {
    endpoint: world.endpoint,
    startUrl: world.startUrl,
    approve: (userCode, userName = world.users[0]?.name ?? '') => decideDevice(world, userCode, { userName }, clock.nowMs()),
    deny: (userCode) => decideDevice(world, userCode, 'denied', clock.nowMs()),
    revokeSessions: (userName) => {
      const hit = world.sessions.filter((session) => session.ended === undefined && (userName === undefined || session.userName === userName))
      for (const session of hit) session.ended = 'revoked'
      return hit.length
    },
    setFaults: (next) => {
      faults = next
    },
    truth: () => truthOf(world, tally, clock.nowMs()),
    inFlight: () => inFlight,
    stop: () =>
      new Promise((resolve) => {
        stopping.abort()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
