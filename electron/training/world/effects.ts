import type { DatabaseEventMeaning } from '#shared/fleet/database-events'
import type { Alarm, AppGroup, Database, DatabaseMetric, DatabaseSettings, GroupMetric } from './fleet-model'

/**
 * What an event does to the world, as functions of time. Nothing is simulated step by step: a database's state at a moment is its
 * base state folded over its effects, which keeps 10,000 tenants cheap and the past always the same.
 *
 * 1. An effect knows nothing of what comes later and reads only its own times; `toMs` is exclusive, Infinity while nothing ends it.
 * 2. Effects of one target are folded in order of `fromMs`.
 * 3. `truth` says what an effect makes wrong; alarms that follow are derived, never declared.
 */
interface EffectBase {
  readonly kind: string
  readonly fromMs: number
  readonly toMs: number
  readonly truth: readonly TruthPart[]
  /** The call that made it, where a later one may take it back. */
  readonly deed?: string
}

/** One thing that is wrong, for a while. */
export interface TruthPart {
  readonly kind: string
  /** Identifier of what is wrong when it is not the target itself. */
  readonly subject?: string
  readonly fromMs: number
  readonly toMs: number
  /** Checks that may show it; empty: only its consequences show. */
  readonly checks: readonly string[]
  /** Before this moment no reply shows it. */
  readonly observableMs?: number
  /** Until then a finding about it is no false finding. */
  readonly explainsUntilMs?: number
  /** It excuses a finding but nobody has to show it. */
  readonly explainsOnly?: boolean
  /** Failovers only: somebody asked for it. */
  readonly planned?: boolean
}

/** What DescribeDBInstances shows and events change. */
export interface DatabaseShape {
  readonly status: string
  readonly multiAz: boolean
  readonly az: string
  readonly secondaryAz?: string
}

/** An event of the database's event stream, at its own time. */
export interface Notice {
  readonly atMs: number
  readonly meaning: DatabaseEventMeaning
  readonly parts: readonly string[]
}

export interface PendingAction {
  readonly action: string
  readonly description: string
  readonly autoAppliedAfterMs?: number
  readonly forcedApplyMs?: number
  readonly currentApplyMs?: number
}

export type SnapshotOutcome = 'failed' | 'missing'

/** What becomes of a copy to another Region; undefined: it arrives. */
export type CopyOutcome = 'failed' | 'missing' | 'stuck'

/** What DescribeKey says of a database's key where an event changed it. */
export interface KeyShape {
  readonly state: 'Enabled' | 'Disabled' | 'PendingDeletion' | 'PendingImport' | 'Unavailable'
  readonly deletionAtMs?: number
  /** Imported material and its end. */
  readonly validToMs?: number
}

/** What goes wrong with an operation on a database. */
export type Mishap =
  | { readonly kind: 'snapshotFails' }
  /** Rolled back: the database is as it was. Else it is lost to all but a restore. */
  | { readonly kind: 'upgradeFails'; readonly rolledBack: boolean }
  | { readonly kind: 'upgradeFailsOver' }
  | { readonly kind: 'restoreSlow'; readonly factor: number }

export interface DatabaseEffect extends EffectBase {
  readonly on: 'database'
  readonly target: Database
  /** Turns into other effects once the state before it is known (an AZ outage hits a primary and a standby differently). */
  expand?(before: DatabaseShape): readonly DatabaseEffect[]
  shape?(state: DatabaseShape, nowMs: number): DatabaseShape
  /** Nobody can use the database meanwhile: its environment's page answers 503. */
  readonly outage?: { readonly fromMs: number; readonly toMs: number }
  /** While it lasts no transaction logs are shipped. */
  readonly logsStop?: { readonly fromMs: number; readonly toMs: number }
  readonly retentionDays?: number
  /** From then on, or until then. */
  readonly settings?: { readonly fromMs: number; readonly untilMs?: number; readonly values: Partial<DatabaseSettings> }
  /** Which of the effects before it have no say any more when it begins. */
  cut?(earlier: DatabaseEffect): boolean
  /** What becomes of operations that are called while it lasts. */
  readonly mishap?: Mishap
  /** Settings that wait to be applied, as PendingModifiedValues shows them. */
  readonly waiting?: { readonly fromMs: number; readonly toMs: number; readonly values: Readonly<Record<string, number | string | boolean>> }
  /** Fate of the `nth` daily snapshot (from 0) due after `fromMs`. */
  snapshot?(nth: number): SnapshotOutcome | undefined
  /** Fate of copies that are begun while it lasts. */
  readonly copy?: CopyOutcome
  key?(state: KeyShape, nowMs: number): KeyShape
  readonly notices?: readonly Notice[]
  readonly pending?: PendingAction
  /** What somebody chose about AWS's own maintenance, from then on. */
  readonly optIn?: { readonly action: string; readonly type: string; readonly applyAtMs: number }
  /** The value instead of `value`; null: no datapoint. */
  metric?(name: DatabaseMetric, atMs: number, value: number): number | null
}

/** What happens to one place in a group: the machine there fails, goes, and is replaced. Times are absolute. */
export interface SlotChange {
  readonly unhealthyAtMs: number
  readonly terminatingAtMs: number
  readonly goneAtMs: number
  /** When the replacement is launched, serves, and passes health checks; Infinity: not yet known. */
  readonly launchedAtMs: number
  readonly inServiceAtMs: number
  readonly healthyAtMs: number
  /** Zone of the replacement until `toMs`; absent: as before. */
  readonly az?: string
  /** The machine worked: it was taken out to be replaced, and one that is being replaced anyway is left alone. */
  readonly deliberate?: true
}

