import { setMaxListeners } from 'node:events'
import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'
import { createActivity } from '#electron/polling/activity'
import type { Prober } from '#electron/ports/prober'
import { createProbing, type Probing, type ProbingOptions } from '#electron/probing/probing'
import { trainingConfig } from '#shared/fleet/fleet-defaults'
import { secondMs } from '#shared/kernel/time'
import { probeDefaults, type ProbeConfig } from '#shared/probes/probe-config'
import type { ProbeChange } from '#shared/probes/probe-state'
import { readingOf } from '#shared/probes/probe-view'
import { aTenant, monday } from '#test/builders/fleet'

/** Probing in virtual time over pages that the test decides about. */
export interface ProbeBench {
  readonly time: VirtualTime
  readonly probing: Probing
  /** When each page was asked, seconds since the start. */
  readonly asked: { readonly url: string; readonly atS: number }[]
  readonly news: Set<string>[]
  readonly changes: { readonly tenant: string; readonly change: ProbeChange }[]
  readonly stop: () => void
  mostOut(): number
  at(seconds: number): Promise<void>
  reading(tenant: string): string
}

export const pageOf = (tenant: string): string => `https://${tenant}.example/health`

/** `isUp`: whether a page answers at a moment. A failed question takes `failsAfterS`. */
export function probeBench(tenants: readonly string[], isUp: (tenant: string, atS: number) => boolean, more: { probe?: Partial<ProbeConfig>; failsAfterS?: number; takesMs?: number; remembered?: ProbingOptions['remembered'] } = {}): ProbeBench {
  const time = createVirtualTime(monday)
  const seconds = (): number => (time.clock.nowMs() - monday) / secondMs
  const bench = { asked: [] as { url: string; atS: number }[], news: [] as Set<string>[], changes: [] as { tenant: string; change: ProbeChange }[] }
  let out = 0
  let mostOut = 0
  const prober: Prober = {
    ask: async ({ url }, signal) => {
      const tenant = /\/\/(.*)\.example/.exec(url)?.[1] ?? ''
      bench.asked.push({ url, atS: seconds() })
      const up = isUp(tenant, seconds())
      out += 1
      mostOut = Math.max(mostOut, out)
      await time.timers.sleep(up ? (more.takesMs ?? 40) : (more.failsAfterS ?? 0) * secondMs, 'the page answers', signal)
      out -= 1
      return up ? { outcome: { kind: 'up' }, elapsedMs: 40, status: 200 } : { outcome: { kind: 'failed', failure: 'timeout', detail: 'no answer' }, elapsedMs: 10_000 }
    },
  }
  const calledOff = new AbortController()
  setMaxListeners(0, calledOff.signal)
  const activity = createActivity()
  const probing = createProbing({
    config: { ...trainingConfig([]), tenants: tenants.map((id) => aTenant(id, { probes: [{ environment: 'frontend', url: pageOf(id), ...probeDefaults, ...more.probe }] })) },
    prober,
    clock: time.clock,
    timers: time.timers,
    activity,
    signal: calledOff.signal,
    awsNowMs: () => time.clock.nowMs(),
    onNews: (ids) => bench.news.push(new Set(ids)),
    onChanged: ({ tenant }, change) => bench.changes.push({ tenant, change }),
    ...(more.remembered === undefined ? {} : { remembered: more.remembered }),
  })
  // A page that "takes" time sleeps on a timer, which moves only when everybody else has had their turn.
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 4; i++) await new Promise<void>((resolve) => setImmediate(resolve))
  }
  return {
    ...bench,
    time,
    probing,
    stop: () => {
      probing.stop()
      calledOff.abort()
    },
    mostOut: () => mostOut,
    at: (atS) => time.advanceTo(monday + atS * secondMs, settle),
    reading: (tenant) => {
      const [view] = probing.views(tenant)
      return view === undefined ? 'none' : readingOf(view, time.clock.nowMs()).kind
    },
  }
}
