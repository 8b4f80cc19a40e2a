import { priceOf } from './billing'
import { strikes, type ActiveFault, type Called } from './faults/fault'
import { countOf, recordCall, spendToken, type Ledger } from './ledger'
import { quotaOf } from './quotas'
import type { Scenario } from './scenario'
import { advance } from './services/due'
import { identify } from './services/identity'
import { Input } from './services/input'
import type { Identity } from './services/operation'
import { operations } from './services/operations'
import { told } from './services/told'
import { planEvents, type Happening } from './world-events'
import { uuidOf } from './world/place'
import { placeNow } from './world/place-now'
import { createWorld, withEffects, type World } from './world/world'
import type { Call, Delivery, Reply } from './wire/call'
import { faults as serviceFaults, type ServiceFault } from './wire/service-fault'
import type { Tree } from './wire/tree'
import { apiOf, writeFault, writeResult, type Written } from './wire/write-reply'

/**
 * The training fleet as a value: the world, what was injected into it, the faults on its wire, and what calls left behind.
 *
 * 1. `tickSimulation` moves time, `applyCall` answers; both are pure, so the same scenario and calls give the same replies.
 * 2. A call that is answered may leave another world behind, whatever becomes of its reply: a cut reply to a done deed is how AWS fails.
 * 3. AWS's order: signature, then access, then quota, then whether the operation exists, then its parameters.
 */
export interface Simulation {
  readonly scenario: Scenario
  readonly world: World
  readonly happenings: readonly Happening[]
  readonly faults: readonly ActiveFault[]
  readonly ledger: Ledger
}

export function createSimulation(scenario: Scenario): Simulation {
  const happenings = scenario.events.map((event) => ({ event, atMs: scenario.startAtMs + (event.at ?? 0) }))
  const world = createWorld(scenario.fleet)
  return { scenario, world: planned(world, happenings), happenings, faults: scenario.faults, ledger: new Map() }
}

const planned = (world: World, happenings: readonly Happening[]): World => withEffects(world, planEvents(happenings, { places: world.places, startAtMs: world.fleet.startAtMs }).effects)

export const tickSimulation = (simulation: Simulation, nowMs: number): Simulation => {
  const world = advance(simulation.world, nowMs)
  return world === simulation.world ? simulation : { ...simulation, world }
}

/** Adds events to what happens; the caller has checked that they name something. */
export function addHappenings(simulation: Simulation, added: readonly Happening[]): Simulation {
  const happenings = [...simulation.happenings, ...added]
  return { ...simulation, happenings, world: advance(planned(simulation.world, happenings), simulation.world.nowMs) }
}

export interface Applied {
  readonly simulation: Simulation
  readonly reply: Reply
}

/** Answers one call and remembers what it cost. */
export function applyCall(simulation: Simulation, call: Call): Applied {
  const { world } = simulation
  const identified = identify(world.fleet, call.accessKeyId, call.sessionToken, world.nowMs)
  // Who cannot be told apart is billed to nobody but still counted.
  const account = identified.ok ? identified.identity.account : 'unknown'
  const called: Called = { account, region: call.region, service: call.service, operation: call.operation }
  const nth = countOf(simulation.ledger, called)
  const struck = strikes(simulation.faults, called, world.nowMs, nth, simulation.scenario.seed)
  const requestId = uuidOf(simulation.scenario.seed, 'request', account, call.region, call.service, call.operation, nth)
  const decided = identified.ok ? decide(simulation, call, called, identified.identity, struck) : { ledger: simulation.ledger, fault: identified.fault }
  const written = decided.fault === undefined ? writeResult(call, decided.tree, requestId) : writeFault(call, decided.fault, requestId)
  const throttled = decided.fault?.code === 'Throttling'
  const dollars = decided.fault === undefined ? priceOf(call.service, call.operation, call.params) : 0
  const left = decided.world ?? world
  const after = identified.ok ? told(left, { ...call, identity: identified.identity, fault: decided.fault }) : left
  return {
    simulation: { ...simulation, world: after, ledger: recordCall(decided.ledger, called, { throttled, dollars }) },
    reply: dressed(written, struck, world, requestId),
  }
}

interface Decided {
  readonly ledger: Ledger
  readonly tree?: Tree
  readonly fault?: ServiceFault
  /** As the call leaves it; absent: as it was. */
  readonly world?: World
}

