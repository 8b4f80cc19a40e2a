import { databaseShape } from './database-shape'
import { withCancelled, withCut } from './endings'
import type { AccountEffect, AddressEffect, AlarmEffect, ClockEffect, DatabaseEffect, Effect, GroupEffect, PageEffect, ServiceEffect, SupportEffect, ZoneEffect } from './effects'
import { resourceKey, type AppGroup, type Database } from './fleet-model'

/**
 * Finds the effects of a thing without looking at the others. Immutable; a new event makes a new index.
 *
 * `memo` remembers what was derived from it: never seen in a reply, only in its speed.
 */
export interface EffectIndex {
  readonly effects: readonly Effect[]
  database(target: Database): readonly DatabaseEffect[]
  group(target: AppGroup): readonly GroupEffect[]
  alarm(key: string): readonly AlarmEffect[]
  /** Effects of all alarms that watch a database or group. */
  alarmsOn(resource: string): readonly AlarmEffect[]
  account(id: string): readonly AccountEffect[]
  service(key: string): readonly ServiceEffect[]
  /** Of an account, in all its Regions. */
  support(account: string): readonly SupportEffect[]
  /** What somebody else does about support access, in order of time. */
  readonly acts: readonly SupportEffect[]
  /** Of the operator's own address, and of AWS's clock. */
  readonly addresses: readonly AddressEffect[]
  readonly clocks: readonly ClockEffect[]
  page(tenant: string, environment: string): readonly PageEffect[]
  zones(account: string, region: string): readonly ZoneEffect[]
  /** True when nothing ever happens to a database or group, nor to an alarm on it: the common case, told without looking further. */
  isQuiet(thing: { readonly key: string; readonly account: string; readonly region: string }): boolean
  memo<T>(key: string, make: () => T): T
}

export function indexEffects(effects: readonly Effect[]): EffectIndex {
  const ordered = [...effects].sort((left, right) => left.fromMs - right.fromMs)
  const databases = grouped(ordered.filter((effect) => effect.on === 'database'), (effect) => effect.target.key)
  const groups = grouped(ordered.filter((effect) => effect.on === 'group'), (effect) => effect.target.key)
  const alarmEffects = ordered.filter((effect) => effect.on === 'alarm')
  const alarms = grouped(alarmEffects, (effect) => effect.target.key)
  const alarmResources = grouped(alarmEffects, ({ target }) => (target.type === 'metric' ? resourceKey(target.metric) : target.key))
  const accounts = grouped(ordered.filter((effect) => effect.on === 'account'), (effect) => effect.target)
  const pages = grouped(ordered.filter((effect) => effect.on === 'page'), ({ tenant, environment }) => `${tenant}/${environment}`)
  const services = grouped(ordered.filter((effect) => effect.on === 'service'), (effect) => effect.target.key)
  const supportEffects = ordered.filter((effect) => effect.on === 'support')
  const support = grouped(supportEffects, (effect) => effect.account)
  const zones = grouped(ordered.filter((effect) => effect.on === 'zone'), (effect) => `${effect.account}/${effect.region}`)
  const remembered = new Map<string, unknown>()
  const memo = <T>(key: string, make: () => T): T => {
    if (!remembered.has(key)) remembered.set(key, make())
    return remembered.get(key) as T // each key is used with one type only: it begins with its user's name
  }
  const zonesOf = (account: string, region: string): readonly ZoneEffect[] => zones.get(`${account}/${region}`) ?? none
  const isQuiet: EffectIndex['isQuiet'] = ({ key, account, region }) =>
    !databases.has(key) && !groups.has(key) && !alarmResources.has(key) && (zones.size === 0 || !zones.has(`${account}/${region}`))

  return {
    effects: ordered,
    memo,
    isQuiet,
    alarm: (key) => alarms.get(key) ?? none,
    alarmsOn: (resource) => alarmResources.get(resource) ?? none,
    account: (id) => accounts.get(id) ?? none,
    service: (key) => services.get(key) ?? none,
    acts: supportEffects.filter(({ act }) => act !== undefined),
    addresses: ordered.filter((effect) => effect.on === 'address'),
    clocks: ordered.filter((effect) => effect.on === 'clock'),
    support: (account) => support.get(account) ?? none,
    page: (tenant, environment) => pages.get(`${tenant}/${environment}`) ?? none,
    zones: zonesOf,
    database: (target) => {
      const own = databases.get(target.key) ?? none
      const outages = zonesOf(target.account, target.region)
      if (own.length === 0 && outages.length === 0) return none
      return memo(`database:${target.key}`, () => expanded(target, inOrder([...own, ...outages.map((zone) => zone.database(target))])))
    },
    group: (target) => {
      const own = groups.get(target.key) ?? none
      const outages = zonesOf(target.account, target.region)
      if (own.length === 0 && outages.length === 0) return none
      return memo(`group:${target.key}`, () => withCancelled(inOrder([...own, ...outages.map((zone) => zone.group(target))])))
    },
  }
}

const none: readonly never[] = []

/** What an effect does may depend on what earlier ones left behind. */
function expanded(target: Database, effects: readonly DatabaseEffect[]): readonly DatabaseEffect[] {
  let done: DatabaseEffect[] = []
  for (const effect of effects) {
    done = withCut(done, effect)
    if (effect.expand === undefined) done.push(effect)
    else done.push(...effect.expand(databaseShape(target, done, effect.fromMs - 1)))
  }
  return inOrder(done)
}

const inOrder = <T extends { readonly fromMs: number }>(effects: readonly T[]): readonly T[] => [...effects].sort((left, right) => left.fromMs - right.fromMs)

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>()
  for (const item of items) {
    const others = found.get(keyOf(item))
    if (others === undefined) found.set(keyOf(item), [item])
    else others.push(item)
  }
  return found
}
