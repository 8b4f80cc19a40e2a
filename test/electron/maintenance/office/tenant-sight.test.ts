import { describe, expect, it } from 'vitest'
import type { TenantView } from '#shared/fleet/tenant-view'
import type { Plan } from '#shared/maintenance/plan'
import { allDoorsOf, doorsOf, mutableAlarms } from '#electron/maintenance/office/tenant-sight'
import { anAlarm } from '#test/builders/fleet'
import { balancerArn, healthyServices, tagged } from '#test/builders/services'
import { viewWith } from '#test/builders/views'
import { aPlan } from '#test/shared/maintenance/window-story'

const sandboxArn = balancerArn.replace('acme-door', 'acme-sandbox-door')
const hosts = { hosts: ['acme.example'] }

/** A door and an alarm in each of two environments. */
const view = (): TenantView =>
  viewWith([
    ...healthyServices(),
    tagged('load-balancer', sandboxArn, 'acme-sandbox-door', { environmentTag: 'sandbox' }),
    ...['frontend', 'sandbox'].map((environment) => anAlarm(`acme-${environment}-errors`, { dimensions: {}, tenantTag: 'acme-bank', environmentTag: environment })),
  ])
const planOf = (environment: string): Plan => {
  const plan = aPlan()
  const [database] = plan.databases
  return { ...plan, groups: [], databases: [{ ...database!, tenant: 'acme-bank', environment }] }
}
const closed = (environment: string) => doorsOf(view(), planOf(environment), hosts).map(({ loadBalancerArn }) => loadBalancerArn)
const muted = (environment: string) => mutableAlarms(view(), planOf(environment), hosts).map(({ name }) => name).filter((name) => /errors$/.test(name)).sort()

describe('A run of one environment', () => {
  it('closes the doors of that environment, and mutes no alarm of another', () => {
    expect(closed('sandbox')).toEqual([sandboxArn])
    expect(muted('sandbox')).toEqual(['acme-sandbox-errors'])
    expect(closed('frontend')).toEqual([balancerArn])
    expect(muted('frontend')).toEqual(['acme-frontend-errors'])
  })

  it('that has no door of its own closes all of the tenant’s, and mutes what the closing sets off', () => {
    expect([...closed('cron')].sort()).toEqual([balancerArn, sandboxArn].sort())
    expect(muted('cron')).toEqual(['acme-frontend-errors', 'acme-sandbox-errors'])
  })

  it('closes nothing where the fleet file names no host', () => {
    expect(doorsOf(view(), planOf('frontend'), { hosts: [] })).toEqual([])
    expect(allDoorsOf(view(), undefined)).toEqual([])
  })
})

it('whoever looks for what was left closed looks at every door', () => {
  expect(allDoorsOf(view(), hosts).map(({ loadBalancerArn }) => loadBalancerArn).sort()).toEqual([balancerArn, sandboxArn].sort())
})
