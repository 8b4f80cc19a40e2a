import { appError, type AppError } from '#shared/kernel/app-error'
import { addDollars } from '#shared/kernel/money'
import type { Observation } from '#shared/fleet/observation'
import type { Call } from '#electron/ports/aws-reader'
import type { Ids, Timers } from '#electron/ports/clock'
import type { Logger } from '#electron/ports/logger'
import type { Activity } from './activity'
import type { AwsTime } from './aws-time'
import { feedPollers } from './feeds'
import type { Polled } from './feeds/feed-poller'
import type { Limiter } from './limiter'
import { loadBudget, restlessBudget } from './app-budget'
import { keyBudget } from './key-budget'
import type { OffsiteSweeps } from './offsite-sweeps'
import { entryOf, type FeedEntry } from './poll-state'
import type { Priority } from './priority'
import { bucketOf, type BucketSpec } from './quotas'
import { attemptsPerRequest, decideRetry } from './retry'
import { dollarsOf, type SpendMeter } from './spend'
import { targetGroupBudget } from './target-group-budget'

/** What a request of ours goes through. */
export interface CallServices {
  readonly timers: Timers
  readonly ids: Ids
  readonly activity: Activity
  readonly limiter: Limiter
  readonly meter: SpendMeter
  /** Every wait and request ends. */
  readonly signal: AbortSignal
  onThrottled(): void
}

export interface PollServices extends CallServices {
  readonly logger: Logger
  readonly awsTime: AwsTime
  /** Accounts x Regions of the whole fleet: what one of them may ask follows from it. */
  readonly places: number
  readonly dailySnapshots: number
  readonly offsite: OffsiteSweeps
  observe(observation: Observation): void
}

/** How a poll ended; `error` absent: well. `againInMs`: poll again sooner than the cadence. */
export interface PollEnd {
  readonly error?: AppError
  readonly againInMs?: number
  /** There was nothing to ask: it says nothing of whether anybody answers. */
  readonly idle?: true
}

/** Polls one feed of one place: requests through the limiter, faults retried, results handed on as observations. */
export async function pollFeed(services: PollServices, entry: FeedEntry, priority: Priority): Promise<PollEnd> {
  try {
    return await pollAndHand(services, entry, priority)
  } catch (error) {
    // A bug in one feed must not end the watch of all others; what the feed brought before grows old and is shown so.
    services.logger.error('poll.failedUnexpectedly', { feed: entry.key, message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    entry.polled = true
    entry.failuresInARow += 1
    entry.error = appError('internal', `Polling ${entry.feed.title} of ${entry.scope.place.key} failed unexpectedly. Report it with the log.`)
    return { error: entry.error }
  }
}

async function pollAndHand(services: PollServices, entry: FeedEntry, priority: Priority): Promise<PollEnd> {
  const { awsTime, places, offsite, dailySnapshots, signal } = services
  const { place } = entry.scope
  const counted = { requests: 0 }
  const call = createCall(services, entry, priority, counted)
  const context = { reader: place.reader, call, memory: place.memory, awsNowMs: () => awsTime.nowMs(), targetGroupBudget: targetGroupBudget(place, places), keyBudget: keyBudget(places, place.memory.keys.size === 0), turnBudget: (isFirst: boolean) => keyBudget(places, isFirst), restlessBudget: restlessBudget(places), loadBudget: loadBudget(places), offsite, dailySnapshots }
  const polled = await feedPollers[entry.feed.id](context)
  call.end()
  if (signal.aborted) return { error: appError('cancelled', 'The watch stopped.') }
  for (const result of polled) hand(services, entry, result, result.feed === entry.feed.id ? counted : { requests: 0 })
  const own = polled.findLast((result) => result.feed === entry.feed.id)
  if (own?.outcome.kind === 'error') return { error: own.outcome.error }
  entry.requests = counted.requests
  return { ...(counted.requests === 0 ? { idle: true as const } : {}), ...(own?.againInMs === undefined ? {} : { againInMs: own.againInMs }) }
}

function hand(services: PollServices, entry: FeedEntry, result: Polled, counted: { readonly requests: number }): void {
  const { awsTime } = services
  const { place } = entry.scope
  const target = entryOf(place, result.feed)
  const observedAtMs = result.readAtMs ?? (result.dateMs === undefined ? awsTime.nowMs() : awsTime.note(place.key, result.dateMs))
  if (result.partial === undefined) book(target, result, observedAtMs, awsTime.nowMs())
  services.observe({
    scope: target.scope.scope,
    feed: result.feed,
    observedAtMs,
    requests: counted.requests,
    outcome: result.outcome,
    ...(result.partial === undefined ? {} : { partial: true }),
  })
}

function book(entry: FeedEntry, { outcome }: Polled, observedAtMs: number, nowMs: number): void {
  entry.polled = true
  entry.endedAtMs = nowMs
  if (outcome.kind === 'error') {
    entry.error = outcome.error
    entry.failuresInARow += 1
  } else {
    entry.observedAtMs = observedAtMs
    entry.failuresInARow = 0
    delete entry.error
  }
}

/** Requests of one task: each waits for its turn, is counted and paid for, and is sent again where that helps. `end`: none will follow. */
export function createCall(services: CallServices, entry: Pick<FeedEntry, 'scope'>, priority: Priority, counted: { requests: number }): Call & { end(): void } {
  const { limiter, activity, signal, meter, timers, ids } = services
  const { scope } = entry
  const place = scope.place.key
  // A scope whose last poll met silence gets one attempt a request: the next poll is the retry.
  const attempts = scope.breaker.failures > 0 ? 1 : attemptsPerRequest
  let unanswered: BucketSpec | undefined
  const succeeded = (): void => {
    if (unanswered !== undefined) limiter.succeeded(place, unanswered)
    unanswered = undefined
  }
  return {
    signal,
    onRequest: async (operation, metrics) => {
      succeeded()
      const spec = bucketOf(scope.scope.service, operation)
      await limiter.turn(place, spec, priority, signal)
      if (signal.aborted) return
      unanswered = spec
      const dollars = dollarsOf(scope.scope.service, operation, metrics)
      counted.requests += 1
      scope.requests += 1
      scope.dollars = addDollars(scope.dollars, dollars)
      meter.add(dollars)
    },
    onFailure: async (operation, error, attempt) => {
      unanswered = undefined
      if (error.kind === 'throttled') {
        services.onThrottled()
        limiter.throttled(place, bucketOf(scope.scope.service, operation))
      }
      const decision = decideRetry(error, attempt, ids.random(), error.kind === 'throttled' ? attemptsPerRequest : attempts)
      if (decision.kind === 'giveUp') return 'giveUp'
      if (decision.afterMs > 0) await activity.pause<void>((resume) => wait(timers, decision.afterMs, `retry of ${operation} in ${place}`, signal, resume))
      return signal.aborted ? 'giveUp' : 'again'
    },
    end: succeeded,
  }
}

function wait(timers: Timers, delayMs: number, reason: string, signal: AbortSignal, resume: () => void): void {
  const end = (): void => {
    cancel()
    signal.removeEventListener('abort', end)
    resume()
  }
  const cancel = timers.after(delayMs, reason, end)
  signal.addEventListener('abort', end)
}
