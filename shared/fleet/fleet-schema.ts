import { z } from 'zod'
import { probeDefaults } from '../probes/probe-config'

/**
 * The shape of a fleet file. Every `error` is the phrase that follows "expected": what stands there when it is right.
 *
 * Rules between fields are in fleet-file-rules.ts.
 */
const text = (expected: string) => z.string({ error: expected }).trim().min(1, { error: expected })
const matching = (pattern: RegExp, expected: string) => z.string({ error: expected }).regex(pattern, { error: expected })
const whole = (min: number, max: number, what: string) => {
  const error = `${what} (a whole number from ${min} to ${max})`
  return z.int({ error }).min(min, { error }).max(max, { error })
}
const list = <S extends z.ZodType>(item: S, what: string) => z.array(item, { error: `a list of ${what}` })
const record = <S extends z.ZodRawShape>(shape: S, what: string) => z.strictObject(shape, { error: what })

export const accountId = matching(/^\d{12}$/, 'an account id: 12 digits in quotes')
export const regionPattern = /^(us|eu|ap|sa|ca|me|af|il|mx|cn)(-(gov|iso[a-z]?))?-(north|south|east|west|central|northeast|northwest|southeast|southwest)-\d$/
const region = matching(regionPattern, 'an AWS Region such as eu-west-1')
const email = matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an email address')
const host = matching(/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'a host name such as acme.example')
const webAddress = (expected: string) => z.url({ protocol: /^https?$/, error: expected })
const roleName = matching(/^[\w+=,.@/-]{1,128}$/, "a role's name, without arn:aws:iam::...:role/")
// AWS allows these in tag values; `*` means every tenant and can be nobody's id.
export const tenantIdPattern = /^[\p{L}\p{N} +\-=._:/@]{1,256}$/u
const tenantId = matching(tenantIdPattern, 'a tenant id: a value of the tenant tag (letters, digits, blanks and + - = . _ : / @)')

const training = record({ kind: z.literal('training') }, 'a sign-in')
const profile = record({ kind: z.literal('profile'), profile: text("a profile's name").optional() }, 'a sign-in')
const sso = record(
  {
    kind: z.literal('sso'),
    sessions: list(record({ name: text("the session's name"), startUrl: webAddress('the start page of IAM Identity Center, https://...'), region }, 'a session: name, startUrl, region'), 'sessions').min(1, { error: 'at least one session' }),
  },
  'a sign-in',
)

const offsiteWords = 'false or { region: ... }, with or without an account'
const contractFields = {
  recoveryPointMinutes: whole(1, 1440, 'minutes'),
  continuousBackupDays: whole(0, 35, 'days'),
  dailySnapshots: whole(0, 35, 'daily snapshots'),
  offsite: z.union([z.literal(false), record({ region: z.exactOptional(region), account: z.exactOptional(accountId) }, offsiteWords).refine((place) => place.region !== undefined || place.account !== undefined, { error: offsiteWords })], { error: offsiteWords }),
  ownKey: z.boolean({ error: 'true or false' }),
  multiAz: z.boolean({ error: 'true or false' }),
  appAvailabilityZones: whole(1, 6, 'Availability Zones'),
  availabilityPercent: z.number({ error: 'percent (a number from 0 to 100)' }).min(0, { error: 'percent (a number from 0 to 100)' }).max(100, { error: 'percent (a number from 0 to 100)' }),
  noticeHours: whole(0, 720, 'hours'),
  operatorsNotified: whole(0, 20, 'operators'),
}
const contract = record(contractFields, 'clauses of the contract').partial()

