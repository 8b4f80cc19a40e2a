import type { FleetConfig } from '#shared/fleet/fleet-config'
import { secondMs } from '#shared/kernel/time'
import type { NetworkVerdict } from '#shared/probes/network'
import { isSuspected, suspicionRetryMs } from '#shared/probes/probe-state'
import type { ProbeView } from '#shared/probes/probe-view'
import type { Clock, Timers } from '#electron/ports/clock'
import type { Prober } from '#electron/ports/prober'
import type { Activity } from '../polling/activity'
import { createDueQueue } from '../polling/due-queue'
import { hash, nextSlotMs } from '../polling/phase'
import type { RememberedProbe } from '#shared/probes/remembered'
import { openProbeBooks, viewOf, type ProbeEntry } from './probe-books'
import { createProbeDesk, type Consequences, type ProbeChanged } from './probe-desk'

/**
 * Asks every probe of the fleet file by its interval.
 *
 * 1. Each has a fixed phase within its interval and a little jitter, so that a fleet's probes spread evenly and never march in step.
 * 2. At most 128 are out at a time; who waits longer than an answer holds is unknown, never up.
 * 3. Times of answers are AWS time, so that they can be laid beside AWS's events; waiting is by the product's clock.
 */
export interface Probing {
  start(): void
  stop(): void
  /** Every probe once, and the failed ones again; resolves when all have ended. Does not need `start`. */
  askAll(): Promise<void>
  /** Asked now, out of turn: a tenant's, or all. */
  hurry(tenant: string | undefined): void
  /** Tenants whose access a window of ours has closed. */
  close(tenants: ReadonlySet<string>): void
  /** This computer woke up. */
  resume(): void
  views(tenant: string): readonly ProbeView[]
  count(): number
  verdict(): NetworkVerdict
}

export interface ProbingOptions {
  readonly config: FleetConfig
  readonly prober: Prober
  readonly clock: Clock
  readonly timers: Timers
  readonly activity: Activity
  readonly signal: AbortSignal
  readonly awsNowMs: () => number
  /** These tenants' probes read differently now. */
  readonly onNews: (tenants: ReadonlySet<string>) => void
  readonly onChanged?: ProbeChanged
  readonly remembered?: readonly RememberedProbe[]
}

const mostOut = 128
/** Hundreds of first questions at once would be a storm; a small fleet need not wait for its first answers. */
const firstRoundMsEach = 6

export function createProbing(options: ProbingOptions): Probing {
  const { prober, clock, timers, activity, signal, awsNowMs } = options
  const books = openProbeBooks(options.config, options.remembered)
  const desk = createProbeDesk(books, options.onChanged ?? (() => undefined))
  desk.remember()
  const due = createDueQueue<ProbeEntry>()
  const line = new Map<ProbeEntry, (() => void)[]>()
  let out = 0
  let alive = false
  let armedForMs: number | undefined
  let cancelTimer: (() => void) | undefined

  const arm = (): void => {
    const nextMs = alive ? due.nextAtMs() : undefined
    if (nextMs === armedForMs) return
    cancelTimer?.()
    armedForMs = nextMs
    cancelTimer = nextMs === undefined ? undefined : timers.after(Math.max(0, nextMs - clock.nowMs()), 'the next probe', wake)
  }
  const wake = (): void => {
    armedForMs = undefined
    cancelTimer = undefined
    for (const entry of due.takeDue(clock.nowMs())) enqueue(entry)
    arm()
  }
  const enqueue = (entry: ProbeEntry, done?: () => void): void => {
    line.set(entry, [...(line.get(entry) ?? []), ...(done === undefined ? [] : [done])])
    pump()
  }
  const pump = (): void => {
    for (const [entry, done] of line) {
      if (out >= mostOut || signal.aborted) break
      if (entry.isOut) continue
      line.delete(entry)
      void activity.run(() => ask(entry)).finally(() => done.forEach((tell) => tell()))
    }
    if (signal.aborted) for (const [entry, done] of line) if (line.delete(entry)) done.forEach((tell) => tell())
  }

  const ask = async (entry: ProbeEntry): Promise<void> => {
    out += 1
    entry.isOut = true
    entry.asked += 1
    const atMs = awsNowMs()
    const answer = await prober.ask(entry.config, signal)
    out -= 1
    entry.isOut = false
    // Called off is no answer.
    if (!signal.aborted) follow(desk.receive(entry, { ...answer, atMs }))
    plan(entry)
    pump()
  }
  const follow = ({ tenants, askNow }: Consequences): void => {
    if (tenants.size > 0) options.onNews(tenants)
    for (const entry of askNow) enqueue(entry)
  }
  const plan = (entry: ProbeEntry): void => {
    if (!alive) return
    const nowMs = clock.nowMs()
    const intervalMs = entry.config.intervalSeconds * secondMs
    const jitterMs = hash(`${entry.phase} ${entry.asked}`) % (intervalMs * 0.1)
    const nextMs = nextSlotMs(entry.phase, intervalMs, nowMs) + jitterMs
    due.set(entry, isSuspected(entry.state) ? Math.min(nextMs, nowMs + suspicionRetryMs) : nextMs)
    arm()
  }
  const askAndWait = (entries: readonly ProbeEntry[]): Promise<unknown> => Promise.all(entries.map((entry) => new Promise<void>((resolve) => enqueue(entry, resolve))))

  return {
    start: () => {
      alive = true
      const nowMs = clock.nowMs()
      const spreadMs = Math.max(secondMs, books.entries.length * firstRoundMsEach)
      for (const entry of books.entries) due.set(entry, nowMs + (hash(entry.phase) % Math.min(spreadMs, entry.config.intervalSeconds * secondMs)))
      arm()
    },
    stop: () => {
      alive = false
      arm()
      line.clear()
    },
    askAll: async () => {
      await askAndWait(books.entries)
      const suspects = books.entries.filter(({ state }) => isSuspected(state))
      if (suspects.length === 0 || signal.aborted) return
      await timers.sleep(suspicionRetryMs, 'a failed probe is asked again', signal)
      await askAndWait(suspects)
    },
    hurry: (tenant) => {
      for (const entry of tenant === undefined ? books.entries : books.ofTenant(tenant)) if (!entry.isOut) enqueue(entry)
    },
    close: (tenants) => desk.close(tenants),
    resume: () => follow(desk.wake(awsNowMs())),
    views: (tenant) => books.ofTenant(tenant).map(viewOf),
    count: () => books.entries.length,
    verdict: () => desk.verdict(),
  }
}
