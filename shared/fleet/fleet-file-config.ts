import type { AccountConfig, AuditConfig, Contract, FleetConfig, MailConfig, NotYet, SignIn, SupportPolicy, TenantConfig, TenantSupport } from './fleet-config'
import type { ProbeConfig } from '../probes/probe-config'
import { defaultContract, defaultSupport, defaultTags } from './fleet-defaults'
import type { FleetFile } from './fleet-schema'
import { usualParameter } from './usual-parameter'

export interface ParsedFleetFile {
  readonly config: FleetConfig
  /** Parts that are accepted today and begin to work later. */
  readonly notYet: readonly NotYet[]
}

/** A valid file with every default filled in, and what of it waits for later. */
export function toConfig(file: FleetFile): ParsedFleetFile {
  const contract = withClauses(defaultContract, file.contract)
  const accounts = (file.accounts ?? []).map(toAccount)
  const mail = toMail(file.mail, accounts)
  const audit = toAudit(file.audit, accounts)
  const config: FleetConfig = {
    version: 1,
    desk: file.desk ?? 'Watchfloor desk',
    signIn: toSignIn(file.signIn),
    ...(file.endpoint === undefined ? {} : { endpoint: file.endpoint }),
    tags: { tenant: file.tags?.tenant ?? defaultTags.tenant, environment: file.tags?.environment ?? defaultTags.environment },
    accounts,
    contract,
    tenants: (file.tenants ?? []).map((tenant) => toTenant(tenant, contract)),
    capabilities: { operator: file.capabilities?.operator ?? [], approver: file.capabilities?.approver ?? [] },
    deskStore: file.deskStore ?? { kind: 'sqlite' },
    calendars: (file.calendars ?? []).map(({ name, path, url }) => ({ name, ...(path === undefined ? {} : { path }), ...(url === undefined ? {} : { url }) })),
    ...(mail === undefined ? {} : { mail }),
    support: toSupport(file.support),
    ...(audit === undefined ? {} : { audit }),
  }
  return { config, notYet: [] }
}

type Given<T> = { readonly [K in keyof T]?: T[K] | undefined }

/** Clauses that are given replace those that are not. */
function withClauses(contract: Contract, given: Given<Contract> | undefined): Contract {
  const set = Object.entries(given ?? {}).filter(([, value]) => value !== undefined)
  return { ...contract, ...(Object.fromEntries(set) as Partial<Contract>) } // entries of a partial contract
}

function toSignIn(signIn: FleetFile['signIn']): SignIn {
  if (signIn === undefined) return { kind: 'profile' }
  if (signIn.kind !== 'profile') return signIn
  return { kind: 'profile', ...(signIn.profile === undefined ? {} : { profile: signIn.profile }) }
}

function toAccount({ id, name, regions, role, externalId, session, through }: NonNullable<FleetFile['accounts']>[number]): AccountConfig {
  return {
    id,
    name: name ?? id,
    regions,
    ...(role === undefined ? {} : { role }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(session === undefined ? {} : { session }),
    ...(through === undefined ? {} : { through }),
  }
}

function toTenant({ id, name, timeZone, contacts, contract, probes, notice, hosts, support }: NonNullable<FleetFile['tenants']>[number], defaults: Contract): TenantConfig {
  return {
    id,
    name: name ?? id,
    ...(timeZone === undefined ? {} : { timeZone }),
    contacts: contacts ?? [],
    contract: withClauses(defaults, contract),
    probes: (probes ?? []).map(toProbe),
    ...(notice === undefined ? {} : { notice: toNotice(notice) }),
    hosts: hosts ?? [],
    ...(support === undefined ? {} : { support: toTenantSupport(id, support) }),
  }
}

/** A desk without accounts sends nothing. */
function toMail(mail: FleetFile['mail'], accounts: readonly AccountConfig[]): MailConfig | undefined {
  const place = placeOf(mail, accounts)
  if (mail === undefined || place === undefined) return undefined
  return { from: mail.from, ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }), ...place }
}

function toAudit(audit: FleetFile['audit'], accounts: readonly AccountConfig[]): AuditConfig | undefined {
  const place = placeOf(audit, accounts)
  return audit === undefined || place === undefined ? undefined : { bucket: audit.bucket, prefix: audit.prefix ?? '', ...place }
}

/** As given; else the desk's first account, and its first Region. */
function placeOf(given: Given<{ readonly account: string; readonly region: string }> | undefined, accounts: readonly AccountConfig[]): { readonly account: string; readonly region: string } | undefined {
  const account = given?.account ?? accounts[0]?.id
  const region = given?.region ?? (accounts.find(({ id }) => id === account) ?? accounts[0])?.regions[0]
  return account === undefined || region === undefined ? undefined : { account, region }
}

const toSupport = (given: FleetFile['support']): SupportPolicy => ({
  longestMinutes: given?.longestMinutes ?? defaultSupport.longestMinutes,
  closerRole: given?.closerRole ?? defaultSupport.closerRole,
  scheduleGroup: given?.scheduleGroup ?? defaultSupport.scheduleGroup,
})

function toTenantSupport(tenant: string, { selfService, doors }: NonNullable<NonNullable<FleetFile['tenants']>[number]['support']>): TenantSupport {
  return {
    selfService: selfService ?? false,
    doors: doors.map(({ environment, account, region, parameter, securityGroup }) => ({
      environment,
      account,
      region,
      parameter: parameter ?? usualParameter(tenant, environment),
      ...(securityGroup === undefined ? {} : { securityGroup }),
    })),
  }
}

function toNotice({ bucket, key, url, account, region }: NonNullable<NonNullable<FleetFile['tenants']>[number]['notice']>): NonNullable<TenantConfig['notice']> {
  return { bucket, key, url, ...(account === undefined ? {} : { account }), ...(region === undefined ? {} : { region }) }
}

function toProbe({ expectBody, ...probe }: NonNullable<NonNullable<FleetFile['tenants']>[number]['probes']>[number]): ProbeConfig {
  return { ...probe, ...(expectBody === undefined ? {} : { expectBody }) }
}
