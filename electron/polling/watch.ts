import { setMaxListeners } from 'node:events'
import type { AlarmHistory } from '#shared/alarms/alarm-history'
import type { DeskAlarms } from '#shared/alarms/desk-alarm'
import type { Standing } from '#shared/alarms/matter'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import type { Observation } from '#shared/fleet/observation'
import { services as allServices } from '#shared/fleet/feeds'
import type { FleetPatch, FleetSnapshot, FleetTable, TablePatch } from '#shared/fleet/table'
import type { TenantDetail } from '#shared/fleet/tenant-view'
import type { Source, WatchStatus } from '#shared/fleet/watch-status'
import type { DeskWord } from '#shared/maintenance/leftover'
import type { LogHits } from '#shared/services/log-hits'
import type { HistoryItem } from '#shared/history/batch'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { MetricsQuestion, TenantMetrics } from '#shared/metrics/tenant-metrics'
import type { AwsReaders } from '#electron/ports/aws-reader'
import type { Clock, Ids, Timers } from '#electron/ports/clock'
import type { Prober } from '#electron/ports/prober'
import type { RememberedProbe } from '#shared/probes/remembered'
import { createProbing } from '../probing/probing'
import type { Logger } from '#electron/ports/logger'
import { createActivity } from './activity'
import { createAlarmHistories } from './alarm-histories'
import { createAwsTime } from './aws-time'
import { createFleetStore } from './fleet-store'
import { createGate } from './gate'
import { createHistoryRecorder } from './history-recorder'
import { createLimiter } from './limiter'
import { createLogHits } from './log-hits'
import { lookAt, lookSpanMs } from './look'
import { createOffsiteSweeps } from './offsite-sweeps'
import { createMetricsDesk } from './metrics-desk'
import { createPatchPublisher } from './patch-publisher'
import { pollFeed } from './poll'
import { pollAgedAgain, pollPlaceOnce } from './poll-once'
import { createPlaces, entriesOf, type Place } from './poll-state'
import { closedBreaker } from './breaker'
import { createScheduler } from './scheduler'
import { asleep } from './sleep'
import { createSpendMeter } from './spend'
import { createStandingPublisher } from './standing-publisher'
import { createStatusPublisher } from './status-publisher'
import { accountStatuses, probeStatus } from './watch-status'
import { createZoneWatch } from './zone-watch'

/**
 * The watch over a fleet: polls, judges, publishes. One epoch: a new source or a restart makes a new watch.
 *
 * Everything it does in time goes through `clock` and `timers`; it reads AWS through `readers` alone.
 */
export interface Watch {
  readonly epoch: string
  /** Polls by cadence until stopped. */
  start(): void
  /** Ends polling and closes the readers; resolves when nothing is under way any more. */
  stop(): Promise<void>
  /** Polls every feed of every place once; resolves when all have ended. Does not need `start`. */
  pollOnce(): Promise<void>
  /** Polls now what an operator looks at: a tenant's places, an account's, or all. Returns how many scopes. */
  refresh(which: { readonly tenant?: string | undefined; readonly account?: string | undefined }): number
  /** The computer woke up: nothing is believed until it was polled again, which begins at once. */
  resume(): void
  /** The whole table; every patch sent before is in it. */
  snapshot(): FleetSnapshot
  /** What the desk knows of its maintenance windows and its support access. */
  heed(word: DeskWord): void
  tenant(id: string): TenantDetail | undefined
  /** An operator has this tenant on the screen: what is read of few tenants only is read of this one, for the next minutes. */
  look(id: string): void
  tenants(): readonly TenantDetail[]
  alarms(): DeskAlarms
  /** What CloudWatch remembers of one alarm (`AlarmRecord.key`). */
  alarmHistory(alarm: string): Promise<Result<AlarmHistory, AppError>>
  /** The charts of a tenant; one question at a time, `leaveMetrics` ends it. */
  metrics(question: MetricsQuestion): Promise<Result<TenantMetrics, AppError>>
  leaveMetrics(): void
  /** When the metric filters of a tenant last counted a line; a request a place, and not again within ten minutes. */
  logHits(tenant: string): Promise<Result<LogHits, AppError>>
  status(): WatchStatus
  /** Resolves when nothing is in flight and nothing can run before time moves. */
  settled(): Promise<void>
  /** Tasks that run or await a reply: what `settled` waits for to be none. */
  inFlight(): number
}

