import type { FleetConfig } from '#shared/fleet/fleet-config'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { minuteMs } from '#shared/kernel/time'
import type { SourceReading } from '#shared/support/activity/activity'
import { cleanGrant } from '#shared/support/activity/clean-grant'
import { grantReading } from '#shared/support/activity/facts-of-grants'
import { trailReading } from '#shared/support/activity/facts-of-trail'
import type { NamedOthers } from '#shared/support/activity/facts-of-windows'
import { joinInSteps } from '#shared/support/activity/join-activity'
import { mergedSpans, openSpans, type OpenSpan, type Span } from '#shared/support/activity/open-span'
import { learnWithholding, type Withholding } from '#shared/support/activity/withholding'
import type { GrantFacts } from '#shared/support/grant-state'
import { clockText } from '#shared/support/grant-wording'
import type { SupportPlace } from '#shared/support/places'
import { previewOf, type ClientStatement, type StatementPreview } from '#shared/support/statement'
import type { GrantView } from '#shared/support/support-view'
import type { AwsOperators } from '#electron/ports/aws-operator'
import type { Clock, Ids, Timers } from '#electron/ports/clock'
import type { DeskStore } from '#electron/ports/desk-store'
import type { KeptHistory } from '#electron/ports/kept-history'
import { doorRecords } from '../door-records'
import type { GrantReading } from '../grant-book'
import { inTurns } from './in-turns'
import { readDatabaseEvents, type StatementFleet } from './read-database-events'
import { readHistory } from './read-history'
import { readWindows } from './read-windows'
import { writtenOut } from './written-out'

/** Joins statements for clients, and writes them out. */
export interface StatementDesk {
  readonly join: (tenant: string, span: Span) => Promise<Result<ClientStatement, AppError>>
  /** What would be written; kept for a while, so that what was looked at is what is written. */
  readonly preview: (tenant: string, span: Span) => Promise<Result<StatementPreview, AppError>>
  readonly text: (tenant: string, span: Span, as: 'html' | 'csv') => Promise<Result<string, AppError>>
}

/** What a statement asks beside the desk's grants, its windows and CloudTrail. */
export interface StatementSources {
  readonly history?: KeptHistory
  readonly fleet?: StatementFleet
}

export interface StatementDeskOptions extends StatementSources {
  readonly config: FleetConfig
  readonly places: readonly SupportPlace[]
  readonly grants: () => Promise<Result<GrantReading, AppError>>
  readonly viewsOf: (reading: GrantReading) => Promise<readonly GrantView[]>
  readonly store: DeskStore
  readonly operators: AwsOperators
  /** AWS time. */
  readonly clock: Clock
  readonly timers: Timers
  readonly ids: Pick<Ids, 'next'>
  readonly signal: AbortSignal
}

const previewKeptMs = 10 * minuteMs

export function createStatementDesk(options: StatementDeskOptions): StatementDesk {
  const { clock, timers, signal } = options
  let looked: { readonly key: string; readonly statement: ClientStatement } | undefined
  const keyOf = (tenant: string, { fromMs, toMs }: Span): string => `${fromMs} ${toMs} ${tenant}`

  const join: StatementDesk['join'] = async (tenant, span) => {
    const reading = await options.grants()
    if (reading.ok && !isKnown(options.config, reading.value, tenant)) return err(strangerTo(tenant))
    return reading.ok ? ok(await joined(options, tenant, span, reading.value)) : reading
  }
  /** What was looked at, once: what is asked for later may have changed. */
  const joinedOrLooked = async (tenant: string, span: Span): Promise<Result<ClientStatement, AppError>> => {
    const known = looked
    looked = undefined
    return known?.key === keyOf(tenant, span) && clock.nowMs() - known.statement.writtenAtMs <= previewKeptMs ? ok(known.statement) : join(tenant, span)
  }

  return {
    join,
    preview: async (tenant, span) => {
      const statement = await join(tenant, span)
      if (!statement.ok) return statement
      looked = { key: keyOf(tenant, span), statement: statement.value }
      return ok(previewOf(statement.value))
    },
    text: async (tenant, span, as) => {
      const statement = await joinedOrLooked(tenant, span)
      return statement.ok ? ok(await writtenOut(statement.value, as, timers, signal)) : statement
    },
  }
}

