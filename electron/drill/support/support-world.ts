import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import type { FleetConfig, SupportDoor } from '#shared/fleet/fleet-config'
import { silentLogger } from '#electron/adapters/system/logger'
import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'
import type { RunningSupport } from '#electron/support/support-office'
import { loadScenario, startTrainingFleet, type TrainingFleet } from '#electron/training/index'
import type { SupportMatter } from '#shared/support/matter'
import type { Life } from '../crash/life'
import { account, enterSupport, region, tenant, type EnteredSupport } from './entered-support'
import { guarded } from './guarded'
import { createWorldSight, type WorldSight } from './world-sight'

export const startAtMs = Date.UTC(2026, 2, 2, 12)

/** What outlives every console: a training fleet on its wire, a desk, and time. */
export interface SupportWorld extends Pick<EnteredSupport, 'config' | 'endpoint' | 'file' | 'operators' | 'storeOf' | 'settled'> {
  readonly door: SupportDoor
  readonly time: VirtualTime
  readonly fleet: TrainingFleet
  readonly sight: WorldSight
  /** What this computer's clock is off by, as a console reads it of AWS. */
  skewMs: number
  address: string
  /** A console; its rounds begin with `makeRounds`. */
  console(person: string, life?: Life): RunningSupport
  /** What the rounds of any console told the watch last. */
  readonly told: () => readonly SupportMatter[]
  heed(matters: readonly SupportMatter[]): void
  /** Time passes, and AWS is looked at every few seconds of it. */
  pass(ms: number): Promise<void>
  stop(): Promise<void>
}

/** So often AWS is looked at while time passes, but not oftener than this many times in one go. */
const lookEveryMs = 5 * secondMs
const mostLooks = 40

const scenario = {
  version: 1,
  name: 'support',
  seed: 5,
  startAt: new Date(startAtMs).toISOString(),
  fleet: { pooled: [], tenants: [{ id: tenant, name: 'Acme', account, region, engine: 'mysql', environments: ['frontend'] }] },
}

/** `file`: of the desk's store; left out: in memory. */
export async function openSupportWorld(file = ':memory:'): Promise<Result<SupportWorld, AppError>> {
  const loaded = loadScenario(JSON.stringify(scenario), 'support.json')
  if (!loaded.ok) return loaded
  const time = createVirtualTime(startAtMs)
  const fleet = await startTrainingFleet({ scenario: loaded.value, ...time, logger: silentLogger })
  const parsed = parseFleetFile(fleet.fleetFileText(), 'training fleet')
  if (!parsed.ok) return parsed
  const config = withoutSelfService(parsed.value.config)
  const door = config.tenants.find(({ id }) => id === tenant)?.support?.doors[0]
  if (door === undefined) throw new Error('The training fleet has no doors.')
  const changing = { skewMs: 0, address: '198.51.100.7' }
  const entered = enterSupport({ config, endpoint: fleet.endpoint, file }, { time, skewMs: () => world.skewMs, address: () => world.address, held: () => fleet.held() })
  if (!entered.ok) return entered
  const { operators, traffic, settled } = entered.value
  const sight = createWorldSight(guarded(operators, traffic), door, config.support, time.clock)
  let told: readonly SupportMatter[] = []
  let next = 0
  const world: SupportWorld = {
    ...entered.value,
    ...changing,
    door,
    time,
    fleet,
    sight,
    console: (person, life) => entered.value.console({ person, ids: { next: () => `${person}-${(next += 1)}`, random: () => 0.5 }, ...(life === undefined ? {} : { life }) }),
    told: () => told,
    heed: (matters) => (told = matters),
    pass: async (ms) => {
      await settled()
      const untilMs = time.clock.nowMs() + ms
      const stepMs = Math.max(lookEveryMs, ms / mostLooks)
      while (time.clock.nowMs() < untilMs) {
        await time.advanceTo(Math.min(untilMs, time.clock.nowMs() + stepMs), settled)
        await sight.look()
      }
    },
    stop: async () => {
      await Promise.all([fleet.stop(), entered.value.stop()])
    },
  }
  return ok(world)
}

/** Somebody else has to approve. */
const withoutSelfService = (config: FleetConfig): FleetConfig => ({ ...config, tenants: config.tenants.map((each) => (each.support === undefined ? each : { ...each, support: { ...each.support, selfService: false } })) })

/** A console that dies is away for as long as its lease; then somebody else comes. */
export const absentMs = minuteMs / 2 + 2 * secondMs
