import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { loadScenario, startTrainingFleet, type TrainingFleet } from '#electron/training/index'

/** A small fleet whose time is the computer's: the AWS CLI knows no other. */
export async function startTrainingFleetNow(): Promise<TrainingFleet> {
  const scenario = loadScenario(
    JSON.stringify({
      version: 1,
      name: 'now',
      seed: 7,
      startAt: new Date(realClock.nowMs()).toISOString(),
      speed: 1,
      fleet: { pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 3 }] },
    }),
    'now.json',
  )
  if (!scenario.ok) throw new Error(scenario.error.message)
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined }
  return startTrainingFleet({ scenario: scenario.value, clock: realClock, timers: realTimers, logger })
}
