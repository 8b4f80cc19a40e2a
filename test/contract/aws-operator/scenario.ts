import { loadScenario, startTrainingFleet, type TrainingFleet } from '#electron/training/index'
import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'
import { silentLogger } from '#test/fakes/fake-watch-parts'

export const home = '111122223333'
export const region = 'eu-west-1'
export const otherRegion = 'eu-central-1'
export const startAtMs = Date.UTC(2026, 2, 2, 12)

const scenario = {
  version: 1,
  name: 'operator',
  seed: 5,
  startAt: new Date(startAtMs).toISOString(),
  fleet: {
    pooled: [
      { account: home, region, tenants: 6 },
      { account: home, region: otherRegion, tenants: 1 },
    ],
    tenants: [{ id: 'acme-bank', name: 'Acme Bank', account: home, region, engine: 'mysql', environments: ['frontend', 'portal'] }, { id: 'own-machines', name: 'Own Machines', account: home, region, engine: 'postgres', environments: ['frontend'], appGroups: 'per-tenant' }],
    silo: [{ region, tenants: 1, account: '222233334444' }],
  },
}

export interface Stage {
  readonly fleet: TrainingFleet
  readonly time: VirtualTime
}

/** A training fleet for operators, by day: no daily backup is in the way. */
export async function openStage(): Promise<Stage> {
  const loaded = loadScenario(JSON.stringify(scenario), 'operator.json')
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error))
  const time = createVirtualTime(startAtMs)
  return { time, fleet: await startTrainingFleet({ scenario: loaded.value, clock: time.clock, timers: time.timers, logger: silentLogger }) }
}
