import { ok } from '#shared/kernel/result'
import { hourMs } from '#shared/kernel/time'
import type { Effect } from '#shared/maintenance/effects'
import type { Plan } from '#shared/maintenance/plan'
import type { PlanStep } from '#shared/maintenance/plan-step'
import { effectsOf } from '#shared/maintenance/effects'
import { createAwsOperators, createAwsReaders, createCredentialSource } from '#electron/adapters/aws/index'
import { realClock as clock, realTimers as timers } from '#electron/adapters/system/real-time'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import type { EffectHandler } from '#electron/maintenance/effect-handler'
import type { AlarmName, BeforeStates, RunAlarms, RunContext } from '#electron/maintenance/effects/run-context'
import type { DatabaseState } from '#electron/ports/operator/databases'
import { loadScenario, startTrainingFleet, trainingCredentials, type TrainingFleet } from '#electron/training/index'
import { fakeConfig, silentLogger } from '#test/fakes/fake-watch-parts'

export const home = '111122223333'
export const region = 'eu-west-1'
const startAtMs = Date.UTC(2026, 2, 2, 12)

export const arnOf = (id: string): string => `arn:aws:rds:${region}:${home}:db:${id}`

export interface EffectStage {
  readonly context: RunContext
  readonly fleet: TrainingFleet
  readonly nowMs: () => number
  /** As AWS has them. */
  readonly loadBalancer: (group: string) => Promise<string>
  readonly effect: (id: string) => Effect
  /** The world's time goes on. */
  readonly pass: (durationMs: number) => Promise<void>
  readonly stop: () => Promise<void>
}

export interface StageWish {
  /** Somebody lives in that Region too. */
  readonly copyTo?: NonNullable<Plan['copyTo']>
  readonly steps: readonly PlanStep[]
  readonly events?: readonly object[]
  /** Those of every tenant. */
  readonly alarms?: readonly AlarmName[]
  readonly groups?: Plan['groups']
  /** Where everything is, if not in the usual Region. */
  readonly region?: string
  /** What else a run has: doors, health, notices, preflight. */
  readonly parts?: Partial<RunParts>
}

export type RunParts = Pick<RunContext, 'doors' | 'health' | 'notices' | 'preflight'>

/** A run over two databases of the training fleet, on the wire; `events` of the scenario. */
export async function openEffectStage({ steps, events = [], alarms = [], groups = [], region: at = region, parts = {}, copyTo }: StageWish): Promise<EffectStage> {
  const fleetOf = { pooled: [{ account: home, region: at, tenants: 2 }, ...(copyTo === undefined ? [] : [{ account: home, region: copyTo.region, tenants: 1 }])], tenants: [{ id: 'acme', name: 'Acme', account: home, region: at, engine: 'mysql', environments: ['frontend', 'portal'] }] }
  const loaded = loadScenario(JSON.stringify({ version: 1, name: 'effects', seed: 5, startAt: new Date(startAtMs).toISOString(), fleet: fleetOf, events }), 'effects.json')
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error))
  const time = createVirtualTime(startAtMs)
  const fleet = await startTrainingFleet({ scenario: loaded.value, clock: time.clock, timers: time.timers, logger: silentLogger })
  const config = { ...fakeConfig(), signIn: { kind: 'training' as const }, accounts: [{ id: home, name: 'home', regions: [at] }] }
  const credentials = createCredentialSource({ config, endpoint: fleet.endpoint, clock, timers, training: trainingCredentials })
  const operators = createAwsOperators({ endpoint: fleet.endpoint, credentials, clock, timers })
  const plan: Plan = {
    id: 'p-1',
    title: 'Upgrade',
    why: 'test',
    kind: 'downtime',
    author: 'ada',
    window: { start: '2026-03-02T13:00', zone: 'UTC', durationMinutes: 240 },
    databases: ['acme-frontend', 'acme-portal'].map((id) => ({ arn: arnOf(id), id, tenant: 'acme', environment: id.slice(5), engine: 'mysql', engineVersion: '8.0.36' })),
    groups,
    steps,
    onFailure: 'restore',
    ...(copyTo === undefined ? {} : { copyTo }),
  }
  const kept = new Map<string, DatabaseState>()
  const before: BeforeStates = {
    read: async (arn) => ok(kept.get(arn)),
    keep: async (states) => {
      for (const state of states) if (!kept.has(state.arn)) kept.set(state.arn, state)
      return ok(undefined)
    },
  }
  const context: RunContext = { run: 'r1', plan, tenantTag: 'tenant', operators, before, alarms: runAlarms(alarms), ...notOfThisStage, ...parts, endMs: () => startAtMs + 4 * hourMs, clock: time.clock, call: { signal: new AbortController().signal, onRequest: () => Promise.resolve() } }
  const effects = new Map(effectsOf(plan).map((each) => [each.id, each]))
  const loadBalancer = async (group: string): Promise<string> => {
    const reader = createAwsReaders({ endpoint: fleet.endpoint, credentials, tags: config.tags, clock, timers })(home, at)
    const groups = await reader.appGroups(context.call)
    const balancers = groups.ok ? await reader.loadBalancers(context.call, groups.value.records.find(({ id }) => id === group)!.targetGroupArns) : groups
    if (!balancers.ok) throw new Error(balancers.error.message)
    return balancers.value.records[0]!.loadBalancerArns[0]!
  }
  return { context, fleet, nowMs: () => time.clock.nowMs(), loadBalancer, effect: (id) => effects.get(id)!, pass: (durationMs) => time.advanceTo(time.clock.nowMs() + durationMs), stop: () => fleet.stop() }
}

const notHere = () => {
  throw new Error('This stage has no doors, health, notices or preflight')
}
const notOfThisStage: RunParts = {
  doors: { current: notHere, kept: notHere, keep: notHere },
  health: { now: notHere, kept: notHere, keep: notHere },
  notices: { publish: notHere, isPublished: notHere, tell: notHere, told: notHere },
  preflight: notHere,
}

function runAlarms(alarms: readonly AlarmName[]): RunAlarms {
  const kept = new Map<string, readonly AlarmName[]>()
  return {
    current: async () => ok(alarms),
    kept: async (tenant) => ok(kept.get(tenant)),
    keep: async (tenant, those) => {
      if (!kept.has(tenant)) kept.set(tenant, those)
      return ok(kept.get(tenant)!)
    },
  }
}

export const notAccepted = { accepted: false, sinceMs: startAtMs, begunMs: startAtMs, tries: 1 }
export const accepted = { accepted: true, sinceMs: startAtMs, begunMs: startAtMs, tries: 1 }

/** What is seen of an effect; a read that failed is the test's failure. */
export async function seen(handler: EffectHandler, effect: Effect, before = notAccepted) {
  const sighting = await handler.observe(effect, before)
  if (!sighting.ok) throw new Error(sighting.error.message)
  return sighting.value
}