export interface WatchOptions {
  readonly config: FleetConfig
  readonly source: Source
  readonly readers: AwsReaders
  readonly clock: Clock
  readonly timers: Timers
  readonly ids: Ids
  readonly logger: Logger
  readonly publish: {
    readonly patch: (patch: FleetPatch) => void
    readonly status: (status: WatchStatus) => void
    /** What changed, for whoever keeps it; absent: nobody does, and nothing is computed for it. */
    readonly history?: (items: readonly HistoryItem[]) => void
    /** What is worth waking somebody for, whenever it differs. */
    readonly standing?: (standing: Standing) => void
  }
  /** Asks the pages of the fleet file's probes; absent: nobody asks them, and no probe is known. */
  readonly prober?: Prober
  /** What was kept of the probes' month. */
  readonly rememberedProbes?: readonly RememberedProbe[]
  /** The last session's table, shown until the first poll. */
  readonly cachedTable?: FleetTable
  /** Words about parts of the fleet file that do not work yet. */
  readonly notYet?: readonly string[]
  /** How much faster than the wall's the clock runs now; default 1. Batching is for people and sockets, so it keeps to wall time. */
  readonly speed?: () => number
  /** Resolves when an account's keys are there, or cannot be had; left out: they are always there. */
  readonly keys?: (account: string) => Promise<unknown>
  /** When the keys of an account end, AWS time. */
  readonly credentialsUntilMs?: (account: string) => number | undefined
  /** Rations requests as if the fleet had so many accounts x Regions: for measuring a sample of a larger one. */
  readonly rationedAsPlaces?: number
}

const squashMs = 100
const awsPatienceMs = 10 * secondMs

