import type { FeedId } from '#shared/fleet/feeds'
import type { Clock, Timers } from '#electron/ports/clock'
import type { Activity } from './activity'
import { afterFailure, closedBreaker, countsForBreaker, permission, probing } from './breaker'
import { createDueQueue } from './due-queue'
import type { Gate } from './gate'
import { cadenceOf, nextPollMs } from './phase'
import type { PollEnd } from './poll'
import { entriesOf, entryOf, type FeedEntry, type Place, type ScopeBook } from './poll-state'
import { priorities, priorityOf, type Priority } from './priority'

/**
 * When each feed is polled, and which goes first.
 *
 * 1. A scope has two lanes, events and state (T0) apart from inventory and sweeps; a lane polls one feed at a time. A long sweep
 *    therefore never delays what must be seen within the minute.
 * 2. A scope with an open breaker lets one probe through; its other feeds wait for the verdict. Other scopes do not notice.
 * 3. When a feed recovers, the feeds of its account that failed are due at once.
 * 4. Who waits for an account's keys takes no place at the gate: a sign-in that is slow, or asked too often, delays its own accounts.
 */
export interface Scheduler {
  /** Everything becomes due now, then by cadence. */
  start(): void
  stop(): void
  /** Due now, before the cadence's own polls. */
  hurry(entries: readonly FeedEntry[]): void
  /** Polls one entry now, once, outside the cadence; resolves when it ended. */
  pollNow(entry: FeedEntry): Promise<PollEnd>
  nextPollAtMs(entry: FeedEntry): number | undefined
}

export interface SchedulerOptions {
  readonly places: readonly Place[]
  readonly clock: Clock
  readonly timers: Timers
  readonly activity: Activity
  readonly gate: Gate
  readonly poll: (entry: FeedEntry, priority: Priority) => Promise<PollEnd>
  /** Resolves when the account's keys are there, or cannot be had: the poll then says so. Left out: they always are. */
  readonly keys?: (account: string) => Promise<unknown>
  /** After each poll, booked. */
  readonly onPolled: (entry: FeedEntry) => void
}

interface Lane {
  readonly scope: ScopeBook
  readonly ready: Set<FeedEntry>
  running: boolean
}

