import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Call } from '#electron/ports/aws-reader'
import type { Clock, Timers } from '#electron/ports/clock'
import { dateOf } from './date'
import { toAppError } from './errors'
import { words, type Where } from './error-words'

/** Where a request goes, and whom to tell about its end. */
export interface Exchange {
  readonly account: string
  readonly region: string
  readonly clock: Clock
  readonly timers: Timers
  /** Gives up on a request after so long of the clock's time; absent: only the socket's own time-out counts. */
  readonly deadlineMs?: number
  /** Whether there are keys to sign with; asked before the limiter's turn, so that nothing is counted that cannot be sent. */
  readonly keys?: () => Promise<Result<unknown, AppError>>
  /** The keys were refused. */
  readonly onExpired: () => void
}

export interface Received<T> {
  readonly output: T
  readonly dateMs: number
}

/** One request, sent again as often as the caller wants it: limiter's turn, send, date, error as a value. */
export async function send<T extends object>(
  exchange: Exchange,
  call: Call,
  service: string,
  operation: string,
  request: (signal: AbortSignal) => Promise<T>,
  metrics?: number,
): Promise<Result<Received<T>, AppError>> {
  const where: Where = { service, operation, account: exchange.account, region: exchange.region }
  for (let attempt = 1; ; attempt++) {
    const keys = (await exchange.keys?.()) ?? ok(undefined)
    if (keys.ok) await (metrics === undefined ? call.onRequest(operation) : call.onRequest(operation, metrics))
    const result = keys.ok ? await attemptOnce(exchange, call.signal, where, request) : keys
    if (result.ok) return result
    if (result.error.kind === 'expired') exchange.onExpired()
    if (result.error.kind === 'cancelled' || (await call.onFailure?.(operation, result.error, attempt)) !== 'again') return result
  }
}

async function attemptOnce<T extends object>(exchange: Exchange, signal: AbortSignal, where: Where, request: (signal: AbortSignal) => Promise<T>): Promise<Result<Received<T>, AppError>> {
  if (signal.aborted) return err(appError('cancelled', words('cancelled', where)))
  const abort = new AbortController()
  const forward = (): void => abort.abort()
  let late = false
  const cancelDeadline =
    exchange.deadlineMs === undefined
      ? () => undefined
      : exchange.timers.after(exchange.deadlineMs, `deadline of ${where.operation}`, () => {
          late = true
          abort.abort()
        })
  signal.addEventListener('abort', forward)
  try {
    const output = await request(abort.signal)
    return ok({ output, dateMs: dateOf(output) ?? exchange.clock.nowMs() })
  } catch (error) {
    if (late) return err(appError('timeout', words('timeout', where), { at: `${where.service}:${where.operation} in ${where.account}/${where.region}` }))
    return err(toAppError(error, where))
  } finally {
    cancelDeadline()
    signal.removeEventListener('abort', forward)
  }
}
