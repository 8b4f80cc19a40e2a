import { services } from '#shared/fleet/feeds'
import { dayMs, hourMs } from '#shared/kernel/time'
import { seldomAsked } from './events/account'
import { promisedDays, promisedSnapshots } from './events/db-retention'
import { blastRadius, type BlastRadius } from './blast-radius'
import type { ActiveFault } from './faults/fault'
import type { Simulation } from './simulation'
import { transitionsUntil } from './world/alarm-timeline'
import { arrivals } from './world/database-copies'
import type { TruthPart } from './world/effects'
import { resourceKey, type Alarm, type AppGroup, type Database, type Place } from './world/fleet-model'
import { rulesOf } from './world/listener-rules'
import { groupOutages, probedEnvironments } from './world/pages'
import type { World } from './world/world'

/**
 * One thing that is wrong in the world, or was. Product code never asks; tests and drills do.
 *
 * 1. `subject` is the AWS identifier as an operator types it: database id, group name, target group name, alarm name, scope key, zone.
 * 2. `checks` are those of the product that may show it; empty: only its consequences show, and they are listed by themselves.
 * 3. Nothing is expected to show before `observableMs`; until `explainsUntilMs` a finding about it is not false.
 */
export interface TruthCondition {
  readonly kind: string
  /** `*`: shared by all tenants of the account, Region and environment. */
  readonly tenant?: string
  readonly environment?: string
  readonly account?: string
  readonly region?: string
  readonly subject: string
  readonly sinceMs: number
  /** Absent while it lasts. */
  readonly endedMs?: number
  readonly checks: readonly string[]
  readonly observableMs?: number
  readonly explainsUntilMs?: number
  /** It excuses a finding but nobody has to show it. */
  readonly explainsOnly?: boolean
  /** Failovers only: somebody asked for it. */
  readonly planned?: boolean
  /** Lost zones only: what became of the databases there. */
  readonly blastRadius?: BlastRadius
  /** Faults only: which calls it strikes, and how many of them. */
  readonly operation?: string
  readonly rate?: number
}

/** Everything that is wrong now. */
export const truthNow = (simulation: Simulation): TruthCondition[] => conditionsSince(simulation, simulation.world.nowMs).filter((condition) => condition.endedMs === undefined)

/** Everything that was wrong at any moment from `sinceMs` to now, or rightly still spoken of then, in order of beginning. */
export function conditionsSince(simulation: Simulation, sinceMs: number): TruthCondition[] {
  const { world } = simulation
  const touched = touchedThings(world)
  return [
    ...[...touched.databases.values()].flatMap((database) => databaseConditions(world, database)),
    ...[...touched.groups.values()].flatMap((group) => [...groupConditions(world, group), ...groupPageConditions(world, group)]),
    ...[...touched.alarms.values()].flatMap((alarm) => [...alarmEffectConditions(world, alarm), ...alarmConditions(world, alarm)]),
    ...wideConditions(world),
    ...pageConditions(world),
    ...serviceConditions(world),
    ...closedConditions(world),
    ...scheduleConditions(world),
    ...bornShort(world),
    ...faultConditions(simulation),
  ]
    .filter((condition) => condition.sinceMs <= world.nowMs && (condition.endedMs === undefined || Math.max(condition.endedMs, condition.explainsUntilMs ?? 0) > sinceMs))
    // What was over before need not be shown any more; it may.
    .map((condition) => (condition.endedMs !== undefined && condition.endedMs <= sinceMs ? { ...condition, explainsOnly: true } : condition))
    .sort((left, right) => left.sinceMs - right.sinceMs || (left.subject < right.subject ? -1 : 1))
}

interface Touched {
  readonly databases: Map<string, Database>
  readonly groups: Map<string, AppGroup>
  readonly alarms: Map<string, Alarm>
}

const alarmLeadMs = hourMs

/** Only what something happened to: the other 10,000 tenants are not looked at. */
function touchedThings(world: World): Touched {
  const touched: Touched = { databases: new Map(), groups: new Map(), alarms: new Map() }
  for (const effect of world.effects.effects) {
    // The metric under an alarm is bad before the alarm is.
    if (effect.fromMs - (effect.on === 'alarm' ? alarmLeadMs : 0) > world.nowMs) continue
    if (effect.on === 'database') touched.databases.set(effect.target.key, effect.target)
    if (effect.on === 'group') touched.groups.set(effect.target.key, effect.target)
    if (effect.on === 'alarm') touched.alarms.set(effect.target.key, effect.target)
    if (effect.on === 'zone') touchPlace(touched, world.places.get(effect.account, effect.region))
  }
  for (const thing of [...touched.databases.values(), ...touched.groups.values()]) touchAlarms(touched, world, thing)
  for (const alarm of [...touched.alarms.values()]) touchAlarms(touched, world, alarm.type === 'metric' ? { ...alarm, key: resourceKey(alarm.metric) } : alarm)
  return touched
}