function decide(simulation: Simulation, call: Call, called: Called, identity: Identity, struck: readonly ActiveFault[]): Decided {
  const { world, ledger } = simulation
  const kinds = new Set(struck.map(({ fault }) => fault))
  const refuse = (fault: ServiceFault, after = ledger): Decided => ({ ledger: after, fault })
  if (kinds.has('expire')) return refuse(serviceFaults.expired())
  if (kinds.has('deny') || isDenied(world, identity.account, call)) return refuse(serviceFaults.denied(identity.arn, `${iamPrefix[call.service]}:${call.operation}`))
  if (kinds.has('throttle')) return refuse(serviceFaults.throttled())
  const spent = spendToken(ledger, called, quotaOf(call.service, call.operation), world.nowMs)
  if (!spent.granted) return refuse(serviceFaults.throttled())
  if (kinds.has('error')) return refuse(serviceFaults.internal(), spent.ledger)
  const known = operations[call.service]
  const operation = Object.hasOwn(known, call.operation) ? known[call.operation] : undefined
  const place = placeNow(world, identity.account, call.region)
  if (operation === undefined || place === undefined) return refuse(serviceFaults.unknownOperation(call.operation, apiOf[call.service].version), spent.ledger)
  const answer = operation.answer({ world, place, identity, input: new Input(call.params, operation.wording) })
  return answer.ok ? { ledger: spent.ledger, tree: answer.tree, ...(answer.world === undefined ? {} : { world: answer.world }) } : { ...refuse(answer.fault, spent.ledger), ...(answer.world === undefined ? {} : { world: answer.world }) }
}

const iamPrefix = { sts: 'sts', rds: 'rds', cloudwatch: 'cloudwatch', autoscaling: 'autoscaling', elbv2: 'elasticloadbalancing', kms: 'kms', tagging: 'tag', logs: 'logs', wafv2: 'wafv2', transfer: 'transfer', s3: 's3', sns: 'sns', ses: 'ses', ssm: 'ssm', dynamodb: 'dynamodb', ec2: 'ec2', scheduler: 'scheduler', cloudtrail: 'cloudtrail' } as const

/** AWS lets everybody ask who they are, whatever they are denied. */
function isDenied(world: World, account: string, call: Call): boolean {
  if (call.service === 'sts' && call.operation === 'GetCallerIdentity') return false
  return world.effects.account(account).some((effect) => effect.denied && effect.fromMs <= world.nowMs && world.nowMs < effect.toMs)
}

/** Puts the world's date on a reply and lets the wire's faults at it. */
function dressed(written: Written, struck: readonly ActiveFault[], world: World, requestId: string): Reply {
  const headers = { ...written.headers, date: new Date(dateOf(world, struck)).toUTCString(), 'x-amzn-requestid': requestId }
  return { ...written, headers, delivery: deliveryOf(struck) }
}

function dateOf({ nowMs, effects }: World, struck: readonly ActiveFault[]): number {
  const ownMs = effects.clocks.reduce((sum, { fromMs, toMs, skewMs }) => sum + (fromMs <= nowMs && nowMs < toMs ? skewMs : 0), nowMs)
  return struck.reduce((sum, fault) => sum + (fault.fault === 'clock' ? fault.seconds * 1000 : 0), ownMs)
}

/** What the Date headers say now, of places that no fault of their own puts off. */
export function dateEverywhere({ world, faults }: Simulation): number {
  const isOfAll = ({ account, region, service, operation, rate }: ActiveFault): boolean => rate >= 1 && [account, region, service, operation].every((part) => part === '*')
  return dateOf(world, faults.filter((fault) => isOfAll(fault) && fault.fromMs <= world.nowMs && world.nowMs < fault.toMs))
}

function deliveryOf(struck: readonly ActiveFault[]): Delivery {
  const kinds = new Set(struck.map(({ fault }) => fault))
  if (kinds.has('reset')) return { kind: 'reset' }
  if (kinds.has('hang')) return { kind: 'hang' }
  const delayMs = struck.reduce((sum, fault) => sum + (fault.fault === 'delay' ? fault.ms : 0), 0)
  return { kind: kinds.has('truncate') ? 'truncated' : 'answer', delayMs }
}
