import { loadScenario, type Scenario } from '#electron/training/scenario'
import { applyCall, createSimulation, tickSimulation, type Simulation } from '#electron/training/simulation'
import { conditionsSince, truthNow, type TruthCondition } from '#electron/training/truth'
import type { Reply, ServiceName } from '#electron/training/wire/call'
import { parseIsoDuration } from '#shared/kernel/iso-duration'

/** A small fleet: two pooled tenants that share app servers, one with four environments, and a silo with a read replica. */
export const smallFleet = {
  pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 2 }],
  silo: [],
  tenants: [
    { id: 'acme-bank', name: 'Acme Bank', account: '111122223333', region: 'eu-west-1', environments: ['frontend', 'cron', 'portal', 'sandbox'] },
    { id: 'solo-bank', account: '444455556666', region: 'eu-central-1', readReplica: true },
  ],
}

export const startAt = '2026-03-02T12:00:00Z'
export const startAtMs = Date.parse(startAt)

export function scenarioOf(more: Record<string, unknown> = {}): Scenario {
  const loaded = loadScenario(JSON.stringify({ version: 1, name: 'test', seed: 3, startAt, fleet: smallFleet, ...more }), 'test.json')
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error.issues, null, 1))
  return loaded.value
}

type Shape = Record<string, unknown>

/** Drives a training fleet without a socket: time goes where the test says. */
export interface Driver {
  readonly simulation: Simulation
  /** Moves to a moment after the start, e.g. `PT5M`. */
  at(duration: string): Driver
  /** The whole reply. */
  send(service: ServiceName, operation: string, params?: Shape, options?: SendOptions): Reply
  /** The reply's content; throws on an error reply. */
  ask(service: ServiceName, operation: string, params?: Shape, options?: SendOptions): Shape
  /** The error code of a refused call; undefined: it was answered. */
  refusal(service: ServiceName, operation: string, params?: Shape, options?: SendOptions): string | undefined
  database(id: string): Shape
  alarm(name: string): Shape
  truth(): TruthCondition[]
  since(duration: string): TruthCondition[]
}

export interface SendOptions {
  readonly account?: string
  readonly region?: string
  readonly accessKeyId?: string
  readonly sessionToken?: string
  readonly protocol?: 'json' | 'query'
}

export function drive(more: Record<string, unknown> = {}): Driver {
  let simulation = createSimulation(scenarioOf(more))
  const driver: Driver = {
    get simulation() {
      return simulation
    },
    at: (duration) => {
      simulation = tickSimulation(simulation, startAtMs + (parseIsoDuration(duration) ?? Number.NaN))
      return driver
    },
    // JSON for every service: the tree is the same as in XML and easier to look into.
    send: (service, operation, params = {}, { account = '111122223333', region = 'eu-west-1', accessKeyId = `AKIA${account}TRNG`, sessionToken, protocol = 'json' } = {}) => {
      const applied = applyCall(simulation, { protocol, service, operation, region, params, ...(accessKeyId === '' ? {} : { accessKeyId }), ...(sessionToken === undefined ? {} : { sessionToken }) })
      simulation = applied.simulation
      return applied.reply
    },
    ask: (service, operation, params, options) => {
      const reply = driver.send(service, operation, params, options)
      if (reply.status !== 200) throw new Error(reply.body)
      return JSON.parse(reply.body) as Shape
    },
    refusal: (service, operation, params, options) => {
      const reply = driver.send(service, operation, params, options)
      return reply.status === 200 ? undefined : reply.headers['x-amzn-query-error']?.split(';')[0]
    },
    database: (id) => first(driver.ask('rds', 'DescribeDBInstances', { DBInstanceIdentifier: id }, homeOf(id))['DBInstances']),
    alarm: (name) => {
      const found = driver.ask('cloudwatch', 'DescribeAlarms', { AlarmNames: [name], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }, homeOf(name))
      return first([...(found['MetricAlarms'] as Shape[]), ...(found['CompositeAlarms'] as Shape[])])
    },
    truth: () => truthNow(simulation),
    since: (duration) => conditionsSince(simulation, startAtMs + (parseIsoDuration(duration) ?? Number.NaN)),
  }
  return driver
}

export const homeOf = (id: string): SendOptions => (id.startsWith('solo-bank') ? { account: '444455556666', region: 'eu-central-1' } : {})

export function first(list: unknown): Shape {
  const item: unknown = Array.isArray(list) ? list[0] : undefined
  if (item === undefined) throw new Error('nothing was returned')
  return item as Shape
}

export const listOf = (reply: Shape, name: string): Shape[] => reply[name] as Shape[]

/** JSON replies carry moments as seconds since the epoch. */
export const secondsAt = (duration: string): number => (startAtMs + (parseIsoDuration(duration) ?? Number.NaN)) / 1000
