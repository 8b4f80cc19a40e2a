import type { MarkKind } from '../alarms/acknowledgement'
import type { CheckId, ClauseId, Health, Severity, Subject } from '../health/finding'
import type { ProbeFailure } from '../probes/probe-result'
import type { ProbeCondition, UnknownReason } from '../probes/probe-state'

/**
 * One change of state, as the local database keeps it. Changes, never samples; times are AWS time.
 *
 * 1. `id` is unique for ever and made by whoever saw the change: an entry that is told twice is kept once.
 * 2. `afterGap`: the change happened while this console did not watch; `atMs` is when it was first seen.
 * 3. A new kind of change is one more member here, its words in entry-words.ts, and nothing in the database.
 */
export type HistoryEntry = HealthEntry | TenantGoneEntry | FindingEntry | ZoneEntry | ProbeEntry | MarkEntry | AlarmEntry

interface EntryBase {
  readonly id: string
  readonly atMs: number
  readonly tenant?: string
  readonly afterGap?: true
}

/** A tenant's health became another, or the tenant was seen for the first time (`was` absent). */
export interface HealthEntry extends EntryBase {
  readonly kind: 'health'
  readonly tenant: string
  readonly name: string
  readonly health: Health
  readonly was?: Health
  /** Of an unknown one: what it was while it could be told. */
  readonly lastKnownHealth?: Health
  readonly worstCheck?: CheckId
  readonly worstSummary?: string
}

/** The tenant left the fleet: nothing carries its tag any more and the fleet file does not name it. */
export interface TenantGoneEntry extends EntryBase {
  readonly kind: 'tenantGone'
  readonly tenant: string
  readonly name: string
}

export interface FindingEntry extends EntryBase, FindingMoment {
  readonly kind: 'finding'
  readonly change: 'opened' | 'changed' | 'closed'
  readonly tenant: string
  readonly was?: Severity
}

/** A finding without its evidence: what history shows of it. */
export interface FindingMoment {
  /** `findingKey` of the judge. */
  readonly key: string
  readonly check: CheckId
  readonly severity: Severity
  readonly clause: ClauseId
  readonly subject: Subject
  readonly sinceAtMs: number
  readonly summary: string
}

/** A whole Availability Zone of an account x Region looks down, or does not any more. */
export interface ZoneEntry extends EntryBase {
  readonly kind: 'zone'
  readonly change: 'began' | 'over'
  readonly account: string
  readonly region: string
  readonly az: string
  readonly summary: string
}

/** A probe found an environment up or down, or nobody could say. Takes back what was told before of the time from `atMs` on. */
export interface ProbeEntry extends EntryBase {
  readonly kind: 'probe'
  readonly tenant: string
  readonly environment: string
  readonly url: string
  readonly state: ProbeCondition
  readonly reason?: ProbeFailure | UnknownReason
}

/** Somebody said to take care of a firing alarm, to know of it, or took that back. `tenant`: the alarm's, when it has one alone. */
export interface MarkEntry extends EntryBase {
  readonly kind: 'mark'
  readonly alarm: string
  readonly mark: MarkKind
  readonly by: string
  readonly note?: string
  /** Names of the tenants that it concerns. */
  readonly tenants: readonly string[]
}

/** An alarm that belongs to no tenant began to fire, or stopped. Those of tenants are told by their findings. */
export interface AlarmEntry extends EntryBase {
  readonly kind: 'alarm'
  readonly change: 'began' | 'over'
  readonly alarm: string
  readonly summary: string
}
