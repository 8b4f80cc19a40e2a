import type { FleetPlan, PooledEntry, SiloEntry, TenantEntry } from './fleet-plan'
import type { Account, Fleet, Tenant } from './fleet-model'
import { hash32 } from './chance'
import { nameTenant } from './names'

/** Who is in the fleet: listed tenants first (their names are taken), then the generated ones. Places are built when first asked for. */
export function planFleet(plan: FleetPlan, seed: number, startAtMs: number): Fleet {
  const taken = new Set(plan.tenants.map((tenant) => tenant.id))
  const numbers = new Set([...plan.pooled, ...plan.silo, ...plan.tenants].flatMap((entry) => (entry.account === undefined ? [] : [entry.account])))
  const pooledAccounts = new Set(plan.pooled.flatMap((entry) => (entry.account === undefined ? [] : [entry.account])))
  const context: Context = { seed, taken, numbers, pooledAccounts }
  const tenants = [
    ...plan.tenants.map((entry) => listedTenant(entry, context)),
    ...plan.pooled.flatMap((entry, at) => pooledTenants(entry, at, context)),
    ...plan.silo.flatMap((entry, at) => siloTenants(entry, at, context)),
  ]
  return { seed, startAtMs, tenants, accounts: accountsOf(tenants) }
}

interface Context {
  readonly seed: number
  readonly taken: Set<string>
  readonly numbers: Set<string>
  readonly pooledAccounts: ReadonlySet<string>
}

function listedTenant(entry: TenantEntry, context: Context): Tenant {
  const shares = entry.account !== undefined && context.pooledAccounts.has(entry.account)
  const model = shares ? 'pooled' : 'silo'
  const account = entry.account ?? freshAccount(context, 'listed', entry.id)
  return {
    id: entry.id,
    name: entry.name ?? entry.id,
    model,
    account,
    region: entry.region,
    engine: entry.engine ?? defaultEngine(model),
    environments: entry.environments,
    ownAppGroups: (entry.appGroups ?? (shares ? 'shared' : 'per-tenant')) === 'per-tenant',
    readReplica: entry.readReplica,
    multiAz: entry.multiAz,
    retentionDays: entry.retentionDays,
    tags: entry.tags,
    ...offsiteOf(entry, account),
    ...(entry.createdAtMs === undefined ? {} : { createdAtMs: entry.createdAtMs }),
  }
}

function pooledTenants(entry: PooledEntry, at: number, context: Context): Tenant[] {
  const count = entry.account === undefined ? (entry.accounts ?? 1) : 1
  return Array.from({ length: count }, (_, nth) => entry.account ?? freshAccount(context, 'pooled', at, nth)).flatMap((account, nth) =>
    Array.from({ length: entry.tenants }, (_unused, number) => ({
      ...nameTenant(context.taken, context.seed, 'pooled', at, nth, number),
      model: 'pooled' as const,
      account,
      region: entry.region,
      engine: entry.engine ?? defaultEngine('pooled'),
      environments: entry.environments,
      ownAppGroups: entry.appGroups === 'per-tenant',
      readReplica: entry.readReplica,
      multiAz: entry.multiAz,
      retentionDays: entry.retentionDays,
      tags: entry.tags,
      ...offsiteOf(entry, account),
    })),
  )
}

function siloTenants(entry: SiloEntry, at: number, context: Context): Tenant[] {
  return Array.from({ length: entry.tenants }, (_, number) => {
    const named = nameTenant(context.taken, context.seed, 'silo', at, number)
    const account = entry.account ?? freshAccount(context, 'silo', at, number)
    return {
      ...named,
      model: 'silo' as const,
      account,
      region: entry.region,
      engine: entry.engine ?? defaultEngine('silo'),
      environments: entry.environments,
      ownAppGroups: true,
      readReplica: entry.readReplica,
      multiAz: entry.multiAz,
      retentionDays: entry.retentionDays,
      tags: entry.tags,
      ...offsiteOf(entry, account),
    }
  })
}

/** Copies go to another Region, of the tenant's own account unless another is named. */
const offsiteOf = ({ offsite }: Pick<TenantEntry, 'offsite'>, account: string): Pick<Tenant, 'offsite'> =>
  offsite === undefined || offsite === false ? {} : { offsite: { account: offsite.account ?? account, region: offsite.region } }

const defaultEngine = (model: Tenant['model']) => (model === 'pooled' ? 'mysql' : 'oracle-ee')

function freshAccount(context: Context, ...draw: readonly (string | number)[]): string {
  for (let attempt = 0; ; attempt++) {
    const digits = (length: number, part: string): string => String(hash32(context.seed, 'account', ...draw, attempt, part) % 10 ** length).padStart(length, '0')
    const number = `4${digits(6, 'front')}${digits(5, 'back')}`
    if (context.numbers.has(number)) continue
    context.numbers.add(number)
    return number
  }
}

/** In the order of the scenario; named as a desk would name them. */
function accountsOf(tenants: readonly Tenant[]): Account[] {
  const byId = new Map<string, Tenant[]>()
  for (const tenant of tenants) {
    const others = byId.get(tenant.account)
    if (others === undefined) byId.set(tenant.account, [tenant])
    else others.push(tenant)
  }
  const pooledNames = new Map<string, number>()
  return [...byId].map(([id, own]) => {
    const regions = [...new Set(own.map((tenant) => tenant.region))]
    const first = own[0]
    const name = first?.model === 'pooled' ? numbered(pooledNames, `pooled-${first.region}`) : (first?.id ?? id)
    return { id, name, regions }
  })
}

function numbered(used: Map<string, number>, name: string): string {
  const nth = (used.get(name) ?? 0) + 1
  used.set(name, nth)
  return nth === 1 ? name : `${name}-${nth}`
}
