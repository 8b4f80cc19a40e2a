import { rmSync } from 'node:fs'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import { hourMs } from '#shared/kernel/time'
import { factsOf } from '#shared/maintenance/plan-step'
import type { Plan } from '#shared/maintenance/plan'
import type { Span } from '#shared/maintenance/window'
import { createAwsOperators, createAwsReaders, createCredentialSource } from '#electron/adapters/aws/index'
import { openLocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { createSqliteDeskStore } from '#electron/adapters/sqlite/desk/sqlite-desk-store'
import { createWebReader } from '#electron/adapters/http/web-reader'
import { nextTurn } from '#electron/adapters/system/event-loop'
import { silentLogger } from '#electron/adapters/system/logger'
import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'
import type { Door } from '#electron/maintenance/effects/run-context'
import type { AwsOperators } from '#electron/ports/aws-operator'
import type { WebReader } from '#electron/ports/web-reader'
import type { DeskStore } from '#electron/ports/desk-store'
import { loadScenario, startTrainingFleet, trainingCredentials, type TrainingFleet } from '#electron/training/index'
import { createDeedLog, type DeedLog } from './deed-log'
import type { Traffic } from './guarded-operators'
import type { CrashScenario } from './scenarios'

export const account = '111122223333'
export const tenant = 'acme'
const startAtMs = Date.UTC(2026, 2, 2, 12)
const lengthHours = 6

/** What outlives every console: the training fleet on its wire, the desk's store in its file, and time. */
export interface CrashWorld {
  readonly config: FleetConfig
  readonly plan: Plan
  readonly span: Span
  /** Until when somebody extends the window, once it is asked whether its step is done. */
  readonly extendToMs?: number
  /** Kinds of conditions that are as wrong afterwards as before. */
  readonly leaves: readonly string[]
  readonly region: string
  readonly bucket: string
  readonly alarms: readonly string[]
  readonly doors: readonly Door[]
  readonly time: VirtualTime
  readonly fleet: TrainingFleet
  readonly store: DeskStore
  readonly operators: AwsOperators
  readonly web: WebReader
  readonly deeds: DeedLog
  /** Operations that were asked of AWS, by effect. */
  readonly requests: Map<string, Set<string>>
  readonly traffic: Traffic
  /** Until nothing moves but with time. */
  readonly settled: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** More host names than one rule takes. */
const hosts = ['frontend.acme.example', ...['a', 'b', 'c', 'd', 'e'].map((letter) => `${letter}.acme.example`)]

export async function openCrashWorld({ name, step, region, copyTo, events, faults = [], leaves = [], extendToHours }: CrashScenario, file: string): Promise<Result<CrashWorld, AppError>> {
  const pooled = copyTo === undefined ? [] : [{ account, region: copyTo.region, tenants: 1 }]
  const fleetOf = { pooled, tenants: [{ id: tenant, name: 'Acme', account, region, engine: 'mysql', environments: ['frontend'] }] }
  const scenario = loadScenario(JSON.stringify({ version: 1, name: 'crash', seed: 5, startAt: new Date(startAtMs).toISOString(), fleet: fleetOf, events, faults }), `${name}.json`)
  if (!scenario.ok) return scenario
  for (const each of [file, `${file}-wal`, `${file}-shm`]) rmSync(each, { force: true })
  const desk = openLocalDesk({ file, nowMs: startAtMs })
  if (!desk.ok) return desk
  const time = createVirtualTime(startAtMs)
  const { clock, timers } = time
  const fleet = await startTrainingFleet({ scenario: scenario.value, clock, timers, logger: silentLogger })
  const parsed = parseFleetFile(fleet.fleetFileText(), 'training fleet')
  if (!parsed.ok) return parsed
  const credentials = createCredentialSource({ config: parsed.value.config, endpoint: fleet.endpoint, clock, timers, training: trainingCredentials })
  const operators = createAwsOperators({ endpoint: fleet.endpoint, credentials, clock, timers })
  const found = await thingsOf(parsed.value.config, { endpoint: fleet.endpoint, credentials, time, region })
  if (!found.ok) return found
  const traffic = { out: 0 }
  return ok({
    config: parsed.value.config,
    plan: { ...planOf(step, found.value), ...(copyTo === undefined ? {} : { copyTo }) },
    span: { fromMs: startAtMs, toMs: startAtMs + lengthHours * hourMs },
    ...(extendToHours === undefined ? {} : { extendToMs: startAtMs + extendToHours * hourMs }),
    leaves,
    region,
    bucket: `notices-${account}-${region}`,
    alarms: ['cpu-high', 'free-storage-low'].map((what) => `${tenant}-frontend-${what}`),
    doors: [{ account, region, loadBalancerArn: found.value.loadBalancerArn, hosts }],
    time,
    fleet,
    store: createSqliteDeskStore({ desk: desk.value.desk, clock, person: async () => ok('ada') }),
    operators,
    web: createWebReader({ timers }),
    deeds: createDeedLog(),
    requests: new Map(),
    traffic,
    settled: () => settled(traffic, fleet),
    stop: async () => {
      operators(account, region).close()
      await Promise.all([fleet.stop(), desk.value.close()])
    },
  })
}

/** Requests that are out are answered, and what follows from the answers has begun. */
async function settled(traffic: Traffic, fleet: TrainingFleet): Promise<void> {
  for (let quiet = 0; quiet < quietTurns; quiet = traffic.out === fleet.held() ? quiet + 1 : 0) await nextTurn()
}
const quietTurns = 3

interface Things {
  readonly database: { readonly arn: string; readonly engineVersion?: string }
  readonly group: { readonly arn: string; readonly name: string }
  readonly loadBalancerArn: string
}

interface Where {
  readonly endpoint: string
  readonly credentials: ReturnType<typeof createCredentialSource>
  readonly time: VirtualTime
  readonly region: string
}

/** What AWS itself names. */
async function thingsOf(config: FleetConfig, { endpoint, credentials, time, region }: Where): Promise<Result<Things, AppError>> {
  const reader = createAwsReaders({ endpoint, credentials, tags: config.tags, clock: time.clock, timers: time.timers })(account, region)
  const call = { signal: new AbortController().signal, onRequest: () => Promise.resolve() }
  const [databases, groups] = [await reader.databases(call), await reader.appGroups(call)]
  if (!databases.ok) return databases
  if (!groups.ok) return groups
  const [database, group] = [databases.value.records[0]!, groups.value.records[0]!]
  const balancers = await reader.loadBalancers(call, group.targetGroupArns)
  if (!balancers.ok) return balancers
  reader.close()
  return ok({ database: { arn: database.key, ...(database.engineVersion === undefined ? {} : { engineVersion: database.engineVersion }) }, group: { arn: group.key, name: group.id }, loadBalancerArn: balancers.value.records[0]!.loadBalancerArns[0]! })
}

const planOf = (step: CrashScenario['step'], { database, group }: Things): Plan => ({
  id: 'crash',
  title: 'Upgrade of the night',
  why: 'Drill',
  kind: 'downtime',
  author: 'ada',
  window: { start: '2026-03-02T12:00', zone: 'UTC', durationMinutes: lengthHours * 60 },
  databases: [{ arn: database.arn, id: `${tenant}-frontend`, tenant, environment: 'frontend', engine: 'mysql', engineVersion: database.engineVersion ?? 'unknown' }],
  groups: factsOf(step).target === 'group' ? [{ arn: group.arn, name: group.name, tenants: [tenant], environment: 'frontend' }] : [],
  steps: [step],
  onFailure: 'restore',
})