function touchPlace(touched: Touched, place: Place | undefined): void {
  for (const database of place?.databases ?? []) touched.databases.set(database.key, database)
  for (const group of place?.groups ?? []) touched.groups.set(group.key, group)
}

function touchAlarms(touched: Touched, world: World, thing: { readonly account: string; readonly region: string; readonly key: string }): void {
  for (const alarm of world.places.get(thing.account, thing.region)?.alarmsOf.get(thing.key) ?? []) touched.alarms.set(alarm.key, alarm)
}

type Whose = Pick<TruthCondition, 'tenant' | 'environment' | 'account' | 'region'>

function condition(world: World, whose: Whose, subject: string, part: TruthPart): TruthCondition {
  return {
    kind: part.kind,
    ...whose,
    subject: part.subject ?? subject,
    sinceMs: part.fromMs,
    ...(part.toMs <= world.nowMs ? { endedMs: part.toMs } : {}),
    checks: part.checks,
    ...(part.observableMs === undefined ? {} : { observableMs: Math.max(part.fromMs, part.observableMs) }),
    ...(part.explainsUntilMs === undefined || part.explainsUntilMs === Infinity ? {} : { explainsUntilMs: part.explainsUntilMs }),
    ...(part.explainsOnly === true ? { explainsOnly: true } : {}),
    ...(part.planned === undefined ? {} : { planned: part.planned }),
  }
}

function databaseConditions(world: World, database: Database): TruthCondition[] {
  const whose = { tenant: database.tenant, environment: database.environment, account: database.account, region: database.region }
  const parts = [...world.effects.database(database).flatMap((effect) => effect.truth), ...lateCopies(world, database)]
  return parts.map((part) => condition(world, whose, database.id, part))
}

/** A daily copy has this long after its snapshot: a day until the next, and time to be made and to travel. */
const copyLateMs = 30 * hourMs

/** Spans in which the newest copy off-site was too old: from then on until the next one arrived. */
function lateCopies(world: World, database: Database): TruthPart[] {
  if (database.offsite === undefined) return []
  const arrived = arrivals(database, world.effects.database(database), world.nowMs)
  return arrived.flatMap(({ snapshotAtMs }, at): TruthPart[] => {
    const lateAtMs = snapshotAtMs + copyLateMs
    const nextMs = arrived[at + 1]?.availableAtMs ?? Infinity
    return lateAtMs < nextMs && lateAtMs <= world.nowMs ? [{ kind: 'db.copy-late', fromMs: lateAtMs, toMs: nextMs, checks: ['offsite-copies'] }] : []
  })
}

function groupConditions(world: World, group: AppGroup): TruthCondition[] {
  const whose = { tenant: group.tenantTag, environment: group.environment, account: group.account, region: group.region }
  return world.effects.group(group).flatMap((effect) => effect.truth.map((part) => condition(world, whose, group.id, part)))
}

/** Who asks the pages of a group's tenants finds them down, even where AWS may not be read: it excuses what probes say of each tenant. */
function groupPageConditions(world: World, group: AppGroup): TruthCondition[] {
  const { account, region, environment, tenantTag } = group
  const served = world.fleet.tenants.filter((tenant) => tenant.account === account && tenant.region === region && tenant.environments.includes(environment) && (tenantTag === '*' ? !tenant.ownAppGroups : tenant.id === tenantTag))
  return groupOutages(group, world.effects.group(group), world.nowMs).flatMap((span) =>
    served.map((tenant) => condition(world, { tenant: tenant.id, environment, account, region }, `${tenant.id}/${environment}`, { kind: 'page.down', ...span, checks: ['probe'], explainsOnly: true })),
  )
}

const ofAlarm = (alarm: Alarm): Whose => ({ tenant: alarm.tenantTag, environment: alarm.environment, account: alarm.account, region: alarm.region })

function alarmEffectConditions(world: World, alarm: Alarm): TruthCondition[] {
  const effects = world.effects.alarm(alarm.key)
  return effects.flatMap((effect, at) => {
    // Actions that somebody switched on again are on, whoever switched them off.
    const onMs = effect.actionsOff === true ? (effects.slice(at + 1).find(({ actionsOff }) => actionsOff === false)?.fromMs ?? Infinity) : Infinity
    return effect.truth.map((part) => condition(world, ofAlarm(alarm), alarm.name, { ...part, toMs: Math.min(part.toMs, onMs) }))
  })
}

/** An alarm in ALARM, or without data, whatever brought it there; composites too. */
function alarmConditions(world: World, alarm: Alarm): TruthCondition[] {
  const transitions = transitionsUntil(world.effects, alarm, world.nowMs)
  return transitions.flatMap((transition, at) => {
    if (transition.state === 'OK') return []
    const kind = transition.state === 'ALARM' ? 'alarm.fires' : 'alarm.no-data'
    const part: TruthPart = { kind, fromMs: transition.atMs, toMs: transitions[at + 1]?.atMs ?? Infinity, checks: [transition.state === 'ALARM' ? 'alarm-firing' : 'alarm-no-data'] }
    return [condition(world, ofAlarm(alarm), alarm.name, part)]
  })
}

