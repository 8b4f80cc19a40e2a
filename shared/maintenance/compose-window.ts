import { minuteMs } from '../kernel/time'
import { approvalStanding, type Approval } from './approval'
import { conflictsOf, type Blackout, type Booking, type Calendar } from './booking'
import { cutOffMs } from './cut-off'
import { expectationOf } from './expectation'
import { forecastOf } from './forecast'
import { announcementsOf, type Delivery } from './notice-ledger'
import { noticeStanding, type NoticeStanding } from './notice-rule'
import { tenantsOf, type Plan } from './plan'
import type { Blocker, TenantNames } from './blocker'
import type { PlanReach } from './planned-calls'
import { preflight, type DatabaseNow, type PlaceQuota } from './preflight'
import { percentDone } from './run-view'
import { stageOf } from './stage'
import type { Span } from './window'
import type { RunView, WindowSummary, WindowView } from './window-view'

/** All that is known of one window, from the desk's store and the fleet file. */
export interface WindowFacts {
  readonly plan: Plan
  readonly hash: string
  readonly version: number
  readonly sequence: number
  /** Counts its edits: an approval is of one. Left out: the first. */
  readonly edition?: number
  readonly span: Span
  readonly calledOff?: NonNullable<WindowView['calledOff']>
  readonly approvals: readonly Approval[]
  readonly deliveries: readonly Delivery[]
  readonly run?: RunView
}

export interface Surroundings {
  /** AWS time. */
  readonly nowMs: number
  /** This computer's clock against AWS time. */
  readonly skewMs: number
  readonly calendar: Calendar
  /** What may be in the way and cannot be told, in words: it is in the way. */
  readonly blindSpots?: readonly string[]
  readonly noticeHoursOf: (tenant: string) => number
  /** Left out: tenants are called by their ids. */
  readonly nameOf?: TenantNames
  /** As AWS has them; absent: taken to be as they were planned. */
  readonly databases?: ReadonlyMap<string, DatabaseNow>
  readonly quotas?: readonly PlaceQuota[]
  /** How far a run reaches; absent: calls are counted as of tenants of which nothing is known. */
  readonly reach?: PlanReach
}

export const bookingOf = ({ plan, span }: Pick<WindowFacts, 'plan' | 'span'>): Booking => ({ id: plan.id, title: plan.title, span, tenants: tenantsOf(plan), databases: plan.databases.map(({ arn }) => arn) })

export const calendarOf = (windows: readonly Pick<WindowFacts, 'plan' | 'span'>[], blackouts: readonly Blackout[]): Calendar => ({ bookings: windows.map(bookingOf), blackouts })

/** What stands between a window and its start now. */
export function blockersOf(facts: WindowFacts, surroundings: Surroundings): readonly Blocker[] {
  const { plan, span } = facts
  const { nowMs, skewMs, calendar, blindSpots = [], databases, quotas = [], nameOf } = surroundings
  const approval = approvalOf(facts)
  const conflicts = conflictsOf(bookingOf(facts), calendar)
  const blockers = preflight(plan, span, { nowMs, skewMs, approval, notice: noticeOf(facts, surroundings), conflicts, databases: databases ?? asPlanned(plan), quotas, ...(nameOf === undefined ? {} : { nameOf }) })
  return [...blockers, ...blindSpots.map((message): Blocker => ({ kind: 'conflict', message }))]
}

const asPlanned = ({ databases }: Plan): ReadonlyMap<string, DatabaseNow> => new Map(databases.map(({ arn, engineVersion, tenant }) => [arn, { status: 'available', engineVersion, tenant }]))

const approvalOf = ({ plan, hash, edition, approvals }: WindowFacts) =>
  approvalStanding({ kind: plan.kind, author: plan.author, planHash: hash, approvals, ...(edition === undefined ? {} : { edition }), ...(plan.emergencyReason === undefined ? {} : { reason: plan.emergencyReason }) })

const noticeOf = ({ plan, span, sequence, deliveries }: WindowFacts, { noticeHoursOf }: Surroundings): NoticeStanding =>
  noticeStanding({
    kind: plan.kind,
    startMs: span.fromMs,
    lengthMs: plan.window.durationMinutes * minuteMs,
    sequence,
    tenants: tenantsOf(plan).map((tenant) => ({ tenant, noticeHours: noticeHoursOf(tenant) })),
    announcements: announcementsOf(deliveries),
  })

/** A window as screens show it. */
export function composeWindow(facts: WindowFacts, surroundings: Surroundings): WindowView {
  const { plan, span, hash, version, sequence, calledOff, deliveries, run } = facts
  const blockers = run === undefined && calledOff === undefined ? blockersOf(facts, surroundings) : []
  const inTheWay = blockers.filter(({ kind }) => kind !== 'early' && kind !== 'late')
  const lastStartMs = cutOffMs(span, expectationOf(plan))
  const stage = stageOf({ span, cutOffMs: lastStartMs, isCalledOff: calledOff !== undefined, isClear: inTheWay.length === 0, ...(run === undefined ? {} : { run: { isOver: run.outcome !== undefined } }) }, surroundings.nowMs)
  const isOpen = stage === 'planned' || stage === 'due'
  return {
    id: plan.id,
    title: plan.title,
    kind: plan.kind,
    author: plan.author,
    span,
    zone: plan.window.zone,
    stage,
    tenants: tenantsOf(plan),
    databases: plan.databases.length,
    groups: plan.groups.length,
    ...(isOpen && inTheWay[0] !== undefined ? { heldUpBy: inTheWay[0].message } : {}),
    ...(run === undefined ? {} : { percent: percentDone(run) }),
    questions: run?.questions.length ?? 0,
    ...(run?.outcome === undefined ? {} : { outcome: run.outcome }),
    plan,
    hash,
    version,
    sequence,
    cutOffMs: run?.cutOffMs ?? lastStartMs,
    forecast: forecastOf(plan, surroundings.reach),
    approval: approvalOf(facts),
    notice: noticeOf(facts, surroundings),
    deliveries,
    conflicts: conflictsOf(bookingOf(facts), surroundings.calendar),
    blockers,
    ...(run === undefined ? {} : { run }),
    ...(calledOff === undefined ? {} : { calledOff }),
  }
}

export const summaryOf = ({ id, title, kind, author, span, zone, stage, tenants, databases, groups, heldUpBy, percent, questions, outcome }: WindowView): WindowSummary => ({
  id,
  title,
  kind,
  author,
  span,
  zone,
  stage,
  tenants,
  databases,
  groups,
  ...(heldUpBy === undefined ? {} : { heldUpBy }),
  ...(percent === undefined ? {} : { percent }),
  questions,
  ...(outcome === undefined ? {} : { outcome }),
})
