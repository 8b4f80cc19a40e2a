import type { FeedId } from '../fleet/feeds'
import type { AlarmView, AppGroupView, DatabaseView, Place, TenantView } from '../fleet/tenant-view'
import type { Basis, CheckId, ClauseId, EvidenceItem, Severity, Subject } from './finding'

/**
 * One rule of the contract, judged from a tenant's view. Pure.
 *
 * 1. A check judges what it was given, fresh or not: judge.ts turns what rests on old data into `unknown`.
 * 2. What a feed has not told yet is passed over (stale-data says so); a field that a reply lacks is `unknown` and named.
 * 3. Summaries hold no ages: a text that changes with every poll would have to travel with every poll. Ages go into evidence.
 */
export interface Check {
  readonly id: CheckId
  /** The clause it stands for; a verdict may name another. */
  readonly clause: ClauseId
  /** What it looks at, in an operator's words. */
  readonly title: string
  /** Every feed that it reads. */
  readonly feeds: readonly FeedId[]
  judge(view: TenantView, nowMs: number): readonly Verdict[]
  /** The next moment at which time alone changes the verdict. */
  nextChangeAtMs?(view: TenantView, nowMs: number): number | undefined
}

/** A finding before the judge has told since when and what it rests on still holds. */
export interface Verdict {
  readonly severity: Severity
  readonly subject: Subject
  readonly clause?: ClauseId
  readonly summary: string
  readonly evidence: readonly EvidenceItem[]
  readonly basis: Basis
  /** When AWS's own evidence says it began: always holds. */
  readonly beganAtMs?: number
  /** When it was first seen as far as this view tells: holds unless an earlier judgement knew better. */
  readonly seenAtMs: number
  /** Of missing data: what the verdict is while nothing newer comes. */
  readonly lastKnownSeverity?: Severity
}

export type Words = Pick<Verdict, 'severity' | 'summary'> & Partial<Pick<Verdict, 'evidence' | 'beganAtMs' | 'seenAtMs' | 'clause' | 'lastKnownSeverity'>>

export function aboutDatabase(database: DatabaseView, feed: FeedId, words: Words): Verdict {
  const { record, environment, place } = database
  const observedAtMs = feed === 'rds.instances' ? database.observedAtMs : place.feeds[feed].observedAtMs
  return about({ kind: 'database', id: record.id, environment, account: place.account, region: place.region }, basisOf(place, feed, observedAtMs), words)
}

export function aboutGroup({ record, environment, place }: AppGroupView, words: Words): Verdict {
  return about({ kind: 'app-group', id: record.id, environment, account: place.account, region: place.region }, basisOf(place, 'autoscaling.groups'), words)
}

export function aboutTargets({ environment, place }: AppGroupView, name: string, words: Words): Verdict {
  return about({ kind: 'target-group', id: name, environment, account: place.account, region: place.region }, basisOf(place, 'elbv2.target-health'), words)
}

export function aboutAlarm({ record, environment, place }: AlarmView, feed: FeedId, words: Words): Verdict {
  const subject: Subject = { kind: 'alarm', id: record.name, account: place.account, region: place.region, ...(environment === undefined ? {} : { environment }) }
  return about(subject, basisOf(place, feed), words)
}

export function about(subject: Subject, basis: Basis, words: Words): Verdict {
  return { subject, basis, evidence: [], seenAtMs: basis.observedAtMs ?? 0, ...words }
}

export function basisOf(place: Place, feed: FeedId, observedAtMs = place.feeds[feed].observedAtMs): Basis {
  return { feed, account: place.account, region: place.region, ...(observedAtMs === undefined ? {} : { observedAtMs }) }
}

export const hasTold = (place: Place, feed: FeedId): boolean => place.feeds[feed].observedAtMs !== undefined

export const evidence = (label: string, value: string): EvidenceItem => ({ label, value })