function wideConditions(world: World): TruthCondition[] {
  return world.effects.effects.flatMap((effect) => {
    if (effect.on === 'zone') return effect.truth.map((part) => ({ ...condition(world, { account: effect.account, region: effect.region }, effect.az, part), blastRadius: blastRadius(world, effect) }))
    if (effect.on !== 'account') return []
    return effect.truth.map((part) => condition(world, { account: effect.target, region: part.subject?.split('/')[1] ?? '' }, effect.target, part))
  })
}

/** Pages that nobody asks (probedEnvironments) cannot be seen to be down. */
function pageConditions(world: World): TruthCondition[] {
  const asked = probedEnvironments(world.fleet)
  return world.effects.effects.flatMap((effect) => {
    if (effect.on !== 'page') return []
    const { tenant, environment, account, region } = effect
    const isAsked = asked(world.places.home(tenant)?.tenant.environments ?? []).includes(environment)
    return effect.truth.map((part) => condition(world, { tenant, environment, account, region }, `${tenant}/${environment}`, isAsked ? part : { ...part, checks: [] }))
  })
}

/** Schedules that AWS gave up, as long as they are there: what they should have closed may be open. */
function scheduleConditions({ deeds, nowMs }: World): TruthCondition[] {
  return deeds.schedules.flatMap(({ account, region, name, failure }) => (failure === undefined || failure.atMs > nowMs ? [] : [{ kind: 'support.schedule-failed', account, region, subject: name, sinceMs: failure.atMs, checks: [] }]))
}

/** Access that somebody closed: known, and rightly felt by who asks the page. */
function closedConditions(world: World): TruthCondition[] {
  if (world.deeds.listenerRules.length === 0) return []
  return world.fleet.tenants.flatMap((tenant) =>
    tenant.environments.flatMap((environment) =>
      rulesOf(world, tenant, environment).map(({ madeAtMs, goneAtMs }) =>
        condition(world, { tenant: tenant.id, environment, account: tenant.account, region: tenant.region }, `${tenant.id}/${environment}`, { kind: 'page.down', fromMs: madeAtMs, toMs: goneAtMs, checks: ['probe'], explainsOnly: true }),
      ),
    ),
  )
}

/** Something of a tenant's other services. */
function serviceConditions(world: World): TruthCondition[] {
  return world.effects.effects.flatMap((effect) => {
    if (effect.on !== 'service') return []
    const { account, region, tenant, environment } = effect.target
    return effect.truth.map((part) => condition(world, { account, region, tenant, ...(environment === undefined ? {} : { environment }) }, effect.target.id, part))
  })
}

/** Tenants too young for a full window, or with a shorter retention than promised, from the start. */
function bornShort(world: World): TruthCondition[] {
  const { startAtMs, tenants } = world.fleet
  return tenants.flatMap((tenant) => {
    const filledAtMs = tenant.createdAtMs === undefined ? startAtMs : tenant.createdAtMs + promisedDays * dayMs
    const short = tenant.retentionDays < promisedDays
    if (!short && filledAtMs <= startAtMs) return []
    const few = tenant.createdAtMs !== undefined && tenant.createdAtMs + promisedSnapshots * dayMs > startAtMs
    const checks = ['pitr-window', ...(short ? ['backup-retention'] : []), ...(few || tenant.retentionDays < promisedSnapshots ? ['daily-snapshots'] : [])]
    const part: TruthPart = { kind: short ? 'db.retention-short' : 'db.window-filling', fromMs: startAtMs, toMs: short ? Infinity : filledAtMs, checks }
    return tenant.environments.map((environment) => condition(world, { tenant: tenant.id, environment, account: tenant.account, region: tenant.region }, `${tenant.id}-${environment}`, part))
  })
}

/** A fault that keeps data away, for each account x Region x service it may strike. */
function faultConditions({ world, faults }: Simulation): TruthCondition[] {
  return faults.flatMap((fault) => {
    const scopes = world.places.keys.flatMap(({ account, region }) => services.filter((service) => service !== 'offsite').map((service) => ({ account, region, service }))).filter((scope) => strikesScope(fault, scope))
    const kind = `fault.${fault.fault}`
    return scopes.map((scope): TruthCondition => {
      const part: TruthPart = { kind, fromMs: fault.fromMs, toMs: fault.toMs, checks: ['stale-data', 'no-resources'], explainsOnly: seldomAsked.has(scope.service) || fault.rate < 1 || fault.operation !== '*' || ['delay', 'clock'].includes(fault.fault) }
      return { ...condition(world, { account: scope.account, region: scope.region }, `${scope.account}/${scope.region}/${scope.service}`, part), operation: fault.operation, rate: fault.rate }
    })
  })
}

function strikesScope(fault: ActiveFault, scope: { readonly account: string; readonly region: string; readonly service: string }): boolean {
  const matches = (pattern: string, value: string): boolean => pattern === '*' || pattern === value
  return matches(fault.account, scope.account) && matches(fault.region, scope.region) && matches(fault.service, scope.service)
}
