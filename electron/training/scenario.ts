import { z } from 'zod'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { eventKinds, eventSchema, type ParsedEvent } from './events/index'
import { faultSchema, placeFault, type ActiveFault, type ParsedFault } from './faults/fault'
import { describeIssues, dotted, parseDocumentAt } from './scenario-issues'
import { engines, type Fleet } from './world/fleet-model'
import { planFleet } from './world/fleet'
import { planEvents } from './world-events'
import { createWorld } from './world/world'

/**
 * A scenario file after validation: who is in the fleet, what happens when, and what goes wrong on the wire.
 * Format: training-fleet.md. An unknown key is an error with its path; so is an event that names nothing of the fleet.
 */
export interface Scenario {
  readonly name: string
  readonly title: string
  readonly seed: number
  readonly startAtMs: number
  readonly speed: number
  readonly fleet: Fleet
  readonly events: readonly ParsedEvent[]
  readonly faults: readonly ActiveFault[]
}

const accountNumber = z.string().regex(/^\d{12}$/, 'expected an account number of 12 digits')
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected an AWS Region, e.g. eu-west-1')
const instant = z.iso.datetime({ error: 'expected an ISO 8601 instant, e.g. 2026-03-02T06:00:00Z' }).transform((text) => Date.parse(text))
const slug = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'expected lower-case letters, digits and hyphens')
const common = {
  region,
  engine: z.enum(engines).optional(),
  environments: z.array(slug).min(1).refine((names) => new Set(names).size === names.length, 'the same environment is listed twice').default(['frontend']),
  readReplica: z.boolean().default(false),
  /** False: Single-AZ, and nobody is promised more. */
  multiAz: z.boolean().default(true),
  retentionDays: z.number().int().min(0).max(35).default(30),
  /** Beside `tenant` and `environment`: on its databases, and on app groups that are its own. */
  tags: z.record(z.string().min(1).max(128), z.string().max(256)).default({}),
  /** Where daily snapshots are copied to; left out: nowhere, and nobody is promised it. */
  offsite: z.union([z.literal(false), z.strictObject({ region, account: accountNumber.optional() })], { error: 'expected false or { region: ... }' }).optional(),
}
const appGroups = z.enum(['shared', 'per-tenant']).optional()

const pooled = z
  .strictObject({ account: accountNumber.optional(), accounts: z.number().int().min(1).max(1000).optional(), tenants: z.number().int().min(1).max(10_000), appGroups, ...common })
  .refine((entry) => entry.account === undefined || entry.accounts === undefined, { path: ['accounts'], message: 'either account (one) or accounts (how many)' })
const silo = z.strictObject({ account: accountNumber.optional(), tenants: z.number().int().min(1).max(1000), ...common }).refine((entry) => entry.account === undefined || entry.tenants === 1, {
  path: ['account'],
  message: 'a silo account holds one tenant',
})
const tenant = z.strictObject({ id: slug, name: z.string().regex(/\S/u, 'expected a name').optional(), account: accountNumber.optional(), createdAt: instant.optional(), appGroups, ...common })

const scenarioSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().regex(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,100}$/u, 'expected a name of one line, of at most 100 characters'),
  title: z.string().optional(),
  seed: z.number().int(),
  startAt: instant,
  speed: z.number().min(0).max(3600).default(1),
  fleet: z
    .strictObject({ pooled: z.array(pooled).default([]), silo: z.array(silo).default([]), tenants: z.array(tenant).default([]) })
    .refine((fleet) => fleet.pooled.length + fleet.silo.length + fleet.tenants.length > 0, { message: 'a fleet needs at least one tenant' }),
  events: z.array(eventSchema).default([]),
  faults: z.array(faultSchema).default([]),
})

/** Every key the format knows, for "did you mean". */
const knownKeys = [
  ...Object.keys(scenarioSchema.shape),
  ...['pooled', 'silo', 'tenants', 'accounts', 'account', 'region', 'appGroups', 'id', 'name', 'createdAt', ...Object.keys(common)],
  ...Object.values(eventKinds).flatMap((kind) => Object.keys(kind.schema.shape)),
  ...faultSchema.options.flatMap((option) => Object.keys(option.shape)),
]

