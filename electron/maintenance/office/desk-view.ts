import type { TenantConfig } from '#shared/fleet/fleet-config'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { dayMs } from '#shared/kernel/time'
import { approvalsOf } from '#shared/maintenance/approval-statement'
import { calendarOf, composeWindow, type Surroundings, type WindowFacts } from '#shared/maintenance/compose-window'
import { tenantsOf } from '#shared/maintenance/plan'
import { runView } from '#shared/maintenance/run-view'
import { resolveWindow, type Span } from '#shared/maintenance/window'
import type { RunView, WindowView } from '#shared/maintenance/window-view'
import type { Statement } from '#shared/desk/statement'
import type { CalendarReading } from '#electron/ports/calendars'
import type { Clock } from '#electron/ports/clock'
import type { DeskStore, Lease } from '#electron/ports/desk-store'
import type { FleetSight } from '#electron/ports/fleet-sight'
import { createDeskJournal } from '../desk-journal'
import type { NoticeDesk } from '../notices/notice-desk'
import { holderWords } from './holder'
import { reachOf } from './reach'
import type { RunHall } from './run-hall'
import type { WindowBook } from './window-book'
import type { KnownWindow } from './window-record'

export interface DeskViewOptions {
  readonly store: DeskStore
  readonly book: WindowBook
  readonly notices: NoticeDesk
  readonly hall: RunHall
  readonly sight: FleetSight
  /** AWS time. */
  readonly clock: Clock
  readonly ids: Parameters<typeof createDeskJournal>[0]['ids']
  readonly blackouts: (span: Span) => Promise<CalendarReading>
  readonly tenant: (id: string) => TenantConfig | undefined
  /** Of a tenant that the fleet file does not name. */
  readonly defaultNoticeHours: number
  /** Whether the fleet file says where mail comes from. */
  readonly hasSender: boolean
}

/** Every window of the desk as it stands now, together with what it may collide with. */
export interface DeskView {
  all(): Promise<Result<DeskReading, AppError>>
  /** `allLines`: the whole journal in words, for a report. */
  one(id: string, how?: Looking): Promise<Result<DeskWindow, AppError>>
  /** What surrounds a plan that is not written yet. */
  surroundings(span: Span): Promise<Result<Surroundings, AppError>>
}

interface Looking {
  readonly allLines?: boolean
}

export interface DeskReading extends CalendarReading {
  readonly windows: readonly WindowView[]
  readonly asOfMs: number
  readonly isCopy: boolean
}

export interface DeskWindow {
  readonly known: KnownWindow
  readonly facts: WindowFacts
  readonly surroundings: Surroundings
  readonly view: WindowView
  readonly isCopy: boolean
}

/** Blackouts are looked for around what is planned; a year is as far as anybody plans. */
const behindMs = 31 * dayMs
const aheadMs = 366 * dayMs