const probe = record(
  {
    environment: text('an environment'),
    url: webAddress('a web address, http:// or https://'),
    expectStatus: whole(100, 599, 'an HTTP status').default(probeDefaults.expectStatus),
    expectBody: text('a text of the page').optional(),
    intervalSeconds: whole(10, 3600, 'seconds').default(probeDefaults.intervalSeconds),
    timeoutSeconds: whole(1, 60, 'seconds').default(probeDefaults.timeoutSeconds),
  },
  'a probe: environment, url, expectStatus, expectBody, intervalSeconds, timeoutSeconds',
)
const bucket = matching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "an S3 bucket's name")
const notice = record(
  {
    bucket,
    key: text("an object's key"),
    url: webAddress('the web address the login screen reads'),
    account: accountId.optional(),
    region: region.optional(),
  },
  'bucket, key and url',
)
const sender = matching(/^(?:[^<>@]*<[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+)$/, 'an address, or a name with its address: Night desk <desk@bank.example>')
const mail = record({ from: sender, replyTo: sender.optional(), account: accountId.optional(), region: region.optional() }, 'from, with or without replyTo, account and region')

const supportDoor = record(
  {
    environment: text('an environment'),
    account: accountId,
    region,
    parameter: matching(/^\/[\w.-]+(?:\/[\w.-]+){0,14}$/, "a parameter's name: /path/of/it").optional(),
    securityGroup: matching(/^sg-[0-9a-f]{8,17}$/, "a security group's id: sg- and 8 to 17 digits").optional(),
  },
  'what can be opened: environment, account and region, with or without parameter and securityGroup',
)
const tenantSupport = record({ selfService: z.boolean({ error: 'true or false' }).optional(), doors: list(supportDoor, 'doors').min(1, { error: 'at least one door' }) }, 'selfService and doors')
const scheduleGroup = matching(/^[\w.-]{1,64}$/, "a schedule group's name (1 to 64 letters, digits, -, _, .)")
const support = record({ longestMinutes: whole(5, 1440, 'minutes').optional(), closerRole: roleName.optional(), scheduleGroup: scheduleGroup.optional() }, 'longestMinutes, closerRole and scheduleGroup')
const audit = record({ bucket, prefix: matching(/^(?:[\w.-]+\/)*$/, 'a prefix that ends with /').optional(), account: accountId.optional(), region: region.optional() }, 'bucket, with or without prefix, account and region')

const tenant = record(
  {
    id: tenantId,
    name: text("the tenant's name").optional(),
    timeZone: text('an IANA time zone such as Europe/Berlin').optional(),
    contacts: list(email, 'email addresses').optional(),
    contract: contract.optional(),
    probes: list(probe, 'probes').optional(),
    notice: notice.optional(),
    hosts: list(host, 'host names').optional(),
    support: tenantSupport.optional(),
  },
  'a tenant: at least an id',
)

const account = record(
  {
    id: accountId,
    name: text("the account's name").optional(),
    regions: list(region, 'Regions').min(1, { error: 'at least one Region' }),
    role: roleName.optional(),
    externalId: z.string({ error: 'an external id (2 to 1224 characters)' }).min(2, { error: 'an external id (2 to 1224 characters)' }).max(1224, { error: 'an external id (2 to 1224 characters)' }).optional(),
    session: text("a session's name").optional(),
    through: record({ account: accountId, role: roleName }, 'account and role of the permission set').optional(),
  },
  'an account: id and regions',
)

export const fleetSchema = record(
  {
    version: z.literal(1, { error: '1, the version of this format' }),
    desk: text("the desk's name").optional(),
    signIn: z.discriminatedUnion('kind', [training, profile, sso], { error: 'training, profile or sso' }).optional(),
    endpoint: text('a loopback address such as http://127.0.0.1:5555').optional(),
    tags: record({ tenant: text('the name of the tenant tag').optional(), environment: text('the name of the environment tag').optional() }, 'tenant and environment').optional(),
    accounts: list(account, 'accounts').optional(),
    contract: contract.optional(),
    tenants: list(tenant, 'tenants').optional(),
    capabilities: record({ operator: list(roleName, 'roles').optional(), approver: list(roleName, 'roles').optional() }, 'operator and approver').optional(),
    deskStore: z
      .discriminatedUnion('kind', [record({ kind: z.literal('sqlite') }, 'a store'), record({ kind: z.literal('dynamodb'), table: matching(/^[\w.-]{3,255}$/, "a table's name"), region, account: accountId }, 'a store')], { error: 'sqlite or dynamodb' })
      .optional(),
    mail: mail.optional(),
    support: support.optional(),
    audit: audit.optional(),
    calendars: list(record({ name: text("the calendar's name"), path: text('a path').optional(), url: webAddress('a web address').optional() }, 'a calendar: name and path or url'), 'calendars').optional(),
  },
  'a fleet file: version, accounts, ...',
)

export type FleetFile = z.output<typeof fleetSchema>

/** Keys that an object of the schema may have at a path; empty: no object there. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  let schemas: readonly Described[] = [fleetSchema]
  for (const step of path) schemas = schemas.flatMap((schema) => stepInto(schema, step))
  return [...new Set(schemas.flatMap(unwrap).flatMap(({ def }) => Object.keys(def.shape ?? {})))]
}

/** As much of zod's own description as is read here. */
interface Described {
  readonly def: { readonly shape?: object; readonly element?: unknown; readonly innerType?: unknown; readonly options?: readonly unknown[] }
}

function unwrap(schema: Described): readonly Described[] {
  const { innerType, options } = schema.def
  if (innerType !== undefined) return unwrap(innerType as Described) // optional, default: zod schemas
  return options === undefined ? [schema] : (options as readonly Described[]).flatMap(unwrap) // a union's members: zod schemas
}

function stepInto(schema: Described, step: PropertyKey): readonly Described[] {
  return unwrap(schema).flatMap(({ def }) => {
    const next: unknown = typeof step === 'number' ? def.element : (def.shape as Record<PropertyKey, unknown> | undefined)?.[step] // shapes hold schemas by key
    return next === undefined ? [] : [next as Described]
  })
}
