import type { AppError } from '#shared/kernel/app-error'
import type { HistoryItem } from '#shared/history/batch'
import { secondMs } from '#shared/kernel/time'
import { ok, type Result } from '#shared/kernel/result'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import type { FleetPatch } from '#shared/fleet/table'
import { createAwsReaders, createCredentialSource } from '#electron/adapters/aws/index'
import { createProber } from '#electron/adapters/http/prober'
import { nextTurn } from '#electron/adapters/system/event-loop'
import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'
import { createWatch, type Watch } from '#electron/polling/watch'
import type { Logger } from '#electron/ports/logger'
import { startTrainingFleet, trainingCredentials, type Scenario, type TrainingFleet } from '#electron/training/index'
import { settle } from './lockstep'
import { createRequestGate } from './request-gate'
import { seededIds } from './seeded-ids'

/** The product's own watch before a training fleet, over a loopback socket, both on one virtual clock. Nothing has begun yet. */
export interface Stage {
  readonly time: VirtualTime
  readonly fleet: TrainingFleet
  readonly watch: Watch
  /** Plays on to a moment; time stands still while anything is in flight. */
  readonly playTo: (atMs: number) => Promise<void>
  /** Waits for work that was begun outside of time's course, e.g. `watch.pollOnce()`. */
  readonly playOut: <T>(work: Promise<T>) => Promise<T>
  readonly stop: () => Promise<void>
}

export interface StageOptions {
  readonly scenario: Scenario
  readonly logger: Logger
  readonly onPatch?: (patch: FleetPatch) => void
  /** What the watch hands to the local database; absent: nothing is computed for it. */
  readonly onHistory?: (items: readonly HistoryItem[]) => void
  /** The scenario is a sample of a fleet with so many accounts x Regions. */
  readonly rationedAsPlaces?: number
  /** False: probes are left out, to measure what AWS costs; default true. */
  readonly asksPages?: boolean
}

/** A request that gets no answer is given up after so much simulated time, as the desktop app does in wall time. */
const deadlineMs = 10 * secondMs

export async function openStage({ scenario, logger, onPatch, onHistory, rationedAsPlaces, asksPages = true }: StageOptions): Promise<Result<Stage, AppError>> {
  const time = createVirtualTime(scenario.startAtMs)
  const { clock, timers } = time
  const fleet = await startTrainingFleet({ scenario, clock, timers, logger })
  const parsed = parseFleetFile(fleet.fleetFileText(), 'training fleet')
  if (!parsed.ok) {
    await fleet.stop()
    return parsed
  }
  const gate = createRequestGate()
  const watch = createWatch({
    config: parsed.value.config,
    source: { kind: 'training', scenario: scenario.name, seed: scenario.seed },
    readers: gate.guard(readersOf(parsed.value.config, fleet, time)),
    ...(asksPages ? { prober: gate.guardProber(createProber({ clock, timers })) } : {}),
    clock,
    timers,
    ids: seededIds(scenario.seed),
    logger,
    publish: { patch: onPatch ?? (() => undefined), status: () => undefined, ...(onHistory === undefined ? {} : { history: onHistory }) },
    ...(rationedAsPlaces === undefined ? {} : { rationedAsPlaces }),
  })
  const settled = (): Promise<void> => settle(gate, fleet, nextTurn)
  return ok({
    time,
    fleet,
    watch,
    playTo: (atMs) => time.advanceTo(atMs, settled),
    playOut: (work) => playOut(work, time, settled),
    stop: async () => {
      // What waits at the gate must be let through to notice that it is over.
      await Promise.all([watch.stop(), settled()])
      await fleet.stop()
    },
  })
}

function readersOf(config: FleetConfig, { endpoint }: TrainingFleet, { clock, timers }: VirtualTime) {
  const credentials = createCredentialSource({ config, endpoint, clock, timers, training: trainingCredentials })
  return createAwsReaders({ endpoint, credentials, tags: config.tags, clock, timers, deadlineMs })
}

/** Time moves from timer to timer until the work has ended. */
async function playOut<T>(work: Promise<T>, time: VirtualTime, settled: () => Promise<void>): Promise<T> {
  let ended = false
  const mark = (): void => {
    ended = true
  }
  work.then(mark, mark)
  await settled()
  while (!ended) {
    const nextMs = time.nextDueAtMs()
    if (nextMs === undefined) throw new Error(`Nothing will ever end this: no timer waits (${time.reasons().join(', ')})`)
    await time.advanceTo(nextMs, settled)
  }
  return work
}
