import type { CommandResult, Commands } from '#shared/ipc/contract'
import type { RunWord } from '#shared/ipc/maintenance-contract'
import { appError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { hourMs } from '#shared/kernel/time'
import type { AppError } from '#shared/kernel/app-error'
import type { Approval } from '#shared/maintenance/approval'
import { conflictsOf, nextFreeSlot, type Blackout } from '#shared/maintenance/booking'
import { blockersOf, bookingOf, calendarOf, composeWindow, summaryOf, type Surroundings, type WindowFacts } from '#shared/maintenance/compose-window'
import { cutOffMs } from '#shared/maintenance/cut-off'
import type { PlanDraft } from '#shared/maintenance/draft'
import { expectationOf } from '#shared/maintenance/expectation'
import { forecastOf } from '#shared/maintenance/forecast'
import type { Delivery } from '#shared/maintenance/notice-ledger'
import { tenantsOf, type Plan } from '#shared/maintenance/plan'
import { planFromDraft, planIdOf } from '#shared/maintenance/plan-from-draft'
import type { PlanScope } from '#shared/maintenance/plan-scope'
import type { RunEvent } from '#shared/maintenance/run-event'
import { runView } from '#shared/maintenance/run-view'
import { resolveWindow } from '#shared/maintenance/window'
import type { AwsPart } from '#shared/maintenance/planned-calls'
import type { AwsAnswer, AwsMaintenance, MaintenanceCalendar, PlanPreview, RunView, WindowView } from '#shared/maintenance/window-view'
import type { FakeBridge } from '../fake-bridge'
import { fakeNowMs } from '../fake-fleet'
import { banks, databaseOf, groupOf } from './fake-plans'

/** One window of the fake desk, as the store would have it. */
export interface FakeWindow {
  readonly plan: Plan
  readonly version?: number
  readonly sequence?: number
  readonly approvals?: readonly Approval[]
  readonly deliveries?: readonly Delivery[]
  readonly calledOff?: NonNullable<WindowView['calledOff']>
  readonly run?: { readonly events: readonly RunEvent[]; readonly startedAtMs: number; readonly startedBy: string; readonly carriedBy?: RunView['carriedBy']; readonly trouble?: AppError }
}

export interface FakeDesk {
  readonly windows: readonly FakeWindow[]
  readonly blackouts?: readonly Blackout[]
  readonly pending?: readonly AwsMaintenance[]
  readonly more?: Partial<MaintenanceCalendar>
  readonly me?: string
  readonly nowMs?: number
  /** What AWS says when it is asked about a draft; left out: nothing is in the way. */
  readonly asked?: (part: AwsPart) => Partial<AwsAnswer> | AppError
}

export interface FakeOffice {
  /** The window as it stands. */
  view(id: string): WindowView
  /** Another console writes. */
  change(id: string, change: (window: FakeWindow) => FakeWindow): void
}

/** Stands for a hash: another plan, another one. */
export function fakeHash(plan: Plan): string {
  let state = 7
  for (const letter of JSON.stringify(plan)) state = (Math.imul(state, 31) + letter.charCodeAt(0)) >>> 0
  return state.toString(16).padStart(8, '0').repeat(8)
}

/** Lets a fake core answer everything that is asked about maintenance, by the product's own rules over windows in memory. */
export function openFakeOffice(bridge: FakeBridge, desk: FakeDesk): FakeOffice {
  const { nowMs = fakeNowMs, me = 'trainee', blackouts = [] } = desk
  const windows = new Map(desk.windows.map((window) => [window.plan.id, window]))
  const names = new Map(banks.map((id) => [id as string, id.split('-').map((word) => (word === 'del' ? word : word[0]!.toUpperCase() + word.slice(1))).join(' ')]))

  const factsOf = ({ plan, version = 1, sequence = 1, approvals = [], deliveries = [], calledOff, run }: FakeWindow): WindowFacts => {
    const span = resolveWindow(plan.window)
    if (!span.ok) throw new Error(span.error.message)
    const view = run === undefined ? undefined : { ...runView({ plan, span: span.value, events: run.events, startedAtMs: run.startedAtMs, startedBy: run.startedBy, carriedBy: run.carriedBy ?? { kind: 'here' }, names }, nowMs), ...(run.trouble === undefined ? {} : { trouble: run.trouble }) }
    return { plan, hash: fakeHash(plan), version, sequence, span: span.value, approvals, deliveries, ...(calledOff === undefined ? {} : { calledOff }), ...(view === undefined ? {} : { run: view }) }
  }
  const surroundings = (): Surroundings => {
    const live = [...windows.values()].map((window) => ({ window, facts: factsOf(window) })).filter(({ window, facts }) => window.calledOff === undefined && facts.run?.outcome === undefined && facts.span.toMs > nowMs)
    return { nowMs, skewMs: 0, calendar: calendarOf(live.map(({ facts }) => facts), blackouts), noticeHoursOf: () => 48 }
  }
  const viewOf = (window: FakeWindow): WindowView => composeWindow(factsOf(window), surroundings())
  const shown = (id: string): Result<WindowView, AppError> => {
    const window = windows.get(id)
    return window === undefined ? err(appError('notFound', `This desk has no window “${id}”.`)) : ok(viewOf(window))
  }
  const change = (id: string, next: (window: FakeWindow) => FakeWindow): Result<WindowView, AppError> => {
    const window = windows.get(id)
    if (window !== undefined) windows.set(id, next(window))
    bridge.emit('maintenance.changed', { id })
    return shown(id)
  }
  const approve = (id: string, hash: string, by: string) => change(id, (window) => ({ ...window, approvals: [...(window.approvals ?? []), { by, planHash: hash, atMs: nowMs }] }))

  const previewOf = (draft: PlanDraft, id?: string): Result<PlanPreview, AppError> => {
    const span = resolveWindow(draft.window)
    if (!span.ok) return err({ ...span.error, issues: span.error.issues!.map((issue) => ({ ...issue, path: `window.${issue.path}` })) })
    const scope = fakeScope(draft.select)
    const plan = planFromDraft(draft, scope, { author: me, id: id ?? draft.id ?? planIdOf(draft, new Set(windows.keys())) })
    const facts: WindowFacts = { plan, hash: fakeHash(plan), version: 0, sequence: 1, span: span.value, approvals: [], deliveries: [] }
    const around = surroundings()
    const conflicts = conflictsOf(bookingOf(facts), around.calendar)
    const nextFree = conflicts.length === 0 ? undefined : nextFreeSlot(bookingOf(facts), around.calendar, span.value.fromMs)
    return ok({
      plan,
      hash: facts.hash,
      span: span.value,
      cutOffMs: cutOffMs(span.value, expectationOf(plan)),
      scope,
      forecast: forecastOf(plan),
      conflicts,
      ...(nextFree === undefined ? {} : { nextFree }),
      earliestIfToldNowMs: nowMs + (draft.kind === 'downtime' ? 48 * hourMs : 0),
      blockers: blockersOf(facts, around).filter(({ kind }) => kind !== 'approval' && kind !== 'notice' && kind !== 'early'),
    })
  }

  const answers: { [N in keyof Commands]?: (input: Commands[N]['input']) => CommandResult<N> } = {
    'maintenance.calendar': () => ok({ windows: [...windows.values()].map((window) => summaryOf(viewOf(window))).toSorted((left, right) => left.span.fromMs - right.span.fromMs), blackouts, calendarTroubles: [], pending: desk.pending ?? [], me, canPractiseApproval: true, asOfMs: nowMs, isCopy: false, ...desk.more }),
    'maintenance.window': ({ id }) => shown(id),
    'maintenance.preview': ({ draft }) => previewOf(draft),
    'maintenance.askAws': ({ draft, part }) => {
      const preview = previewOf(draft)
      if (!preview.ok) return preview
      const listeners = part === 'listeners' ? { listeners: Object.fromEntries(tenantsOf(preview.value.plan).map((tenant) => [tenant, 2])) } : {}
      const more = desk.asked?.(part) ?? {}
      return 'retry' in more ? err(more) : ok({ part, atMs: nowMs, requests: part === 'access' || part === 'groups' ? 0 : 1, blockers: [], ...listeners, ...more })
    },
    'maintenance.save': ({ draft, edit }) => {
      const preview = previewOf(draft, edit?.id)
      if (!preview.ok) return preview
      const { plan } = preview.value
      const before = windows.get(plan.id)
      windows.set(plan.id, { ...before, plan, version: (before?.version ?? 0) + 1, sequence: (before?.sequence ?? 0) + 1 })
      return change(plan.id, (window) => window)
    },
    'maintenance.approve': ({ id, hash }) => approve(id, hash, me),
    'maintenance.practiseApproval': ({ id, hash }) => approve(id, hash, 'practice-colleague'),
    'maintenance.announce': ({ id }) => change(id, (window) => ({ ...window, deliveries: [...(window.deliveries ?? []), ...toldAll(window.plan, nowMs, window.sequence)] })),
    'maintenance.callOff': ({ id, why }) => change(id, (window) => ({ ...window, calledOff: { by: me, why, atMs: nowMs } })),
    'maintenance.start': ({ id }) => change(id, (window) => ({ ...window, run: { startedAtMs: nowMs, startedBy: me, events: [] } })),
    'maintenance.takeOver': ({ id }) => change(id, (window) => ({ ...window, ...(window.run === undefined ? {} : { run: { ...window.run, carriedBy: { kind: 'here' } } }) })),
    'maintenance.say': ({ id, word }) => change(id, (window) => (window.run === undefined ? window : { ...window, run: { ...window.run, events: [...window.run.events, eventOf(word, me, nowMs)] } })),
    'maintenance.report': ({ id, as }) => ok(`/home/desk/${id}.${as}`),
    'maintenance.export': () => ok('/home/desk/maintenance.ics'),
  }
  for (const [name, answer] of Object.entries(answers)) bridge.answer(name as 'maintenance.calendar', answer as never)
  return { view: (id) => viewOf(windows.get(id)!), change: (id, next) => void change(id, next) }
}

function eventOf(word: RunWord, by: string, atMs: number): RunEvent {
  switch (word.kind) {
    case 'answer':
      return { kind: 'answered', question: word.question, choice: word.choice, by, atMs }
    case 'cancel':
      return { kind: 'cancelled', by, atMs }
    case 'pause':
      return { kind: 'paused', by, atMs }
    case 'resume':
      return { kind: 'resumed', by, atMs }
    case 'extend':
      return { kind: 'extended', toMs: word.toMs, by, atMs }
  }
}

/** Notices that arrived everywhere. */
export function toldAll(plan: Plan, atMs: number, sequence = 1): readonly Delivery[] {
  const span = resolveWindow(plan.window)
  const startMs = span.ok ? span.value.fromMs : 0
  return tenantsOf(plan).flatMap((tenant): readonly Delivery[] => [
    { tenant, channel: 'email', occasion: 'planned', sequence, to: `it@${tenant}.example`, startMs, state: 'sent', atMs, proof: `0102018e4f2a-${tenant.slice(0, 8)}-6c1f-4b0e-9d3a-000000` },
    { tenant, channel: 'loginScreen', occasion: 'planned', sequence, to: `https://login.${tenant}.example/notice.json`, startMs, state: 'confirmed', atMs, proof: 'revision 14' },
  ])
}

/** Twelve banks of pooled MySQL with four environments each, one shared group an environment. */
function fakeScope({ tenants, environments, accounts, engines, tags = [] }: PlanDraft['select']): PlanScope {
  const meant = (wanted: readonly string[] | undefined, value: string): boolean => wanted === undefined || wanted.includes(value)
  const places = ['frontend', 'cron', 'portal', 'sandbox'].filter((environment) => meant(environments, environment))
  // The first two are the ring that goes first.
  const here = banks.filter((bank, at) => meant(tenants, bank) && (tags.length === 0 || (at < 2 && tags.includes('ring=canary'))))
  const isAny = meant(accounts, '111122223333') && meant(engines, 'mysql')
  return {
    databases: isAny ? here.flatMap((bank) => places.map((environment) => databaseOf(bank, environment))) : [],
    groups: isAny && engines === undefined && here.length > 0 ? places.map((environment) => groupOf(environment, banks)) : [],
    leftOut: here.includes('kauri-bank') && places.includes('portal') ? [{ id: 'kauri-bank-portal-replica', tenant: 'kauri-bank', because: 'A read replica of kauri-bank-portal: it follows its source.' }] : [],
    unknown: [...(tenants ?? []).filter((name) => !banks.some((bank) => bank === name)), ...tags.filter((tag) => tag !== 'ring=canary')],
  }
}
