import type { FleetConfig } from '#shared/fleet/fleet-config'
import type { FleetPatch } from '#shared/fleet/table'
import type { WatchStatus } from '#shared/fleet/watch-status'
import type { HistoryItem } from '#shared/history/batch'
import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'
import { createWatch, type Watch, type WatchOptions } from '#electron/polling/watch'
import { createFakeAws, type FakeAws } from './fake-aws'
import { fakeConfig, fakeIds, silentLogger } from './fake-watch-parts'

/** A watch over the fake AWS in virtual time. */
export interface WatchBench {
  readonly time: VirtualTime
  readonly aws: FakeAws
  readonly watch: Watch
  readonly patches: FleetPatch[]
  readonly statuses: WatchStatus[]
  /** What it handed over to be kept. */
  readonly history: HistoryItem[]
  readonly config: FleetConfig
  /** Moves time on, everything in flight settled at each step. */
  readonly advance: (ms: number) => Promise<void>
}

export const benchStartMs = Date.UTC(2026, 2, 2, 6)

export function createWatchBench(config: FleetConfig = fakeConfig(), more: Pick<Partial<WatchOptions>, 'cachedTable' | 'keys'> = {}): WatchBench {
  const time = createVirtualTime(benchStartMs)
  const aws = createFakeAws(time)
  const patches: FleetPatch[] = []
  const statuses: WatchStatus[] = []
  const history: HistoryItem[] = []
  const watch = createWatch({
    config,
    source: { kind: 'training', scenario: 'fake', seed: 1 },
    readers: aws.readers,
    clock: time.clock,
    timers: time.timers,
    ids: fakeIds(),
    logger: silentLogger,
    publish: { patch: (patch) => void patches.push(patch), status: (status) => void statuses.push(status), history: (items) => void history.push(...items) },
    ...more,
  })
  return { time, aws, watch, patches, statuses, history, config, advance: (ms) => time.advanceTo(time.clock.nowMs() + ms, () => settle(watch)) }
}

/** What the fake resolves at once settles in microtasks; a fault that takes time waits in the fake's own timers and is left there. */
async function settle(watch: Watch): Promise<void> {
  for (let turns = 0; turns < 5 || (turns < 60 && watch.inFlight() > 0); turns++) await Promise.resolve()
  if (watch.inFlight() === 0) await watch.settled()
}