/** A mistyped id must not come back as a paper that says nobody had access. */
const isKnown = ({ tenants }: FleetConfig, { grants }: GrantReading, tenant: string): boolean => tenants.some(({ id }) => id === tenant) || grants.some(({ asked }) => asked.tenant === tenant)
const strangerTo = (tenant: string): AppError => appError('notFound', `The fleet file names no tenant “${tenant}”, and nobody ever asked for access to one: there is nothing to state. Correct the id.`)

/** Whether a grant let anybody in, or may have, within the span. */
export const isOpenWithin = ({ wasOpen, proof, fromMs }: GrantView, span: Span): boolean => wasOpen !== undefined && (proof === undefined || span.fromMs <= proof.atMs) && fromMs <= span.toMs

async function joined(options: StatementDeskOptions, tenant: string, span: Span, reading: GrantReading): Promise<ClientStatement> {
  const { config, places, clock } = options
  const facts = reading.grants.filter(({ asked }) => asked.tenant === tenant)
  const views = (await options.viewsOf({ ...reading, grants: facts })).filter((view) => isOpenWithin(view, span))
  const spans = openSpans(facts, span, clock.nowMs())
  const trail = await doorRecords({ ...options, places: places.filter((place) => place.tenant === tenant), nowMs: clock.nowMs() }, span)
  const around = await readAround(options, tenant, spans)
  const writtenAtMs = clock.nowMs()
  const written = { ...span, writtenAtMs }
  const withholding = await inTurns(withholdingOf(config, tenant, facts, around), options.timers, options.signal)
  const readings = [withCopy(grantReading(views, written), reading), trailReading(trail), ...around.readings]
  const { timeline, sources, leftOut } = await inTurns(joinInSteps(readings, spans, written, withholding), options.timers, options.signal)
  const grants = views.map((view) => cleanGrant(view, withholding.clean))
  return { desk: config.desk, tenant, tenantName: nameOf(config, tenant), ...written, grants, sources, timeline, leftOut, namesWithheld: withholding.count() }
}

interface Around {
  readonly readings: readonly SourceReading[]
  /** Who and what else the same records name. */
  readonly others: NamedOthers
  /** Id and name of each tenant that was seen beside it. */
  readonly seen: readonly (readonly string[])[]
}

/** What is about time in which somebody had access. */
async function readAround(options: StatementDeskOptions, tenant: string, spans: readonly OpenSpan[]): Promise<Around> {
  if (spans.length === 0) return { readings: (['databaseEvents', 'incidents', 'changes', 'windows'] as const).map((source) => ({ source, kind: 'notAsked', words: 'nobody had access in this time.' })), others: { tenants: [], things: [] }, seen: [] }
  const merged = mergedSpans(spans)
  const nowMs = options.clock.nowMs()
  const [databaseEvents, history, windows] = await Promise.all([
    readDatabaseEvents(options.fleet, { ...options, tenant, spans: merged, nowMs }),
    readHistory(options.history, tenant, merged, nowMs),
    readWindows({ ...options, tenant, spans: merged, nowMs }),
  ])
  return { readings: [databaseEvents, ...history.readings, windows.reading], others: windows.others, seen: history.others }
}

const withCopy = (grants: SourceReading, { isCopy, asOfMs }: GrantReading): SourceReading =>
  grants.kind === 'read' && isCopy ? { ...grants, asOfMs, missing: [`The desk’s store could not be reached: these are the grants of a copy of ${clockText(asOfMs)}`] } : grants

const nameOf = ({ tenants }: FleetConfig, tenant: string): string => tenants.find(({ id }) => id === tenant)?.name ?? tenant

/** Tenants that the fleet file does not name are known by the history, and by the windows that they share with this one. */
function withholdingOf(config: FleetConfig, tenant: string, grants: readonly GrantFacts[], { others, seen }: Around): Generator<void, Withholding> {
  const names = new Map<string, Set<string>>()
  const named = [...config.tenants.map(({ id, name }) => [id, name]), ...seen, ...others.tenants.map((id) => [id])]
  for (const [id = '', ...more] of named) names.set(id, new Set([...(names.get(id) ?? []), id, ...more]))
  names.delete(tenant)
  const environments = config.tenants.flatMap(({ support }) => (support?.doors ?? []).map(({ environment }) => environment))
  return learnWithholding(
    { names: [tenant, nameOf(config, tenant)], grants: new Set(grants.map(({ asked }) => asked.id)) },
    { tenants: [...names.values()].map((each) => [...each]), things: others.things, environments: [...new Set([...environments, ...grants.map(({ asked }) => asked.environment)])] },
  )
}
