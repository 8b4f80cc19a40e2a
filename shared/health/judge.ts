import { freshness } from '../fleet/feed-state'
import { sameValue } from '../fleet/same-value'
import type { TenantView } from '../fleet/tenant-view'
import type { Check, Verdict } from './check'
import { checks } from './checks'
import { severities, type Finding } from './finding'

/**
 * Judges a tenant: every check, with stale data turned into `unknown`. Worst first.
 *
 * `nowMs` is AWS time. `previous`: the findings of the last judgement; a finding of the same check and subject keeps its
 * `sinceAtMs` unless AWS's own evidence says when it began. Returns `previous` itself when nothing at all differs.
 */
export function judgeTenant(view: TenantView, nowMs: number, previous: readonly Finding[] = []): readonly Finding[] {
  const before = new Map(previous.map((finding) => [findingKey(finding), finding]))
  const findings = checks.flatMap((check, order) => check.judge(view, nowMs).map((verdict) => ({ order, finding: toFinding(view, check, verdict, nowMs, before) })))
  const sorted = findings.sort((a, b) => rank(a.finding) - rank(b.finding) || a.order - b.order || compare(a.finding.subject.id, b.finding.subject.id)).map(({ finding }) => finding)
  return sameValue(sorted, previous) ? previous : sorted
}

/** When the verdict could change without new data: the next staleness limit or deadline. Undefined: never. AWS time. */
export function nextJudgementAtMs(view: TenantView, nowMs: number): number | undefined {
  const times = checks.flatMap((check) => check.nextChangeAtMs?.(view, nowMs) ?? []).filter((atMs) => atMs > nowMs)
  return times.length === 0 ? undefined : Math.min(...times)
}

/** What makes two findings the same matter at different times. */
export const findingKey = ({ check, subject }: Pick<Finding, 'check' | 'subject'>): string => [check, subject.kind, subject.account, subject.region, subject.environment, subject.id].join('|')

function toFinding(view: TenantView, check: Check, verdict: Verdict, nowMs: number, before: ReadonlyMap<string, Finding>): Finding {
  const { beganAtMs, seenAtMs, clause = check.clause, ...said } = verdict
  const finding = { check: check.id, clause, ...said }
  const sinceAtMs = beganAtMs ?? before.get(findingKey(finding))?.sinceAtMs ?? seenAtMs
  return { ...finding, ...withheld(view, check, verdict, nowMs), sinceAtMs }
}

// Checks about the data itself are never too old; and `info` claims nothing that could be wrong by now.
function withheld(view: TenantView, check: Check, { severity, basis }: Verdict, nowMs: number): Partial<Pick<Finding, 'severity' | 'lastKnownSeverity'>> {
  if (check.id === 'stale-data' || check.id === 'no-resources' || severity === 'info' || severity === 'unknown') return {}
  // A probe's own check says when its answer is too old, and the desk looks by itself: neither belongs to a place.
  if (basis.feed === 'probe' || basis.feed === 'desk') return {}
  const place = view.places.find(({ account, region }) => account === basis.account && region === basis.region)
  if (place === undefined || freshness(basis.feed, place.feeds[basis.feed], nowMs).kind === 'fresh') return {}
  return { severity: 'unknown', lastKnownSeverity: severity }
}

const rank = ({ severity }: Finding): number => severities.indexOf(severity)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