/** Machines beyond those that the group was made with, because a policy answered to load. Times are absolute. */
export interface ScaleOut {
  readonly instances: number
  readonly policy: string
  readonly alarm: string
  readonly launchedAtMs: number
  readonly inServiceAtMs: number
  readonly healthyAtMs: number
  /** From the end of the effect until then they are shut down. */
  readonly goneAfterMs: number
}

/** A rolling replacement of all machines, as DescribeInstanceRefreshes tells it. */
export interface Refresh {
  readonly minHealthyPercent: number
  /** When it is complete unless the effect ends before. */
  readonly completeAtMs: number
}

export interface GroupEffect extends EffectBase {
  readonly on: 'group'
  readonly target: AppGroup
  /** By slot number. */
  readonly slots?: ReadonlyMap<number, SlotChange>
  /** What a request meets while it lasts: so many of all answers are errors; each answer takes so much longer. */
  readonly requests?: { readonly errorRatio?: number; readonly delayMs?: number }
  /** A zone in which nothing of the group can run meanwhile. */
  readonly lostAz?: string
  readonly scaleOut?: ScaleOut
  readonly refresh?: Refresh
  /** Refreshes that are under way then end: what is begun is finished, nothing else is. */
  readonly cancelsRefresh?: true
  /** Launches that failed, as scaling activities. */
  readonly failedLaunches?: readonly { readonly atMs: number; readonly message: string }[]
  metric?(name: GroupMetric, atMs: number, value: number | null): number | null
}

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'

export interface AlarmEffect extends EffectBase {
  readonly on: 'alarm'
  readonly target: Alarm
  /** State that evaluation would not reach by itself; undefined: as evaluated. */
  forcedState?(atMs: number): AlarmState | undefined
  /** The next moment after `atMs` at which `forcedState` changes; Infinity: never again. */
  nextChangeMs?(atMs: number): number
  /** The last one that says so counts. */
  readonly actionsOff?: boolean
  /** Name of the topic that it tells instead of the desk's; nobody made that one. */
  readonly topic?: string
  /** The watched metric's value instead of `value`; null: no datapoint. */
  metric?(atMs: number, value: number | null): number | null
}

export interface AccountEffect extends EffectBase {
  readonly on: 'account'
  readonly target: string
  readonly denied: boolean
}

/** An Availability Zone is out: every database and group of the place answers for itself. */
export interface ZoneEffect extends EffectBase {
  readonly on: 'zone'
  readonly account: string
  readonly region: string
  readonly az: string
  database(target: Database): DatabaseEffect
  group(target: AppGroup): GroupEffect
}

/** The way to an environment's page is cut: what asks gets no answer. */
export interface PageEffect extends EffectBase {
  readonly on: 'page'
  readonly account: string
  readonly region: string
  readonly tenant: string
  readonly environment: string
}

/** What may become of a tenant's other services. */
export type ServiceChange = 'offline' | 'detached' | 'lets-all-in' | 'lets-none-in' | 'public' | 'unlocked' | 'exports-off'

/** Something of a tenant's other services is not as it should be; `exports-off` has a database as its target. */
export interface ServiceEffect extends EffectBase {
  readonly on: 'service'
  readonly target: { readonly key: string; readonly id: string; readonly account: string; readonly region: string; readonly tenant: string; readonly environment?: string }
  readonly change: ServiceChange
}

/** Where notices lie cannot be reached, neither to write nor to read. */
export interface NoticesEffect extends EffectBase {
  readonly on: 'notices'
  readonly account: string
  readonly region: string
}

/** Mail to an address (`*`, `*@bank.example`) comes back. */
export interface MailEffect extends EffectBase {
  readonly on: 'mail'
  readonly address: string
}

/** What somebody else does about support access, once, when the effect begins. */
export type SupportAct =
  | { readonly kind: 'clientEnds'; readonly by: string; readonly grant?: string }
  | { readonly kind: 'writesDocument'; readonly text: string }
  | { readonly kind: 'deletesDocument' }
  | { readonly kind: 'deletesSchedules' }
  | { readonly kind: 'letsIn'; readonly cidr: string; readonly port: number; readonly description?: string }

/** Something about support access to one tenant's environment. */
export interface SupportEffect extends EffectBase {
  readonly on: 'support'
  readonly account: string
  readonly region: string
  readonly parameter: string
  readonly groupId: string
  readonly act?: SupportAct
  /** Calls about it that AWS does not do while it lasts: the first `count` of them. `failed`: nobody's; `denied`: nobody's but the schedules'. */
  readonly refuses?: { readonly operation: string; readonly how: 'denied' | 'failed'; readonly count: number }
  /** The role by which schedules close is not there, in the whole account. */
  readonly roleIsGone?: true
}

/** AWS sees the operator under another address. */
export interface AddressEffect extends EffectBase {
  readonly on: 'address'
  readonly address: string
}

/** AWS's clock goes ahead of everybody else's by so much, or behind. */
export interface ClockEffect extends EffectBase {
  readonly on: 'clock'
  readonly skewMs: number
}

export type Effect = SupportEffect | AddressEffect | ClockEffect | MailEffect | NoticesEffect | ServiceEffect | DatabaseEffect | GroupEffect | AlarmEffect | AccountEffect | ZoneEffect | PageEffect
