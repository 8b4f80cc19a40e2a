import { rmSync } from 'node:fs'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import { hourMs } from '#shared/kernel/time'
import { factsOf } from '#shared/maintenance/plan-step'
import type { Plan } from '#shared/maintenance/plan'
import { createAwsReaders, createCredentialSource } from '#electron/adapters/aws/index'
import { silentLogger } from '#electron/adapters/system/logger'
import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'
import { loadScenario, startTrainingFleet, trainingCredentials } from '#electron/training/index'
import { createDeedLog } from './deed-log'
import { account, enterWorld, tenant, type CrashWorld } from './entered-world'
import type { CrashScenario } from './scenarios'

const startAtMs = Date.UTC(2026, 2, 2, 12)
const lengthHours = 6

/** More host names than one rule takes. */
const hosts = ['frontend.acme.example', ...['a', 'b', 'c', 'd', 'e'].map((letter) => `${letter}.acme.example`)]

/** Begins what outlives every console: the training fleet on its wire, an empty desk in its file, and time. */
export async function openCrashWorld({ name, step, region, copyTo, events, faults = [], leaves = [], extendToHours }: CrashScenario, file: string): Promise<Result<CrashWorld, AppError>> {
  const pooled = copyTo === undefined ? [] : [{ account, region: copyTo.region, tenants: 1 }]
  const fleetOf = { pooled, tenants: [{ id: tenant, name: 'Acme', account, region, engine: 'mysql', environments: ['frontend'] }] }
  const scenario = loadScenario(JSON.stringify({ version: 1, name: 'crash', seed: 5, startAt: new Date(startAtMs).toISOString(), fleet: fleetOf, events, faults }), `${name}.json`)
  if (!scenario.ok) return scenario
  for (const each of [file, `${file}-wal`, `${file}-shm`]) rmSync(each, { force: true })
  const time = createVirtualTime(startAtMs)
  const fleet = await startTrainingFleet({ scenario: scenario.value, ...time, logger: silentLogger })
  const { endpoint } = fleet
  const parsed = parseFleetFile(fleet.fleetFileText(), 'training fleet')
  if (!parsed.ok) return parsed
  const { config } = parsed.value
  const found = await thingsOf(config, { endpoint, time, region })
  if (!found.ok) return found
  const briefing = {
    config,
    plan: { ...planOf(step, found.value), ...(copyTo === undefined ? {} : { copyTo }) },
    span: { fromMs: startAtMs, toMs: startAtMs + lengthHours * hourMs },
    ...(extendToHours === undefined ? {} : { extendToMs: startAtMs + extendToHours * hourMs }),
    leaves,
    region,
    bucket: `notices-${account}-${region}`,
    alarms: ['cpu-high', 'free-storage-low'].map((what) => `${tenant}-frontend-${what}`),
    doors: [{ account, region, loadBalancerArn: found.value.loadBalancerArn, hosts }],
    endpoint,
    file,
  }
  const entered = enterWorld(briefing, { time, conditions: async () => fleet.truth(), deeds: createDeedLog(), held: () => fleet.held() })
  if (!entered.ok) return entered
  const stop = async (): Promise<void> => {
    await entered.value.stop()
    await fleet.stop()
  }
  return ok({ ...entered.value, stop })
}

interface Things {
  readonly database: { readonly arn: string; readonly engineVersion?: string }
  readonly group: { readonly arn: string; readonly name: string }
  readonly loadBalancerArn: string
}

interface Where {
  readonly endpoint: string
  readonly time: VirtualTime
  readonly region: string
}

/** What AWS itself names. */
async function thingsOf(config: FleetConfig, { endpoint, time, region }: Where): Promise<Result<Things, AppError>> {
  const { clock, timers } = time
  const credentials = createCredentialSource({ config, endpoint, clock, timers, training: trainingCredentials })
  const reader = createAwsReaders({ endpoint, credentials, tags: config.tags, clock, timers })(account, region)
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