export function createWatch(options: WatchOptions): Watch {
  const { config, clock, timers, ids, logger, publish } = options
  const epoch = ids.next()
  const speed = options.speed ?? (() => 1)
  const abort = new AbortController()
  // Every wait and request of the watch listens to it.
  setMaxListeners(0, abort.signal)
  const activity = createActivity()
  const awsTime = createAwsTime(clock)
  const meter = createSpendMeter(() => clock.nowMs())
  const limiter = createLimiter({ clock, timers, activity })
  const gate = createGate(activity)
  const places = createPlaces(config, options.readers)
  const offsite = createOffsiteSweeps({ config, readers: options.readers, awsNowMs: () => awsTime.nowMs() })
  const history =
    publish.history === undefined
      ? undefined
      : // A second of wall time at least, however fast a training fleet's time runs.
        createHistoryRecorder({ run: epoch, awsNowMs: () => awsTime.nowMs(), beatMs: () => Math.max(minuteMs, secondMs * speed()), send: publish.history })
  const probing =
    options.prober === undefined
      ? undefined
      : createProbing({
          config,
          prober: options.prober,
          clock,
          timers,
          activity,
          signal: abort.signal,
          awsNowMs: () => awsTime.nowMs(),
          onNews: (tenants) => {
            store.touch(tenants)
            publisher.request()
            statusPublisher.request()
          },
          onChanged: ({ tenant, config: { environment, url } }, change) => history?.probe({ tenant, environment, url }, change),
          ...(options.rememberedProbes === undefined ? {} : { remembered: options.rememberedProbes }),
        })
  /** Answers of pages are dated in AWS time: the first answer of AWS tells it, and only for so long it is waited for. */
  const heardOfAws = newSignal()
  /** AWS time of the last answer of any account: tells whether this console is offline. */
  let awsAnsweredAtMs: number | undefined
  const store = createFleetStore({ config, probesOf: (tenant) => probing?.views(tenant) ?? [], awsNowMs: () => awsTime.nowMs(), ...(history === undefined ? {} : { history }), ...(options.cachedTable === undefined ? {} : { cachedTable: options.cachedTable }) })
  const publisher = createPatchPublisher({ epoch, timers, squashMs: () => squashMs * speed(), collect: () => judgeAndTell(), send: publish.patch })
  const zones = createZoneWatch((place) => store.zoneSight(place), () => awsTime.nowMs())
  const judgeAndTell = (): TablePatch | undefined => {
    const patch = store.judge()
    const { began, over, changed } = zones.look()
    if (changed) statusPublisher.request()
    history?.zones(began, over)
    history?.flush()
    standing?.request()
    return patch
  }
  const { standing: tellStanding } = publish
  const standing =
    tellStanding === undefined
      ? undefined
      : createStandingPublisher({ timers, speed, look: () => lookAtStanding(), send: tellStanding })
  const lookAtStanding = (): Standing => {
    const now = store.standing(zones.outages())
    history?.alarms(now)
    return now
  }
  let throttled = 0
  let cancelJudgement: (() => void) | undefined

  /** Verdicts that change by time alone are looked at when they do. */
  const armJudgement = (): void => {
    cancelJudgement?.()
    const nextMs = store.nextJudgementAtMs()
    cancelJudgement = nextMs === undefined || abort.signal.aborted ? undefined : timers.after(Math.max(0, nextMs - awsTime.nowMs()), 'a verdict that changes by time', flush)
  }
  const flush = (): void => {
    publisher.flush()
    armJudgement()
  }

  const services = {
    timers,
    ids,
    logger,
    activity,
    limiter,
    meter,
    awsTime,
    places: options.rationedAsPlaces ?? places.length,
    offsite,
    dailySnapshots: Math.max(config.contract.dailySnapshots, ...config.tenants.map((tenant) => tenant.contract.dailySnapshots)),
    signal: abort.signal,
    onThrottled: () => {
      throttled += 1
    },
    observe: (observation: Observation) => {
      history?.observed(observation)
      zones.observed(observation)
      if (observation.outcome.kind !== 'error') awsAnsweredAtMs = awsTime.nowMs()
      heardOfAws.give()
      store.apply(observation)
    },
  }
  const alarmHistories = createAlarmHistories({ services, places, awsTime })
  const logHits = createLogHits({ services, places, awsTime, view: (tenant) => store.tenant(tenant)?.view })
  const metrics = createMetricsDesk({ services, places, awsTime, view: (tenant) => store.tenant(tenant)?.view })
  const scheduler = createScheduler({
    places,
    clock,
    timers,
    activity,
    gate,
    poll: (entry, priority) => pollFeed(services, entry, priority),
    ...(options.keys === undefined ? {} : { keys: options.keys }),
    onPolled: (entry) => {
      logPoll(logger, entry)
      publisher.request()
      statusPublisher.request()
    },
  })
  const status = (): WatchStatus => {
    const offsetMs = awsTime.offsetMs()
    return {
      epoch,
      source: options.source,
      desk: config.desk,
      ...(offsetMs === undefined ? {} : { awsNowMs: awsTime.nowMs(), awsOffsetMs: offsetMs }),
      speed: speed(),
      accounts: accountStatuses(config, places, { nextPollAtMs: (entry) => scheduler.nextPollAtMs(entry), credentialsUntilMs: options.credentialsUntilMs ?? (() => undefined) }),
      spend: meter.spend(),
      throttled,
      unassigned: store.unassigned(),
      notYet: options.notYet ?? [],
      ...(zones.outages().length === 0 ? {} : { zoneOutages: zones.outages() }),
      ...(probing === undefined || probing.count() === 0 ? {} : { probes: probeStatus(probing.count(), probing.verdict(), awsAnsweredAtMs) }),
    }
  }
  const statusPublisher = createStatusPublisher({ timers, speed, scopes: places.length * allServices.length, send: () => publish.status(status()) })

  return {
    epoch,
    start: () => {
      flush()
      scheduler.start()
      const cancel = timers.after(awsPatienceMs, 'probes wait for AWS time', heardOfAws.give)
      void heardOfAws.given.then(() => {
        cancel()
        if (!abort.signal.aborted) probing?.start()
      })
      statusPublisher.request()
    },
    stop: async () => {
      scheduler.stop()
      heardOfAws.give()
      probing?.stop()
      abort.abort()
      publisher.stop()
      statusPublisher.stop()
      standing?.stop()
      cancelJudgement?.()
      await activity.settled()
      for (const place of places) place.reader.close()
      offsite.close()
    },
    pollOnce: async () => {
      const polls = Promise.all(places.map((place) => pollPlaceOnce(place, scheduler)))
      await Promise.all([polls, Promise.race([polls, heardOfAws.given]).then(() => probing?.askAll())])
      await Promise.all(places.map((place) => pollAgedAgain(place, scheduler, () => awsTime.nowMs())))
      flush()
    },
    refresh: (which) => {
      const chosen = choose(places, which, which.tenant === undefined ? [] : store.placesOf(which.tenant))
      scheduler.hurry(chosen.flatMap(entriesOf).filter((entry) => entry.feed.tier !== 'T2'))
      if (which.account === undefined) probing?.hurry(which.tenant)
      return chosen.flatMap((place) => place.scopes).filter((scope) => scope.entries.some((entry) => entry.feed.tier !== 'T2')).length
    },
    resume: () => {
      for (const scope of places.flatMap((place) => place.scopes)) scope.breaker = closedBreaker
      history?.slept()
      for (const entry of places.flatMap(entriesOf)) store.apply(asleep(entry, awsTime.nowMs()))
      probing?.resume()
      flush()
      scheduler.hurry(places.flatMap(entriesOf))
      statusPublisher.request()
    },
    snapshot: () => {
      flush()
      return { epoch, seq: publisher.seq(), cached: store.isCached(), table: store.table() }
    },
    heed: ({ leftovers, closed, support, runs }) => {
      if (closed !== undefined) probing?.close(new Set(closed))
      const differs = [leftovers !== undefined && store.leave(leftovers), support !== undefined && store.support(support), runs !== undefined && store.runs(runs)]
      if (!differs.includes(true)) return
      publisher.request()
      flush()
    },
    tenant: (id) => store.tenant(id),
    look: (id) => {
      const nowMs = awsTime.nowMs()
      scheduler.hurry(lookAt(store.tenant(id)?.view.appGroups ?? [], places, nowMs, nowMs + lookSpanMs(speed())))
    },
    tenants: () => store.tenants(),
    alarms: () => store.alarms(),
    alarmHistory: async (alarm) => {
      const answer = await alarmHistories.load(alarm)
      statusPublisher.request()
      return answer
    },
    metrics: async (question) => {
      const answer = await metrics.load(question)
      statusPublisher.request()
      return answer
    },
    leaveMetrics: () => metrics.leave(),
    logHits: async (tenant) => {
      const answer = await logHits.load(tenant)
      statusPublisher.request()
      return answer
    },
    status,
    settled: () => activity.settled(),
    inFlight: () => activity.count(),
  }
}

function newSignal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give: () => void = () => undefined
  const given = new Promise<void>((resolve) => (give = resolve))
  return { given, give }
}

function choose(places: readonly Place[], which: { readonly tenant?: string | undefined; readonly account?: string | undefined }, ofTenant: readonly string[]): readonly Place[] {
  return places.filter((place) => (which.account === undefined || place.account === which.account) && (which.tenant === undefined || ofTenant.includes(place.key)))
}

function logPoll(logger: Logger, entry: { readonly key: string; readonly error?: { readonly kind: string; readonly code?: string }; readonly failuresInARow: number }): void {
  // The first failure of a run, then now and then: a dead account must not fill the log.
  if (entry.error === undefined || (entry.failuresInARow & (entry.failuresInARow - 1)) !== 0) return
  logger.warn('poll.failed', { feed: entry.key, kind: entry.error.kind, code: entry.error.code, inARow: entry.failuresInARow })
}
