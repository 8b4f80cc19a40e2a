import type { Standing } from '#shared/alarms/matter'
import type { FleetTable } from '#shared/fleet/table'
import { rememberProbes, type RememberedProbe } from '#shared/probes/remembered'
import type { Publish } from '#electron/ipc/register'
import type { Timers } from '#electron/ports/clock'
import type { TableCache } from '../table-cache'
import type { OpenSourceDesk, SourceDesk } from '../desk/source-desk'
import type { OpenMaintenance, SourceMaintenance } from '../maintenance/source-maintenance'
import type { OpenSourceSupport, SourceSupport } from '../support/source-support'
import type { OpenHistory, SourceHistory } from '../history/source-history'
import type { HostedWatch, StartWatch } from './hosted-watch'
import type { OpenSource } from './open-source'

/** One source while it is watched; its table is kept for the next start, at most once a minute and when it is left. */
export interface WatchedSource {
  readonly open: OpenSource
  readonly watch: HostedWatch
  readonly history: SourceHistory
  readonly desk: SourceDesk
  readonly maintenance: SourceMaintenance
  readonly support: SourceSupport
  stop(): Promise<void>
}

export interface WatchedSourceDeps {
  readonly startWatch: StartWatch
  readonly openHistory: OpenHistory
  readonly openDesk: OpenSourceDesk
  readonly openMaintenance: OpenMaintenance
  readonly openSupport: OpenSourceSupport
  readonly cache: TableCache
  readonly publish: Publish
  /** What is worth waking somebody for in the source of this key. */
  readonly standing?: (key: string, open: OpenSource, standing: Standing) => void
  /** Wall time: how often the disk is written has nothing to do with the fleet's time. */
  readonly timers: Timers
}

const keepEveryMs = 60_000

/** `key` names the source in the cache. */
export async function watchSource(open: OpenSource, key: string, cached: FleetTable | undefined, deps: WatchedSourceDeps): Promise<WatchedSource> {
  let changed = false
  const history = deps.openHistory(key, open)
  const watch = await startedOr(() => history.stop(), deps.startWatch, open, cached, {
    history: (items) => history.add(items),
    standing: (standing) => deps.standing?.(key, open, standing),
    patch: (patch) => {
      changed = true
      deps.publish('fleet.patch', patch)
    },
    status: (status) => deps.publish('watch.status', status),
    restarted: (epoch) => deps.publish('fleet.reset', { epoch }),
  }, await rememberedBy(history))
  const desk = deps.openDesk(key, open)
  const maintenance = deps.openMaintenance(open, watch, desk)
  const support = deps.openSupport(open, watch, desk, history)
  const stopRescale = open.time?.onRescale((scale) => watch.rescale(scale))

  const keep = async (): Promise<void> => {
    if (!changed) return
    changed = false
    const { table, cached: nothingPolled } = await watch.snapshot()
    if (!nothingPolled) await deps.cache.save(key, table)
  }
  const ending = new AbortController()
  void repeat(keep, deps.timers, ending.signal)

  return {
    open,
    watch,
    history,
    desk,
    maintenance,
    support,
    stop: async () => {
      ending.abort()
      stopRescale?.()
      await keep().catch(() => undefined)
      await maintenance.stop()
      await support.stop()
      await watch.stop()
      await desk.stop()
      await history.stop()
      await open.close()
    },
  }
}

/** Without it the month begins unknown: no reason not to watch. */
async function rememberedBy(history: SourceHistory): Promise<readonly RememberedProbe[]> {
  if (history.beginsAnew) return []
  const store = await history.store()
  const kept = store.ok ? await store.value.probes() : store
  return kept.ok ? rememberProbes(kept.value.entries, kept.value.watchedUntilMs) : []
}

/** Starts the watch; what was opened for it is closed when that fails. */
async function startedOr(close: () => Promise<void>, start: StartWatch, ...args: Parameters<StartWatch>): ReturnType<StartWatch> {
  try {
    return await start(...args)
  } catch (cause) {
    await close()
    throw cause
  }
}

/** A watch that is gone keeps nothing, and that is no reason to stop trying. */
async function repeat(keep: () => Promise<void>, timers: Timers, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await timers.sleep(keepEveryMs, 'keep the table for the next start', signal)
    if (!signal.aborted) await keep().catch(() => undefined)
  }
}
