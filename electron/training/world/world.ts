import { noDeeds, type Deeds } from './deeds'
import { indexEffects, type EffectIndex } from './effect-index'
import type { Effect } from './effects'
import type { Database, Fleet, Place, Tenant } from './fleet-model'
import { buildPlace } from './place'

/**
 * The simulated fleet at a moment: what stands still, what happens to it, what callers did, and the time. `tick` moves the time; the past
 * is a function of the effects, so nothing else has to be carried along.
 */
export interface World {
  readonly fleet: Fleet
  readonly places: Places
  /** Of events; `effects` holds those of calls too. */
  readonly planned: readonly Effect[]
  readonly deeds: Deeds
  readonly effects: EffectIndex
  readonly nowMs: number
}

export interface Places {
  /** Built when first asked for; undefined for an account that is not in the fleet. A Region without tenants is an empty place. */
  get(account: string, region: string): Place | undefined
  home(tenantId: string): { readonly tenant: Tenant; readonly place: Place } | undefined
  /** Primary databases whose snapshots are copied into an account x Region. */
  copiedInto(account: string, region: string): readonly Database[]
  /** Every account x Region with tenants. */
  readonly keys: readonly { readonly account: string; readonly region: string }[]
}

export function createWorld(fleet: Fleet): World {
  return { fleet, places: placesOf(fleet), planned: [], deeds: noDeeds, effects: indexEffects([]), nowMs: fleet.startAtMs }
}

/** The world at `nowMs`; time never runs backwards. */
export const tick = (world: World, nowMs: number): World => (nowMs <= world.nowMs ? world : { ...world, nowMs })

export const withEffects = (world: World, planned: readonly Effect[]): World => ({ ...world, planned, effects: indexEffects([...planned, ...world.deeds.effects]) })

/** The world after a call: what it adds to the deeds so far. */
export function withDeeds(world: World, added: Partial<Deeds>): World {
  const deeds = { ...world.deeds, ...added }
  return { ...world, deeds, effects: added.effects === undefined && added.databases === undefined ? world.effects : indexEffects([...world.planned, ...deeds.effects]) }
}

function placesOf(fleet: Fleet): Places {
  const tenants = new Map<string, Tenant[]>()
  const byId = new Map<string, Tenant>()
  const accounts = new Set(fleet.accounts.map((account) => account.id))
  for (const tenant of fleet.tenants) {
    byId.set(tenant.id, tenant)
    const key = `${tenant.account}/${tenant.region}`
    const others = tenants.get(key)
    if (others === undefined) tenants.set(key, [tenant])
    else others.push(tenant)
  }
  const built = new Map<string, Place>()
  const get = (account: string, region: string): Place | undefined => {
    if (!accounts.has(account)) return undefined
    const key = `${account}/${region}`
    const place = built.get(key) ?? buildPlace(fleet, account, region, tenants.get(key) ?? [])
    if (tenants.has(key)) built.set(key, place)
    return place
  }
  const copied = new Map<string, readonly Database[]>()
  const databasesCopiedInto = (account: string, region: string): readonly Database[] => {
    const sources = fleet.tenants.filter(({ offsite }) => offsite?.account === account && offsite.region === region)
    const ids = new Set(sources.map(({ id }) => id))
    const homes = new Set(sources.map((tenant) => get(tenant.account, tenant.region)))
    return [...homes].flatMap((place) => place?.databases ?? []).filter(({ tenant, replicaOf }) => ids.has(tenant) && replicaOf === undefined)
  }
  return {
    get,
    copiedInto: (account, region) => {
      const key = `${account}/${region}`
      const known = copied.get(key) ?? databasesCopiedInto(account, region)
      copied.set(key, known)
      return known
    },
    keys: fleet.accounts.flatMap((account) => account.regions.map((region) => ({ account: account.id, region }))),
    home: (tenantId) => {
      const tenant = byId.get(tenantId)
      const place = tenant === undefined ? undefined : get(tenant.account, tenant.region)
      return tenant === undefined || place === undefined ? undefined : { tenant, place }
    },
  }
}
