import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock, Timers } from '#electron/ports/clock'
import { activeFaults, refusalByFault, type SignInFault } from './faults'
import { unknownOperation, type Reply } from './reply'
import { routes, type Received, type Route } from './routes'
import { isLocalHost, readBody, sendReply } from './transport'
import { count, type Tally } from './truth'
import type { SignInWorld } from './world'

export interface Reception {
  readonly world: SignInWorld
  readonly clock: Clock
  readonly timers: Timers
  readonly tally: Tally
  /** Aborted when the server stops: nobody waits any longer. */
  readonly stopping: AbortSignal
  readonly faults: () => readonly SignInFault[]
  /** A reply that waits for simulated time is not in flight: time would never move. */
  readonly waits: () => void
}

/** One request from its first byte to its answer, or to what a fault makes of it. */
export async function receive(reception: Reception, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world, tally } = reception
  const url = new URL(request.url ?? '/', world.endpoint)
  const body = await readBody(request)
  const route = isLocalHost(request.headers.host) && body !== undefined ? routes[`${request.method} ${url.pathname}`] : undefined
  if (route?.operation !== undefined) count(tally.requests, route.operation)
  const active = route?.operation === undefined ? [] : activeFaults(reception.faults(), route.operation, url.searchParams.get('account_id') ?? undefined, world.names)
  if (!(await mayAnswer(reception, request, active))) return
  const nowMs = reception.clock.nowMs()
  const reply = answer(world, route, active, { query: url.searchParams, accessToken: tokenOf(request), body: body ?? '', nowMs })
  if (reply.refusal !== undefined) count(tally.refusals, reply.refusal)
  sendReply(response, reply, {
    dateMs: nowMs + skewMs(active),
    requestId: world.names.secret('request', 32),
    truncate: active.some(({ fault }) => fault === 'truncate'),
  })
}

/** What happens before any answer: a cut connection, silence, or a delay. False: there will be none. */
async function mayAnswer({ timers, stopping, waits }: Reception, request: IncomingMessage, active: readonly SignInFault[]): Promise<boolean> {
  if (active.some(({ fault }) => fault === 'reset')) {
    request.socket.destroy()
    return false
  }
  if (active.some(({ fault }) => fault === 'hang')) return false
  const delay = active.find(({ fault }) => fault === 'delay')
  if (delay === undefined) return true
  waits()
  await timers.sleep(delay.ms ?? 3_000, 'delayed reply of the training sign-in', stopping)
  return !stopping.aborted
}

function skewMs(active: readonly SignInFault[]): number {
  const fault = active.find((one) => one.fault === 'clock')
  return fault === undefined ? 0 : (fault.seconds ?? 600) * 1_000
}

function tokenOf(request: IncomingMessage): string | undefined {
  const token = request.headers['x-amz-sso_bearer_token']
  return typeof token === 'string' ? token : undefined
}

function answer(world: SignInWorld, route: Route | undefined, active: readonly SignInFault[], received: Received): Reply {
  if (route === undefined) return unknownOperation
  const fault = route.service === 'page' ? undefined : refusalByFault(active, route.service)
  return fault ?? route.answer(world, received)
}