/** Reads a scenario. `path` is only for words. Error kind `invalidFile` with one issue for each thing that is wrong. */
export function loadScenario(text: string, path: string): Result<Scenario, AppError> {
  const document = parseDocumentAt(text)
  if (!document.ok) return err(appError('invalidFile', `${path} is not readable as JSON`, { at: path, issues: document.error }))
  const parsed = scenarioSchema.safeParse(document.value.data)
  if (!parsed.success) return err(wrong(path, describeIssues(parsed.error.issues, document.value, knownKeys)))
  const { startAt, fleet, events, faults, ...rest } = parsed.data
  const planned = withReplicas(events, planFleet({ pooled: fleet.pooled, silo: fleet.silo, tenants: fleet.tenants.map(({ createdAt, ...entry }) => ({ ...entry, createdAtMs: createdAt })) }, rest.seed, startAt))
  const scenario: Scenario = {
    ...rest,
    title: rest.title ?? rest.name,
    startAtMs: startAt,
    fleet: planned,
    events,
    faults: faults.map((fault: ParsedFault) => placeFault({ from: 0, ...fault }, startAt, startAt)),
  }
  const problems = [...duplicates(planned), ...sameNames(planned), ...foreignCopies(planned), ...checkEvents(scenario)]
  return problems.length === 0 ? ok(scenario) : err(wrong(path, problems.map(({ path: at, ...problem }) => ({ ...problem, path: dotted(at), ...document.value.locate(at) }))))
}

/** Whose replica is to fall behind has one. */
function withReplicas(events: readonly ParsedEvent[], fleet: Fleet): Fleet {
  const lagging = new Set(events.flatMap((event) => (event.kind === 'db.replica-lag' ? [event.tenant] : [])))
  return { ...fleet, tenants: fleet.tenants.map((tenant) => (lagging.has(tenant.id) ? { ...tenant, readReplica: true } : tenant)) }
}

interface Problem {
  readonly path: readonly (string | number)[]
  readonly message: string
  readonly suggestion?: string
}

const wrong = (path: string, issues: NonNullable<AppError['issues']>): AppError => appError('invalidFile', `${path}: ${issues.length} thing${issues.length === 1 ? '' : 's'} to correct`, { at: path, issues })

function duplicates(fleet: Fleet): Problem[] {
  const seen = new Set<string>()
  return fleet.tenants.flatMap(({ id }) => {
    const again = seen.has(id)
    seen.add(id)
    return again ? [{ path: ['fleet', 'tenants'], message: `tenant '${id}' is listed twice` }] : []
  })
}

/** AWS takes a name once in an account and Region: tenant `a` with environment `b-c` and tenant `a-b` with environment `c` cannot both be there. */
function sameNames({ tenants }: Fleet): Problem[] {
  const owners = new Map<string, string>()
  return tenants.flatMap((tenant) =>
    namesOf(tenant).flatMap(({ what, name, owner }) => {
      const key = [tenant.account, tenant.region, what, name].join('/')
      const other = owners.get(key) ?? owner
      owners.set(key, other)
      return other === owner ? [] : [{ path: ['fleet'], message: `${what} '${name}' would be there twice in account ${tenant.account}, ${tenant.region}: for ${other} and for ${owner}. Rename one of them` }]
    }),
  )
}

function namesOf({ id, environments, readReplica, ownAppGroups }: Fleet['tenants'][number]): readonly { readonly what: string; readonly name: string; readonly owner: string }[] {
  return environments.flatMap((environment) => {
    const database = { what: 'database', name: `${id}-${environment}`, owner: `'${id}' (${environment})` }
    const replica = readReplica ? [{ what: 'database', name: `${id}-${environment}-replica`, owner: `the replica of '${id}' (${environment})` }] : []
    const group = ownAppGroups ? { what: 'app group', name: `${id}-${environment}-app`, owner: database.owner } : { what: 'app group', name: `${environment}-app`, owner: `those who share '${environment}'` }
    return [database, ...replica, group]
  })
}

/** Copies can only go to accounts that this world has. */
function foreignCopies({ tenants, accounts }: Fleet): Problem[] {
  const known = new Set(accounts.map(({ id }) => id))
  const foreign = new Set(tenants.flatMap(({ offsite }) => (offsite === undefined || known.has(offsite.account) ? [] : [offsite.account])))
  return [...foreign].map((account) => ({ path: ['fleet'], message: `off-site copies go to account ${account}, which is not in this fleet` }))
}

/** Plans every event once, only to see that each names something of this fleet. */
function checkEvents(scenario: Scenario): Problem[] {
  const missing = scenario.events.flatMap((event, at) => (event.at === undefined ? [{ path: ['events', at, 'at'], message: 'expected when it happens, e.g. "at": "PT5M"' }] : []))
  const world = createWorld(scenario.fleet)
  const happenings = scenario.events.map((event) => ({ event, atMs: scenario.startAtMs + (event.at ?? 0) }))
  const planned = planEvents(happenings, { places: world.places, startAtMs: scenario.startAtMs })
  return [...missing, ...planned.problems.map(({ at, field, ...problem }) => ({ path: ['events', at, field], ...problem }))]
}
