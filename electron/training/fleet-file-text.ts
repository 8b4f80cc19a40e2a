import { stringify } from 'yaml'
import { practiceRoles } from './practice-sign-in'
import type { Scenario } from './scenario'
import { noticeBucketOf, objectPath } from './services/s3-objects'
import { chance, pick } from './world/chance'
import { groupIdOf, hasOwnMachines } from './world/doors'
import type { Tenant } from './world/fleet-model'
import { hostOf } from './world/listener-rules'
import { auditBucketOf } from './world/object-versions'
import { isLargest, pagePath, probedEnvironments } from './world/pages'

/** The fleet file of a training fleet: complete, ready for every command, and commented as a desk would want it. With `practice` it asks for a sign-in. */
export function fleetFileText(scenario: Scenario, endpoint: string, practice?: { readonly startUrl: string; readonly region: string }): string {
  const { fleet } = scenario
  const section = (comment: string, value: unknown): string => `# ${comment}\n${stringify(value, { defaultStringType: 'PLAIN', lineWidth: 0 })}`
  const accounts = fleet.accounts.map(({ id, name, regions }) => ({ id, name, regions: [...regions], ...(practice === undefined ? {} : { role: practiceRoles.operator }) }))
  const [asked, isShort] = [probedEnvironments(fleet), isLargest(fleet)]
  const tenants = fleet.tenants.map((tenant) => ({
    id: tenant.id,
    name: tenant.name,
    ...(isShort ? {} : { timeZone: pick(zones, scenario.seed, tenant.id, 'timeZone') }),
    ...toldBy(endpoint, tenant),
    // The names under which people come in.
    ...(isShort ? {} : { hosts: tenant.environments.map((environment) => hostOf(tenant, environment)) }),
    ...probesOf(endpoint, tenant.id, asked(tenant.environments)),
    ...contractOf(tenant),
    ...(isShort ? {} : { support: supportOf(tenant, scenario.seed) }),
  }))
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
    section('Where mail to tenants comes from. The training fleet keeps it; nothing leaves this computer.', { mail: { from: trainingSender } }),
    ...auditOf(accounts).map((audit) => section('Where the head of the audit chain goes once a day: nobody can change what is there for 92 days.', { audit })),
    section('Who they are, whom to tell, and where their login screens read; the contract is the default one but for what is said here.', { tenants }),
  ].join('\n')
}

const trainingSender = 'notices@training.example'
const zones = ['Europe/London', 'Europe/Berlin', 'Europe/Helsinki', 'Europe/Lisbon', 'Europe/Zurich'] as const

/** Whom to tell, and where the login screen reads its notice. */
function toldBy(endpoint: string, tenant: Tenant) {
  const [bucket, key] = [noticeBucketOf(tenant), `${tenant.id}.json`]
  return { contacts: [`ops@${tenant.id}.example`], notice: { bucket, key, url: `${endpoint}${objectPath(bucket, key)}` } }
}

/** What can be opened for support: each environment's document, and SSH where the machines are the tenant's own. One in four needs no approval. */
const supportOf = (tenant: Tenant, seed: number) => ({
  ...(chance(seed, 'self-service', tenant.id) < 0.25 ? { selfService: true } : {}),
  doors: tenant.environments.map((environment) => ({ environment, account: tenant.account, region: tenant.region, ...(hasOwnMachines(tenant) ? { securityGroup: groupIdOf(tenant, environment) } : {}) })),
})

/** In the desk's first account and Region, as a desk would have it. */
const auditOf = ([first]: readonly { readonly id: string; readonly regions: readonly string[] }[]) =>
  first?.regions[0] === undefined ? [] : [{ bucket: auditBucketOf({ account: first.id, region: first.regions[0] }), prefix: 'chains/', account: first.id, region: first.regions[0] }]

/** What a tenant is promised other than the default. */
function contractOf({ account, offsite, multiAz }: Tenant) {
  const copies = offsite === undefined ? {} : { offsite: { region: offsite.region, ...(offsite.account === account ? {} : { account: offsite.account }) } }
  const contract = { ...(multiAz ? {} : { multiAz }), ...copies }
  return Object.keys(contract).length === 0 ? {} : { contract }
}

/** The pages that the training fleet serves for its tenants. */
const probesOf = (endpoint: string, tenant: string, asked: readonly string[]) => (asked.length === 0 ? {} : { probes: asked.map((environment) => ({ environment, url: `${endpoint}${pagePath(tenant, environment)}` })) })
