import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import type { FleetConfig, SupportDoor } from '#shared/fleet/fleet-config'
import { createAwsOperators, createCredentialSource } from '#electron/adapters/aws/index'
import { openLocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { createSqliteDeskStore } from '#electron/adapters/sqlite/desk/sqlite-desk-store'
import { sha256 } from '#electron/adapters/system/digest'
import { nextTurn } from '#electron/adapters/system/event-loop'
import { silentLogger } from '#electron/adapters/system/logger'
import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'
import type { AwsOperators } from '#electron/ports/aws-operator'
import type { DeskStore } from '#electron/ports/desk-store'
import { createSupportOffice, type RunningSupport } from '#electron/support/support-office'
import { loadScenario, startTrainingFleet, trainingCredentials, type TrainingFleet } from '#electron/training/index'
import type { SupportMatter } from '#shared/support/matter'
import { timersOf, type Life } from '../crash/life'
import type { Traffic } from '../crash/guarded-operators'
import { guarded, guardedStore } from './guarded'
import { createWorldSight, type WorldSight } from './world-sight'

export const startAtMs = Date.UTC(2026, 2, 2, 12)
export const account = '111122223333'
export const region = 'eu-west-1'
export const tenant = 'acme'

/** What outlives every console: a training fleet on its wire, a desk, and time. */
export interface SupportWorld {
  readonly config: FleetConfig
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
  settled(): Promise<void>
  stop(): Promise<void>
}

/** So often AWS is looked at while time passes, but not oftener than this many times in one go. */
const lookEveryMs = 5 * secondMs
const mostLooks = 40

export async function openSupportWorld(): Promise<Result<SupportWorld, AppError>> {
  const scenario = loadScenario(JSON.stringify({ version: 1, name: 'support', seed: 5, startAt: new Date(startAtMs).toISOString(), fleet: { pooled: [], tenants: [{ id: tenant, name: 'Acme', account, region, engine: 'mysql', environments: ['frontend'] }] } }), 'support.json')
  if (!scenario.ok) return scenario
  const time = createVirtualTime(startAtMs)
  const fleet = await startTrainingFleet({ scenario: scenario.value, ...time, logger: silentLogger })
  const parsed = parseFleetFile(fleet.fleetFileText(), 'training fleet')
  if (!parsed.ok) return parsed
  const given = parsed.value.config
  const config: FleetConfig = { ...given, tenants: given.tenants.map((each) => (each.support === undefined ? each : { ...each, support: { ...each.support, selfService: false } })) }
  const door = config.tenants.find(({ id }) => id === tenant)?.support?.doors[0]
  if (door === undefined) throw new Error('The training fleet has no doors.')
  const desk = openLocalDesk({ file: ':memory:', nowMs: startAtMs })
  if (!desk.ok) return desk
  const credentials = createCredentialSource({ config, endpoint: fleet.endpoint, ...time, training: trainingCredentials })
  const operators: AwsOperators = createAwsOperators({ endpoint: fleet.endpoint, credentials, ...time })
  const traffic: Traffic = { out: 0 }
  const storeOf = (person: string): DeskStore => createSqliteDeskStore({ desk: desk.value.desk, clock: time.clock, person: async () => ok(person) })
  const sight = createWorldSight(guarded(operators, traffic), door, config.support, time.clock)
  let told: readonly SupportMatter[] = []
  let next = 0
  const settled = (): Promise<void> => settle(traffic, fleet)
  const world: SupportWorld = {
    config,
    door,
    time,
    fleet,
    sight,
    skewMs: 0,
    address: '198.51.100.7',
    console: (person, life) =>
      createSupportOffice({
        config,
        store: life === undefined ? storeOf(person) : guardedStore(storeOf(person), life),
        sight: { awsOffsetMs: async () => ok(world.skewMs) },
        operators: guarded(operators, traffic, life),
        ownAddress: async () => ok(world.address),
        digest: sha256,
        clock: time.clock,
        timers: life === undefined ? time.timers : timersOf(time.timers, life),
        ids: { next: () => `${person}-${(next += 1)}`, random: () => 0.5 },
        logger: silentLogger,
        console: person,
        changed: () => undefined,
      }),
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
    settled,
    stop: async () => {
      operators(account, region).close()
      await Promise.all([fleet.stop(), desk.value.close()])
    },
  }
  return ok(world)
}

const quietTurns = 4

/** Requests that are out are answered, and what follows from the answers has begun. */
async function settle(traffic: Traffic, fleet: TrainingFleet): Promise<void> {
  for (let quiet = 0; quiet < quietTurns; quiet = traffic.out === fleet.held() ? quiet + 1 : 0) await nextTurn()
}

/** A console that dies is away for as long as its lease; then somebody else comes. */
export const absentMs = minuteMs / 2 + 2 * secondMs
