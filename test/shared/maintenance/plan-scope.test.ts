import { describe, expect, it } from 'vitest'
import { packTags } from '#shared/fleet/other-tags'
import type { FleetRecord } from '#shared/fleet/records'
import { viewTenant } from '#shared/fleet/tenant-views'
import { planScope, type PlanSelection } from '#shared/maintenance/plan-scope'
import { aConfig, aDatabase, anAppGroup, everything } from '#test/builders/fleet'
import { afterAll } from '#test/builders/views'

const database = (tenant: string, environment: string, more: Partial<ReturnType<typeof aDatabase>> = {}) => {
  const id = `${tenant}-${environment}`
  return aDatabase({ id, key: id, arn: `arn:aws:rds:eu-west-1:111122223333:db:${id}`, tenantTag: tenant, environmentTag: environment, engineVersion: '8.0.36', ...more })
}
const tagged = (tags: Readonly<Record<string, string>>) => ({ otherTags: packTags(Object.entries(tags))! })
const shared = anAppGroup({ id: 'frontend-app', key: 'frontend-app', tenantTag: '*', environmentTag: 'frontend', arn: 'arn:aws:autoscaling:shared' })
const own = anAppGroup({ id: 'zeta-cron', key: 'zeta-cron', tenantTag: 'zeta', environmentTag: 'cron', arn: 'arn:aws:autoscaling:own', ...tagged({ ring: 'early' }) })
const records: readonly FleetRecord[] = [
  database('zeta', 'frontend', tagged({ ring: 'early', team: 'core = ledger' })),
  database('acme', 'frontend', tagged({ ring: 'canary', team: 'core' })),
  database('zeta', 'cron', { engine: 'oracle-ee' }),
  database('acme', 'report', { replicaOf: 'acme-frontend' }),
  database('acme', 'ledger', { clusterId: 'acme-cluster' }),
  shared,
  own,
]
const state = afterAll(everything(records), aConfig())
const views = ['acme', 'zeta'].map((tenant) => viewTenant(state, tenant))
const scope = (selection: PlanSelection) => planScope(views, selection, { tenant: 'bank', environment: 'stage' })
const ids = (selection: PlanSelection) => scope(selection).databases.map(({ id }) => id)

describe('A selection', () => {
  it('of nothing in particular is the whole fleet, by tenant and name', () => {
    expect(ids({})).toEqual(['acme-frontend', 'zeta-cron', 'zeta-frontend'])
    expect(scope({}).groups.map(({ name }) => name)).toEqual(['frontend-app', 'zeta-cron'])
  })

  it('narrows by all that is named together', () => {
    expect(ids({ tenants: ['zeta'] })).toEqual(['zeta-cron', 'zeta-frontend'])
    expect(ids({ tenants: ['zeta'], environments: ['frontend'] })).toEqual(['zeta-frontend'])
    expect(ids({ engines: ['oracle-ee'] })).toEqual(['zeta-cron'])
    expect(ids({ accounts: ['999999999999'] })).toEqual([])
  })

  it('is by any tag of the resources themselves: of one key any of the values, of several keys each', () => {
    expect(ids({ tags: ['ring=early'] })).toEqual(['zeta-frontend'])
    expect(scope({ tags: ['ring=early'] }).groups.map(({ name }) => name)).toEqual(['zeta-cron'])
    expect(ids({ tags: ['ring=early', 'ring=canary'] })).toEqual(['acme-frontend', 'zeta-frontend'])
    expect(ids({ tags: ['ring=early', 'ring=canary', 'team=core'] })).toEqual(['acme-frontend'])
    expect(ids({ tags: ['team=core = ledger'] })).toEqual(['zeta-frontend'])
    expect(ids({ tags: ['ring=earl'] })).toEqual([])
    expect(ids({ tags: ['ring=early'], environments: ['cron'] })).toEqual([])
  })

  it('is by the tags that place a resource too, in the fleet’s own names for them', () => {
    expect(ids({ tags: ['bank=zeta'] })).toEqual(['zeta-cron', 'zeta-frontend'])
    expect(ids({ tags: ['stage=frontend', 'bank=zeta'] })).toEqual(['zeta-frontend'])
    expect(scope({ tags: ['tenant=zeta', 'ring=early', 'ring=never'] }).unknown).toEqual(['tenant=zeta', 'ring=never'])
  })

  it('of one tenant on a shared group names everybody who stands on it', () => {
    expect(scope({ tenants: ['acme'] }).groups).toEqual([{ arn: 'arn:aws:autoscaling:shared', name: 'frontend-app', tenants: ['acme', 'zeta'], environment: 'frontend' }])
  })

  it('of an engine touches no app servers', () => {
    expect(scope({ engines: ['mysql'] }).groups).toEqual([])
  })

  it('leaves out what follows another, and says why', () => {
    expect(scope({ tenants: ['acme'] }).leftOut).toEqual([
      { id: 'acme-ledger', tenant: 'acme', because: 'A member of the cluster acme-cluster: clusters are upgraded whole, which is not offered here.' },
      { id: 'acme-report', tenant: 'acme', because: 'A read replica of acme-frontend: it follows its source.' },
    ])
  })

  it('says which of its names nothing answers to', () => {
    expect(scope({ tenants: ['acme', 'acmee'], environments: ['frontent'], engines: ['mysql'] }).unknown).toEqual(['acmee', 'frontent'])
  })
})