export function createScheduler({ places, clock, timers, activity, gate, poll, keys, onPolled }: SchedulerOptions): Scheduler {
  const due = createDueQueue<FeedEntry>()
  const lanes = new Map<FeedEntry, Lane>()
  let alive = false
  let cancelTimer: (() => void) | undefined
  let armedForMs: number | undefined

  for (const scope of places.flatMap((place) => place.scopes)) {
    const [fast, slow]: [Lane, Lane] = [newLane(scope), newLane(scope)]
    for (const entry of scope.entries) lanes.set(entry, entry.feed.tier === 'T0' ? fast : slow)
  }

  const arm = (): void => {
    const nextMs = alive ? due.nextAtMs() : undefined
    if (nextMs === armedForMs) return
    cancelTimer?.()
    armedForMs = nextMs
    cancelTimer = nextMs === undefined ? undefined : timers.after(Math.max(0, nextMs - clock.nowMs()), 'the next poll', wake)
  }
  const wake = (): void => {
    armedForMs = undefined
    cancelTimer = undefined
    for (const entry of due.takeDue(clock.nowMs())) enqueue(entry)
    arm()
  }
  const enqueue = (entry: FeedEntry): void => {
    const lane = lanes.get(entry)!
    lane.ready.add(entry)
    kick(lane)
  }

  const kick = (lane: Lane): void => {
    if (!alive || lane.running || lane.ready.size === 0) return
    const allowed = permission(lane.scope.breaker, clock.nowMs())
    if (allowed.kind === 'wait') {
      if (allowed.untilMs === Number.POSITIVE_INFINITY) return // the probe's end kicks again
      for (const entry of lane.ready) due.set(entry, allowed.untilMs)
      lane.ready.clear()
      return
    }
    if (allowed.kind === 'probe') lane.scope.breaker = probing(lane.scope.breaker)
    const entry = mostUrgent(lane.ready)
    lane.ready.delete(entry)
    lane.running = true
    void pollNow(entry).finally(() => {
      lane.running = false
      for (const other of lanesOf(entry)) kick(other)
      arm()
    })
  }
  const lanesOf = (entry: FeedEntry): ReadonlySet<Lane> => new Set(entry.scope.entries.map((other) => lanes.get(other)!))

  const pollNow = (entry: FeedEntry): Promise<PollEnd> =>
    activity.run(async () => {
      const priority = priorityOf(entry.feed.tier, entry.visible)
      const failedBefore = entry.error !== undefined
      await keys?.(entry.scope.place.account)
      const end = await gate.pass(entry.scope.breaker.failures > 0 ? 'suspect' : 'answering', priority, () => poll(entry, priority))
      entry.visible = false
      close(entry.scope, end)
      if (alive) plan(entry, end, failedBefore)
      onPolled(entry)
      return end
    })

  const close = (scope: ScopeBook, { error, idle }: PollEnd): void => {
    if (idle === true) {
      scope.breaker = { ...scope.breaker, probing: false }
      return
    }
    if (error !== undefined && countsForBreaker(error.kind)) scope.breaker = afterFailure(scope.breaker, clock.nowMs())
    // A refusal is an answer too: whoever refuses is there.
    else if (error?.kind !== 'throttled' && error?.kind !== 'cancelled') scope.breaker = closedBreaker
    else scope.breaker = { ...scope.breaker, probing: false }
  }

  const plan = (entry: FeedEntry, { error, againInMs, idle }: PollEnd, failedBefore: boolean): void => {
    const nowMs = clock.nowMs()
    const { place } = entry.scope
    const feed = { ...entry.feed, cadenceMs: cadenceOf(entry.feed, entry.requests) }
    const nextMs = nextPollMs(place.key, feed, nowMs, error === undefined ? undefined : { kind: error.kind, inARow: entry.failuresInARow })
    due.set(entry, Math.min(nextMs, nowMs + (againInMs ?? Number.POSITIVE_INFINITY)))
    if (error === undefined) {
      if (entry.feed.id === 'cloudwatch.alarms') postpone(place, nowMs)
      for (const follower of followers[entry.feed.id] ?? []) startFollower(entryOf(place, follower), nowMs)
      if (failedBefore && idle !== true) retryFailed(place.account, nowMs)
    }
    arm()
  }
  /** A sweep has just answered what the state polls ask. */
  const postpone = (place: Place, nowMs: number): void => {
    for (const id of ['cloudwatch.firing', 'cloudwatch.no-data'] as const) {
      const entry = entryOf(place, id)
      const lane = lanes.get(entry)!
      if (!lane.ready.delete(entry) && due.dueAtMs(entry) === undefined) continue
      due.set(entry, nextPollMs(place.key, entry.feed, nowMs, undefined))
    }
  }
  const startFollower = (entry: FeedEntry, nowMs: number): void => {
    const lane = lanes.get(entry)!
    if (due.dueAtMs(entry) === undefined && !lane.running && !lane.ready.has(entry)) due.set(entry, nowMs)
  }
  const retryFailed = (account: string, nowMs: number): void => {
    for (const place of places.filter((candidate) => candidate.account === account)) {
      for (const other of entriesOf(place)) if (other.error !== undefined && due.dueAtMs(other) !== undefined && other.scope.breaker.probeAtMs === undefined) due.set(other, nowMs)
    }
  }

  return {
    start: () => {
      alive = true
      const nowMs = clock.nowMs()
      for (const entry of places.flatMap(entriesOf)) if (!isFollower(entry)) due.set(entry, nowMs)
      arm()
    },
    stop: () => {
      alive = false
      arm()
    },
    hurry: (entries) => {
      const nowMs = clock.nowMs()
      for (const entry of entries) {
        entry.visible = true
        const { breaker } = entry.scope
        if (breaker.probeAtMs !== undefined && !breaker.probing) entry.scope.breaker = { ...breaker, probeAtMs: nowMs }
        if (alive && !lanes.get(entry)!.ready.has(entry)) due.set(entry, nowMs)
      }
      arm()
    },
    pollNow,
    nextPollAtMs: (entry) => due.dueAtMs(entry),
  }
}

/** What a feed asks for follows from another's records: the first read of those starts it, then it has its own cadence. */
const followers: Partial<Record<FeedId, readonly FeedId[]>> = {
  'autoscaling.groups': ['elbv2.target-health', 'cloudwatch.app-load'],
  'rds.instances': ['kms.keys', 'offsite.copies', 'logs.metric-filters'],
  'tagging.resources': ['logs.metric-filters', 'wafv2.web-acls', 'transfer.servers', 's3.buckets'],
}
const isFollower = ({ feed }: FeedEntry): boolean => Object.values(followers).some((ids) => ids.includes(feed.id))

const newLane = (scope: ScopeBook): Lane => ({ scope, ready: new Set(), running: false })

function mostUrgent(ready: ReadonlySet<FeedEntry>): FeedEntry {
  const rank = (entry: FeedEntry): number => priorities.indexOf(priorityOf(entry.feed.tier, entry.visible))
  return [...ready].reduce((best, entry) => (rank(entry) < rank(best) ? entry : best))
}
