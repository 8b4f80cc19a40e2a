import type { TenantConfig } from '#shared/fleet/fleet-config'
import { appError, type AppError } from '#shared/kernel/app-error'
import type { Digest } from '#shared/kernel/digest'
import { err, ok, type Result } from '#shared/kernel/result'
import { hourMs } from '#shared/kernel/time'
import { bookingOf, blockersOf } from '#shared/maintenance/compose-window'
import { conflictsOf, nextFreeSlot } from '#shared/maintenance/booking'
import { cutOffMs } from '#shared/maintenance/cut-off'
import type { PlanDraft } from '#shared/maintenance/draft'
import { expectationOf } from '#shared/maintenance/expectation'
import { forecastOf } from '#shared/maintenance/forecast'
import { tenantsOf, type Plan } from '#shared/maintenance/plan'
import { planFromDraft, planIdOf } from '#shared/maintenance/plan-from-draft'
import { planHash } from '#shared/maintenance/plan-hash'
import { factsOf } from '#shared/maintenance/plan-step'
import { resolveWindow } from '#shared/maintenance/window'
import type { PlanPreview } from '#shared/maintenance/window-view'
import type { Clock } from '#electron/ports/clock'
import type { FleetSight } from '#electron/ports/fleet-sight'
import type { DeskView } from './desk-view'
import { reachOf } from './reach'
import type { WindowBook } from './window-book'

export interface PlanningOptions {
  readonly book: WindowBook
  readonly view: Pick<DeskView, 'surroundings'>
  readonly sight: FleetSight
  readonly clock: Clock
  readonly digest: Digest
  readonly author: () => Promise<Result<string, AppError>>
  readonly tenant: (id: string) => TenantConfig | undefined
  readonly defaultNoticeHours: number
  /** Whether the fleet file says where mail comes from. */
  readonly hasSender: boolean
}

/** What a draft comes to. `id`: of the window that is edited; left out: a new one. */
export async function previewOf(options: PlanningOptions, draft: PlanDraft, id?: string): Promise<Result<PlanPreview, AppError>> {
  const span = resolveWindow(draft.window)
  if (!span.ok) return at('window', span.error)
  const author = await options.author()
  if (!author.ok) return author
  const scope = await options.sight.scope(draft.select)
  if (!scope.ok) return scope
  const known = await options.book.all()
  if (!known.ok) return known
  const taken = new Set(known.value.windows.map(({ plan }) => plan.id))
  const plan = planFromDraft(draft, scope.value, { author: author.value, id: id ?? draft.id ?? planIdOf(draft, taken) })
  const reach = await reachOf(options, plan)
  if (!reach.ok) return reach
  const surroundings = await options.view.surroundings(span.value)
  if (!surroundings.ok) return surroundings
  const hash = await planHash(plan, options.digest)
  const facts = { plan, hash, version: 0, sequence: 1, edition: 1, span: span.value, approvals: [], deliveries: [] }
  const booking = bookingOf(facts)
  const { calendar } = surroundings.value
  const conflicts = conflictsOf(booking, calendar)
  const nextFree = conflicts.length === 0 ? undefined : nextFreeSlot(booking, calendar, span.value.fromMs)
  const hours = tenantsOf(plan).map((tenant) => options.tenant(tenant)?.contract.noticeHours ?? options.defaultNoticeHours)
  return ok({
    plan,
    hash,
    span: span.value,
    cutOffMs: cutOffMs(span.value, expectationOf(plan)),
    scope: scope.value,
    ...(reach.value === undefined ? {} : { reach: reach.value }),
    forecast: forecastOf(plan, reach.value),
    conflicts,
    ...(nextFree === undefined ? {} : { nextFree }),
    earliestIfToldNowMs: options.clock.nowMs() + (draft.kind === 'downtime' ? Math.max(0, ...hours) * hourMs : 0),
    blockers: blockersOf(facts, surroundings.value).filter(({ kind }) => kind !== 'approval' && kind !== 'notice' && kind !== 'early'),
  })
}

/** The plan that a draft comes to, for a question about it: named after nothing, written by nobody. */
export async function planToAskAbout({ sight }: Pick<PlanningOptions, 'sight'>, draft: PlanDraft): Promise<Result<Plan, AppError>> {
  const scope = await sight.scope(draft.select)
  return scope.ok ? ok(planFromDraft(draft, scope.value, { author: '', id: 'preview' })) : scope
}

/** What no plan may have, whoever approves it. */
export function refusalOfPlan({ plan, span, scope, blockers }: PlanPreview, nowMs: number): AppError | undefined {
  if (scope.unknown.length > 0) return refuse('select', `Nothing in this fleet answers to ${scope.unknown.join(', ')}. Correct the names, or wait until the accounts are read.`)
  const wanting = plan.steps.find((step) => (factsOf(step).target === 'database' ? plan.databases.length === 0 : factsOf(step).target === 'group' && plan.groups.length === 0))
  if (wanting !== undefined) return refuse('select', `“${factsOf(wanting).title}” has nothing to work on: the selection has no ${factsOf(wanting).target === 'group' ? 'app group' : 'database'} that a plan can touch.`)
  if (tenantsOf(plan).length === 0) return refuse('select', 'The selection touches no tenant.')
  if (span.toMs <= nowMs) return refuse('window.start', 'This time is past.')
  const length = blockers.find(({ kind }) => kind === 'length')
  if (length !== undefined) return refuse('window.durationMinutes', length.message)
  const conflict = blockers.find(({ kind }) => kind === 'conflict')
  if (conflict !== undefined) return appError('conflict', conflict.message, { issues: [{ path: 'window.start', message: conflict.message }] })
  return undefined
}

const refuse = (path: string, message: string): AppError => appError('invalidInput', message, { issues: [{ path, message }] })

/** Issues of a part, by their path in the draft. */
const at = (part: string, error: AppError): Result<never, AppError> => err(error.issues === undefined ? error : { ...error, issues: error.issues.map((issue) => ({ ...issue, path: `${part}.${issue.path}` })) })
