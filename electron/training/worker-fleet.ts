import { appError } from '#shared/kernel/app-error'
import { createScaledTime, type ScaledTime } from '#electron/adapters/system/scaled-time'
import type { Clock } from '#electron/ports/clock'
import type { Logger } from '#electron/ports/logger'
import { loadScenario } from './scenario'
import { startTrainingFleet, type ClockChange, type TrainingFleet } from './training-fleet'
import type { FromTrainingWorker, TrainingWorkerData } from './worker-messages'

/** Starts a fleet on time that runs with the wall clock, and tells how it went. Undefined: it did not start, and that was told. */
export async function startTrainingWorker(data: TrainingWorkerData, post: (message: FromTrainingWorker) => void, wall: { readonly clock: Clock; readonly logger: Logger }): Promise<TrainingFleet | undefined> {
  const scenario = loadScenario(data.scenarioText, data.scenarioPath)
  if (!scenario.ok) {
    post({ kind: 'failed', error: scenario.error })
    return undefined
  }
  const { name, title, seed, speed, startAtMs } = scenario.value
  const time = createScaledTime({ originMs: startAtMs, wallOriginMs: wall.clock.nowMs(), speed: data.speed ?? speed })
  const setClock = (change: ClockChange): void => {
    rescale(time, change, wall.clock.nowMs())
    post({ kind: 'rescaled', timeScale: time.scale() })
  }
  try {
    const fleet = await startTrainingFleet({ scenario: scenario.value, clock: time.clock, timers: time.timers, setClock, port: data.port ?? 0, logger: wall.logger })
    const { endpoint, token, accounts, practice } = fleet
    const files = { fleetFileText: fleet.fleetFileText(), signInFleetFileText: fleet.signInFleetFileText() }
    post({ kind: 'started', endpoint, token, scenario: name, title, seed, accounts, ...files, practice: { startUrl: practice.startUrl, region: practice.region }, timeScale: time.scale() })
    return fleet
  } catch (cause) {
    post({ kind: 'failed', error: appError('unreachable', 'The training fleet could not listen on the loopback address.', { code: cause instanceof Error ? cause.message : String(cause) }) })
    return undefined
  }
}

function rescale(time: ScaledTime, { speed, advanceMs = 0 }: ClockChange, wallNowMs: number): void {
  time.rescale({ originMs: time.clock.nowMs() + advanceMs, wallOriginMs: wallNowMs, speed: speed ?? time.scale().speed })
}
