import type { AppError } from '../kernel/app-error'
import type { ApprovalStanding } from './approval'
import type { Blackout, Conflict } from './booking'
import type { Question, Outcome } from './decide'
import type { Phase } from './effects'
import type { Delivery } from './notice-ledger'
import type { NoticeStanding } from './notice-rule'
import type { Plan } from './plan'
import type { PlanScope } from './plan-scope'
import type { AwsPart, PlannedCall, PlanReach } from './planned-calls'
import type { Risk, StepTarget } from './plan-step'
import type { Blocker } from './blocker'
import type { Evidence } from './run-event'
import type { Span } from './window'

/**
 * What screens, the command line and reports show of maintenance windows. Instants are AWS time, epoch milliseconds.
 *
 * - `planned`: to come, and something is still in the way (`blockers` say what)
 * - `ready`: to come, approved and announced
 * - `due`: its time has begun, nobody has started it, and the cut-off is not past: somebody is asked
 * - `missed`: the cut-off went by without a start
 * - `running`, `ended`: it has a run
 * - `calledOff`
 */
export type WindowStage = 'planned' | 'ready' | 'due' | 'missed' | 'running' | 'ended' | 'calledOff'

export interface WindowSummary {
  readonly id: string
  readonly title: string
  readonly kind: Plan['kind']
  readonly author: string
  readonly span: Span
  readonly zone: string
  readonly stage: WindowStage
  readonly tenants: readonly string[]
  readonly databases: number
  readonly groups: number
  /** What holds it up, the first of it in words; absent: nothing does. */
  readonly heldUpBy?: string
  /** Running: share of its effects that are done, 0 to 100. */
  readonly percent?: number
  readonly questions: number
  readonly outcome?: Outcome
}

export interface WindowView extends WindowSummary {
  readonly plan: Plan
  readonly hash: string
  /** Of the record in the desk's store: an edit names the version that it was made from. */
  readonly version: number
  /** Counts every change that tenants are told of. */
  readonly sequence: number
  readonly cutOffMs: number
  readonly forecast: Forecast
  readonly approval: ApprovalStanding
  readonly notice: NoticeStanding
  readonly deliveries: readonly Delivery[]
  readonly conflicts: readonly Conflict[]
  /** Everything in the way that can be told without asking AWS; the start asks AWS too. */
  readonly blockers: readonly Blocker[]
  readonly run?: RunView
  readonly calledOff?: { readonly by: string; readonly why: string; readonly atMs: number }
}

/** What a plan means, before anybody approves it. */
export interface Forecast {
  readonly prepareMinutes: number
  readonly changeMinutes: number
  readonly restoreMinutes: number
  readonly steps: readonly StepForecast[]
  /** By tenant, the longest first: minutes in which its people cannot work. */
  readonly outages: readonly { readonly tenant: string; readonly minutes: number; readonly because: string }[]
  /** Every kind of call of the run in its order. */
  readonly calls: readonly PlannedCall[]
}

export interface StepForecast {
  readonly title: string
  readonly target: StepTarget
  readonly targets: number
  readonly minutes: number
  readonly risk: Risk
  readonly riskWords?: string
}

export interface PlanPreview {
  readonly plan: Plan
  readonly hash: string
  readonly span: Span
  readonly cutOffMs: number
  readonly scope: PlanScope
  /** What the calls were counted with, by tenant; left out for plans too large to look at each tenant while somebody types. */
  readonly reach?: PlanReach
  readonly forecast: Forecast
  readonly conflicts: readonly Conflict[]
  /** The next span of this length with nothing in the way; only where there are conflicts. */
  readonly nextFree?: Span
  /** When it could begin at the earliest were every tenant told now. */
  readonly earliestIfToldNowMs: number
  /** What would be in the way of its start, apart from approval, notice and being early. */
  readonly blockers: readonly Blocker[]
}

/** What was asked for the preview of a plan, and what it says. */
export interface AwsAnswer {
  readonly part: AwsPart
  /** AWS time. */
  readonly atMs: number
  /** Requests that it took. */
  readonly requests: number
  readonly blockers: readonly Blocker[]
  /** Of part `listeners`: how many a tenant's people come in by. */
  readonly listeners?: Readonly<Record<string, number>>
}

export interface RunView {
  readonly startedAtMs: number
  readonly startedBy: string
  /** Who carries it: here, another console (by name), or nobody: then somebody has to take it over. */
  readonly carriedBy: { readonly kind: 'here' } | { readonly kind: 'other'; readonly holder: string } | { readonly kind: 'nobody' }
  readonly phases: readonly PhaseView[]
  readonly questions: readonly Question[]
  /** What happens next, and when; absent: it is over. */
  readonly next?: { readonly words: string; readonly atMs?: number }
  readonly toMs: number
  readonly cutOffMs: number
  readonly isPastCutOff: boolean
  readonly pausedBy?: string
  readonly cancelledBy?: string
  /** How it will have ended once everything is taken back and told. */
  readonly ending?: Outcome
  readonly outcome?: Outcome
  readonly endedAtMs?: number
  /** The last lines of its journal in words, newest first. */
  readonly lines: readonly RunLine[]
  /** Why it does not move on: the journal or AWS cannot be read. */
  readonly trouble?: AppError
}

export type PhaseState = 'waiting' | 'busy' | 'done' | 'failed' | 'asking' | 'notNeeded'

export interface PhaseView {
  readonly phase: Phase
  readonly state: PhaseState
  readonly done: number
  readonly effects: readonly EffectView[]
}

export interface EffectView {
  readonly id: string
  /** `acme-frontend`, `Acme Bank`: as an operator calls it. */
  readonly name: string
  readonly tenant?: string
  readonly state: 'waiting' | 'started' | 'inProgress' | 'done' | 'failed' | 'unclear'
  /** 0 to 100, where AWS says. */
  readonly percent?: number
  readonly message?: string
  readonly retryAtMs?: number
  readonly evidence: readonly Evidence[]
  readonly atMs?: number
  readonly tries: number
  /** AWS operations that it is made of. */
  readonly calls: readonly string[]
}

export interface RunLine {
  readonly seq: number
  readonly atMs: number
  /** Who, where a person spoke. */
  readonly by?: string
  readonly words: string
}

/** What the calendar shows. */
export interface MaintenanceCalendar {
  readonly windows: readonly WindowSummary[]
  readonly blackouts: readonly Blackout[]
  /** Calendars that could not be read: what they forbid is not known. */
  readonly calendarTroubles: readonly { readonly calendar: string; readonly message: string }[]
  /** Maintenance that AWS has waiting by itself. */
  readonly pending: readonly AwsMaintenance[]
  /** In whose name things are said here; absent: AWS has not said who is signed in. */
  readonly me?: string
  /** Training: a colleague can be asked to approve. */
  readonly canPractiseApproval: boolean
  /** AWS time at which this was true; a copy while the desk's store cannot be reached: then nothing can be written. */
  readonly asOfMs: number
  readonly isCopy: boolean
}

export interface AwsMaintenance {
  readonly tenant: string
  readonly database: string
  readonly action: string
  readonly description?: string
  /** The earliest moment at which AWS does it by itself; absent: not before somebody asks. */
  readonly autoAppliedAfterMs?: number
  readonly forcedApplyMs?: number
}
