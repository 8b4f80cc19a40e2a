import { stringify } from 'yaml'
import { practiceRoles } from './practice-sign-in'
import type { Scenario } from './scenario'
import type { Tenant } from './world/fleet-model'
import { pagePath, probedEnvironments } from './world/pages'

/** The fleet file of a training fleet: complete, ready for every command, and commented as a desk would want it. With `practice` it asks for a sign-in. */
export function fleetFileText(scenario: Scenario, endpoint: string, practice?: { readonly startUrl: string; readonly region: string }): string {
  const { fleet } = scenario
  const section = (comment: string, value: unknown): string => `# ${comment}\n${stringify(value, { defaultStringType: 'PLAIN', lineWidth: 0 })}`
  const accounts = fleet.accounts.map(({ id, name, regions }) => ({ id, name, regions: [...regions], ...(practice === undefined ? {} : { role: practiceRoles.operator }) }))
  const tenants = fleet.tenants.map((tenant) => ({ id: tenant.id, name: tenant.name, ...probesOf(scenario, endpoint, tenant.id, tenant.environments), ...contractOf(tenant) }))
  return [
    `# Training fleet "${scenario.name}" (seed ${scenario.seed}): nothing here is real, and nothing done here reaches AWS.`,
    section('The format: version 1.', { version: 1, desk: `Training: ${scenario.title}` }),
    ...(practice === undefined
      ? [section('Training keys carry their account number; nobody has to sign in.', { signIn: { kind: 'training' } })]
      : [
          section('The training fleet has an Identity Center of its own, at this address.', { signIn: { kind: 'sso', sessions: [{ name: 'training', startUrl: practice.startUrl, region: practice.region }] } }),
          section('What a role of Identity Center may do here.', { capabilities: { operator: [practiceRoles.operator], approver: [practiceRoles.approver] } }),
        ]),
    section('The simulated AWS on this computer. It is gone when the training fleet stops.', { endpoint }),
    section('Resources belong to the tenant and environment that these tags name.', { tags: { tenant: 'tenant', environment: 'environment' } }),
    section('Every account and Region with tenants.', { accounts }),
    section('Who they are; the contract is the default one but for what is said here.', { tenants }),
  ].join('\n')
}

/** What a tenant is promised other than the default. */
function contractOf({ account, offsite, multiAz }: Tenant) {
  const copies = offsite === undefined ? {} : { offsite: { region: offsite.region, ...(offsite.account === account ? {} : { account: offsite.account }) } }
  const contract = { ...(multiAz ? {} : { multiAz }), ...copies }
  return Object.keys(contract).length === 0 ? {} : { contract }
}

/** The pages that the training fleet serves for its tenants. */
function probesOf({ fleet }: Scenario, endpoint: string, tenant: string, environments: readonly string[]) {
  const asked = probedEnvironments(fleet, environments)
  return asked.length === 0 ? {} : { probes: asked.map((environment) => ({ environment, url: `${endpoint}${pagePath(tenant, environment)}` })) }
}