export function createDeskView(options: DeskViewOptions): DeskView {
  const { store, book, notices, hall, sight, clock, ids } = options
  const names = (plan: KnownWindow['plan']) => new Map(tenantsOf(plan).flatMap((id) => (options.tenant(id) === undefined ? [] : [[id, options.tenant(id)!.name] as const])))

  const skewMs = async (): Promise<number> => {
    const offset = await sight.awsOffsetMs()
    return offset.ok ? -(offset.value ?? 0) : 0
  }

  const surround = async ({ windows, unreadable }: KnownDesk, { blackouts, troubles }: CalendarReading): Promise<Surroundings> => {
    const nowMs = clock.nowMs()
    const live = windows.flatMap((known) => liveSpan(known, nowMs))
    return {
      nowMs,
      skewMs: await skewMs(),
      calendar: calendarOf(live, blackouts),
      blindSpots: [...troubles.flatMap(({ isBlind, message }) => (isBlind === true ? [message] : [])), ...unreadable.map(unreadableWords)],
      nameOf: (tenant) => options.tenant(tenant)?.name ?? tenant,
      noticeHoursOf: (tenant) => options.tenant(tenant)?.contract.noticeHours ?? options.defaultNoticeHours,
    }
  }

  const runOf = async ({ known, span }: Spanned, how: Looking): Promise<Result<RunView | undefined, AppError>> => {
    const { plan, run } = known
    if (run === undefined) return ok(undefined)
    const events = await createDeskJournal({ store, ids, run: plan.id }).read(0)
    if (!events.ok) return events
    const carriedBy = await carrierOf(plan.id)
    if (!carriedBy.ok) return carriedBy
    const trouble = hall.trouble(plan.id)
    const view = runView({ plan, span, events: events.value, startedAtMs: run.startedAtMs, startedBy: run.startedBy, carriedBy: carriedBy.value, names: names(plan) }, clock.nowMs(), how)
    return ok(trouble === undefined ? view : { ...view, trouble })
  }

  const carrierOf = async (id: string): Promise<Result<RunView['carriedBy'], AppError>> => {
    if (hall.carries(id)) return ok({ kind: 'here' })
    const lease = await store.lease({ name: `run:${id}` })
    return lease.ok ? ok(carrier(lease.value.value, lease.value.asOfMs)) : lease
  }

  const factsOf = async (spanned: Spanned, statements: readonly Statement[], how: Looking = {}): Promise<Result<WindowFacts, AppError>> => {
    const { known, span } = spanned
    const deliveries = await notices.deliveries(known.plan.id)
    if (!deliveries.ok) return deliveries
    const run = await runOf(spanned, how)
    if (!run.ok) return run
    return ok({
      plan: known.plan,
      hash: known.hash,
      version: known.version,
      sequence: known.sequence,
      edition: known.edition,
      span,
      approvals: approvalsOf(statements.filter(({ subject }) => subject === known.plan.id)),
      deliveries: deliveries.value,
      ...(known.calledOff === undefined ? {} : { calledOff: known.calledOff }),
      ...(run.value === undefined ? {} : { run: run.value }),
    })
  }

  const around = async (): Promise<CalendarReading> => options.blackouts({ fromMs: clock.nowMs() - behindMs, toMs: clock.nowMs() + aheadMs })

  return {
    async all() {
      const [windows, statements, calendars] = await Promise.all([book.all(), store.said({ kind: 'approval' }), around()])
      if (!windows.ok) return windows
      if (!statements.ok) return statements
      const spanned = windows.value.windows.flatMap(withSpan)
      const surroundings = await surround(windows.value, calendars)
      const views: WindowView[] = []
      for (const each of spanned) {
        const facts = await factsOf(each, statements.value.value)
        if (!facts.ok) return facts
        views.push(composeWindow(facts.value, surroundings))
      }
      const { asOfMs, isCopy } = windows.value
      return ok({ windows: views.toSorted((left, right) => left.span.fromMs - right.span.fromMs), blackouts: calendars.blackouts, troubles: [...calendars.troubles, ...windows.value.unreadable.map((id) => ({ calendar: id, message: unreadableWords(id), isBlind: true }))], asOfMs, isCopy })
    },
    async one(id, how) {
      const [found, others, statements, calendars] = await Promise.all([book.one(id), book.all(), store.said({ kind: 'approval', subject: id }), around()])
      if (!found.ok) return found
      if (!others.ok) return others
      if (!statements.ok) return statements
      const known = found.value.window
      const [spanned] = withSpan(known)
      const reach = known.run === undefined ? await reachOf(options, known.plan) : ok(undefined)
      const surroundings = { ...(await surround(others.value, calendars)), ...(reach.ok && reach.value !== undefined ? { reach: reach.value } : {}) }
      const facts = await factsOf(spanned, statements.value.value, how)
      if (!facts.ok) return facts
      return ok({ known, facts: facts.value, surroundings, view: composeWindow(facts.value, surroundings), isCopy: found.value.isCopy })
    },
    async surroundings() {
      const [windows, calendars] = await Promise.all([book.all(), around()])
      return windows.ok ? ok(await surround(windows.value, calendars)) : windows
    },
  }
}

interface KnownDesk {
  readonly windows: readonly KnownWindow[]
  readonly unreadable: readonly string[]
}

const unreadableWords = (id: string): string => `The window “${id}” cannot be read: another version of this console wrote it. What it holds is not known, so nothing is begun beside it. Use that version.`

/** What holds its databases and tenants: a window that is to come, and a run until it is over, however late. */
function liveSpan(known: KnownWindow, nowMs: number): readonly { readonly plan: KnownWindow['plan']; readonly span: Span }[] {
  const { plan, run, calledOff } = known
  if (calledOff !== undefined || run?.endedAtMs !== undefined) return []
  const [{ span }] = withSpan(known)
  if (run === undefined) return span.toMs > nowMs ? [{ plan, span }] : []
  return [{ plan, span: { fromMs: Math.min(span.fromMs, run.startedAtMs), toMs: Math.max(run.toMs ?? span.toMs, nowMs + 1) } }]
}

interface Spanned {
  readonly known: KnownWindow
  readonly span: Span
}

/** What was saved had a span; a zone that this computer does not know (any more) leaves the window out of nobody's sight: it is shown at its change. */
function withSpan(known: KnownWindow): readonly [Spanned] {
  const span = resolveWindow(known.plan.window)
  return [{ known, span: span.ok ? span.value : { fromMs: known.changedAtMs, toMs: known.changedAtMs } }]
}

const carrier = (lease: Lease | undefined, nowMs: number): RunView['carriedBy'] => (lease === undefined || lease.untilMs <= nowMs ? { kind: 'nobody' } : { kind: 'other', holder: holderWords(lease.holder) })
