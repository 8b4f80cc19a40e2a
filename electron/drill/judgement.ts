import type { TenantDetail } from '#shared/fleet/tenant-view'
import { severities, type CheckId, type Finding } from '#shared/health/finding'
import { notApplicable } from '#shared/health/applicability'
import { minuteMs } from '#shared/kernel/time'
import { checkRules, lifeOf, newsMs, readAt, slackMs } from './check-rules'
import { allowanceMs, blocksCalls, conditionKind, explains, isOfDatabaseClause, mustShow, shownBy, showsAfter } from './condition-kinds'
import { concerns, speaksOf } from './matching'
import { lastFaultedAtMs, wasFaulted, type FaultWindow, type PlaceOfCall, type WorldCondition } from './world'

/**
 * Compares what the product showed with what was so, sample by sample. Pure.
 *
 * 1. A condition counts as seen at the first sample in which one of the checks that can show it speaks of it. What stood on the screen
 *    before it began is no news of it, unless the same trouble lasted already or the data was read again and it still stands.
 * 2. Its allowance runs only while its place can be read: under a fault nobody can know, but then `healthy` may not be claimed for
 *    longer than the data's own limit either.
 * 3. A finding of watch or worse is false when no condition explains it: neither a present one nor one that ended so recently that the
 *    data it rests on may still be older.
 * 4. What holds at a sample holds until the next.
 */
export interface Sample {
  readonly atMs: number
  /** What is wrong, and what ended since the sample before. */
  readonly conditions: readonly WorldCondition[]
  readonly tenants: readonly TenantDetail[]
}

export interface Tracked {
  readonly condition: WorldCondition
  /** Findings that spoke of the same matter before it began. */
  readonly stood: ReadonlySet<string>
  readonly detectedMs?: number
  readonly clearedMs?: number
  readonly resolvedMs?: number
}

export interface FalseFinding {
  readonly check: string
  readonly severity: string
  readonly tenant: string
  readonly subject: string
  readonly summary: string
  readonly fromMs: number
  readonly untilMs: number
}

export interface Judgement {
  readonly startedMs: number
  readonly faults: readonly FaultWindow[]
  readonly last?: Sample
  readonly tracked: ReadonlyMap<string, Tracked>
  readonly falseFindings: ReadonlyMap<string, FalseFinding>
  readonly falseHealthyMs: number
}

/** A watch that has just been started has not asked everything yet. */
const coldStartMs = 2 * minuteMs

/** `before`: what was wrong before the start. What was over by then excuses what is still read of it, as long as if it had ended later. */
export const startJudgement = (startedMs: number, faults: readonly FaultWindow[], before: readonly WorldCondition[] = []): Judgement => ({
  startedMs,
  faults,
  tracked: new Map(before.flatMap((condition) => (condition.endedMs === undefined || condition.endedMs > startedMs ? [] : [overBefore(condition, condition.endedMs)]))),
  falseFindings: new Map(),
  falseHealthyMs: 0,
})

function overBefore(condition: WorldCondition, endedMs: number): readonly [string, Tracked] {
  const excuse: WorldCondition = { ...condition, explainsOnly: true }
  return [conditionKey(excuse), { condition: excuse, stood: new Set(), clearedMs: endedMs }]
}

export function judgeSample(before: Judgement, sample: Sample): Judgement {
  const falseHealthyMs = before.falseHealthyMs + falselyHealthyMs(before, sample.atMs)
  const tracked = followShown({ ...before, tracked: followTruth(before, sample) }, sample)
  const judged = { ...before, last: sample, tracked, falseHealthyMs }
  return { ...judged, falseFindings: followFalse(judged, sample) }
}

/** When the product must have said it; Infinity while a fault keeps its place out of reach. */
export function dueAtMs({ condition }: Tracked, judgement: Pick<Judgement, 'faults' | 'tracked' | 'startedMs'>, atMs: number): number {
  const from = Math.max(condition.sinceMs, judgement.startedMs)
  if (blocksCalls(condition.kind)) return from + allowanceMs(condition)
  const blocked = blockedUntilMs(condition, judgement, from, atMs)
  if (blocked === undefined) return from + allowanceMs(condition)
  return blocked >= atMs ? Infinity : blocked + allowanceMs(condition)
}

/** A target group may bear its app group's name: what can show them tells the two apart. */
export const conditionKey = ({ kind, tenant, environment, account, region, subject, sinceMs, checks, explainsOnly }: WorldCondition): string =>
  [kind, tenant, environment, account, region, subject, sinceMs, checks?.join(','), explainsOnly].join('|')

function followTruth(before: Judgement, { atMs, conditions }: Sample): ReadonlyMap<string, Tracked> {
  const next = new Map(before.tracked)
  const active = new Set<string>()
  for (const condition of conditions) {
    const key = conditionKey(condition)
    const known = next.get(key) ?? { condition, stood: stoodBefore(condition, before) }
    if (condition.endedMs === undefined) active.add(key)
    next.set(key, condition.endedMs === undefined || known.clearedMs !== undefined ? known : { ...known, clearedMs: condition.endedMs })
  }
  // A world that does not say when something ended has at least stopped listing it.
  for (const [key, entry] of next) if (!active.has(key) && entry.clearedMs === undefined) next.set(key, { ...entry, clearedMs: atMs })
  return next
}

function followShown(judgement: Judgement, sample: Sample): ReadonlyMap<string, Tracked> {
  const { atMs } = sample
  const next = new Map(judgement.tracked)
  for (const [key, entry] of judgement.tracked) {
    if (entry.resolvedMs !== undefined) continue
    const shown = spokenOf(entry.condition, sample)
    const isNews = shown.some((finding) => !entry.stood.has(wordsOf(finding)) || isConfirmed(finding, entry.condition, atMs))
    if (entry.detectedMs === undefined && isNews && canStillBeSeen(entry, judgement, atMs)) next.set(key, { ...entry, detectedMs: atMs })
    else if (entry.detectedMs !== undefined && entry.clearedMs !== undefined && !shown.some(isSerious)) next.set(key, { ...entry, resolvedMs: atMs })
  }
  return next
}

/** Findings that say it: of watch or worse, by the check that its kind is about of any weight, or that no clause of it can be judged. */
function spokenOf(condition: WorldCondition, sample: Sample): readonly Finding[] {
  const own = conditionKind(condition.kind).shownBy
  const checks = showsAfter(condition, sample.atMs)
  const told = toldByCheck(sample)
  const speaking = checks.flatMap((check) => (told.get(check) ?? []).filter(({ finding, tenant }) => (isSerious(finding) || own.includes(check)) && speaksOf(finding, tenant, condition, checks)))
  const judgedAway = isOfDatabaseClause(condition) ? judgesAway.flatMap((check) => (told.get(check) ?? []).filter(({ finding, tenant }) => isJudgedAway(finding, tenant, condition))) : []
  return [...speaking, ...judgedAway].map(({ finding }) => finding)
}

interface Told {
  readonly finding: Finding
  readonly tenant: TenantDetail
}

/** Asked for each condition of a sample: a large fleet has hundreds of these, and thousands of findings. */
function toldByCheck(sample: Sample): ReadonlyMap<CheckId, readonly Told[]> {
  const known = toldOf.get(sample)
  if (known !== undefined) return known
  const found = new Map<CheckId, Told[]>()
  for (const tenant of sample.tenants) {
    for (const finding of tenant.findings) {
      if (!isTold(finding)) continue
      const others = found.get(finding.check)
      if (others === undefined) found.set(finding.check, [{ finding, tenant }])
      else others.push({ finding, tenant })
    }
  }
  toldOf.set(sample, found)
  return found
}
const toldOf = new WeakMap<Sample, ReadonlyMap<CheckId, readonly Told[]>>()

const judgesAway: readonly CheckId[] = ['db-status', 'backup-retention']

/**
 * A database that is stopped, say, is shown as that: its redundancy and backups are then not judged, whatever else befalls them. Of one
 * whose backups are off is said that, and no more of how far it could be restored.
 */
function isJudgedAway(finding: Finding, tenant: TenantDetail, condition: WorldCondition): boolean {
  if (!isSerious(finding)) return false
  const record = tenant.view.databases.find((database) => database.record.id === condition.subject)?.record
  if (record === undefined) return false
  const hasNoBackups = record.retentionDays === 0 && shownBy(condition).includes('recovery-point') && speaksOf(finding, tenant, condition, ['backup-retention'])
  return hasNoBackups || (notApplicable(record) !== undefined && speaksOf(finding, tenant, condition, ['db-status']))
}

/** With the same trouble under way already, what stands there speaks of both. */
function stoodBefore(condition: WorldCondition, { tracked, last }: Judgement): ReadonlySet<string> {
  const lasts = [...tracked.values()].some(({ condition: other, clearedMs }) => clearedMs === undefined && other.subject === condition.subject && other.account === condition.account && shownBy(other).some((check) => shownBy(condition).includes(check)))
  return new Set(last === undefined || lasts ? [] : spokenOf(condition, last).map(wordsOf))
}

/** Its data has been read again since, and it still stands. An event of the past stands by itself and confirms nothing. */
const isConfirmed = ({ check }: Finding, { sinceMs, observableMs }: WorldCondition, atMs: number): boolean =>
  check !== 'db-failover' && atMs >= Math.max(sinceMs, observableMs ?? 0) + newsMs(check)

const wordsOf = ({ check, subject, severity, sinceAtMs, summary }: Finding): string => [check, subject.id, severity, sinceAtMs, summary].join('|')

/** Something that ended before a poll was over is still honest news; something else much later is not the same thing. */
function canStillBeSeen(entry: Tracked, judgement: Judgement, atMs: number): boolean {
  const { clearedMs, condition } = entry
  // An event that happened behind a fault is read when the fault is over, however long that took.
  return clearedMs === undefined || atMs <= Math.max(clearedMs + allowanceMs(condition), dueAtMs(entry, judgement, atMs)) + 10 * minuteMs
}

/** A verdict of today; not the memory of one that can no longer be given. That the data is old is a verdict of its own. */
const isTold = ({ lastKnownSeverity, check }: Finding): boolean => lastKnownSeverity === undefined || check === 'stale-data'
const isSerious = ({ severity }: Finding): boolean => severities.indexOf(severity) <= severities.indexOf('watch')

function falselyHealthyMs(before: Judgement, untilMs: number): number {
  const { last } = before
  if (last === undefined) return 0
  const overdue = [...before.tracked.values()].filter(({ condition, clearedMs }) => clearedMs === undefined && mustShow(condition) && conditionKind(condition.kind).course !== 'flickers')
  const perTenant = last.tenants
    .filter(({ health }) => health === 'healthy')
    .map(({ view }) => Math.min(...overdue.filter(({ condition }) => concerns(condition, view)).map((entry) => healthyUntilMs(entry, before, last.atMs))))
  return perTenant.reduce((sum, fromMs) => sum + Math.max(0, untilMs - Math.max(last.atMs, fromMs)), 0)
}

/** From then on `healthy` is a lie: the news is due, or the data is older than its limit. */
function healthyUntilMs(entry: Tracked, judgement: Judgement, atMs: number): number {
  const from = Math.max(entry.condition.sinceMs, judgement.startedMs)
  const unseenMs = Math.max(0, (entry.condition.observableMs ?? 0) - from)
  const staleMs = Math.max(...shownBy(entry.condition).map((check) => lifeOf(checkRules[check].feed).staleAfterMs + checkRules[check].thresholdMs))
  const limitMs = from + Math.max(allowanceMs(entry.condition), unseenMs + staleMs + slackMs)
  return Math.min(limitMs, dueAtMs(entry, judgement, atMs))
}

function followFalse(judgement: Judgement, sample: Sample): ReadonlyMap<string, FalseFinding> {
  const next = new Map(judgement.falseFindings)
  for (const tenant of sample.tenants) {
    for (const finding of tenant.findings) {
      if (!isSerious(finding) || isExplained(finding, tenant, judgement, sample.atMs)) continue
      const { check, severity, subject, summary } = finding
      const key = [check, tenant.row.id, subject.id].join('|')
      next.set(key, { check, severity, tenant: tenant.row.id, subject: subject.id, summary, fromMs: next.get(key)?.fromMs ?? sample.atMs, untilMs: sample.atMs })
    }
  }
  return next
}

function isExplained(finding: Finding, tenant: TenantDetail, judgement: Judgement, atMs: number): boolean {
  if (finding.severity === 'unknown' && isIgnoranceExplained(finding, judgement, atMs)) return true
  if (isClockExplained(finding, judgement, atMs)) return true
  return [...judgement.tracked.values()].some(
    (entry) => speaksOf(finding, tenant, entry.condition, explains(entry.condition)) && atMs <= explainsUntilMs(entry, finding, judgement, atMs),
  )
}

/** Nothing was asked yet, or asking was made impossible within the life of the data. */
function isIgnoranceExplained({ basis }: Finding, judgement: Judgement, atMs: number): boolean {
  const { cadenceMs, staleAfterMs } = lifeOf(basis.feed)
  const horizonMs = atMs - staleAfterMs - cadenceMs - slackMs
  return atMs <= judgement.startedMs + coldStartMs || wasFaulted(judgement.faults, readAt(basis), horizonMs, atMs) || wasBlocked(basis, judgement, horizonMs, atMs)
}

/** AWS's own Date header was wrong: ages and lags computed from it are wrong with it. */
function isClockExplained({ basis, check }: Finding, { faults }: Judgement, atMs: number): boolean {
  const { cadenceMs, staleAfterMs } = lifeOf(basis.feed)
  const ages = ['recovery-point', 'daily-snapshots', 'pitr-window', 'stale-data', 'db-failover', 'probe', 'offsite-copies']
  return ages.includes(check) && wasFaulted(faults.filter(({ fault }) => fault === 'clock'), readAt(basis), atMs - cadenceMs - staleAfterMs - slackMs, atMs)
}

function explainsUntilMs({ condition, clearedMs }: Tracked, { basis, check }: Finding, judgement: Judgement, atMs: number): number {
  if (clearedMs === undefined) return Infinity
  const reachableMs = Math.max(clearedMs, blockedUntilMs(condition, judgement, clearedMs, atMs) ?? 0)
  return Math.max(condition.explainsUntilMs ?? 0, reachableMs + lifeOf(basis.feed).cadenceMs + checkRules[check].lingersMs + slackMs)
}

/** The last moment between two at which a fault or a refusal stood between the product and the condition's place. */
function blockedUntilMs(place: PlaceOfCall, { faults, tracked }: Pick<Judgement, 'faults' | 'tracked'>, fromMs: number, atMs: number): number | undefined {
  const last = lastFaultedAtMs([...faults, ...refusalsOf(tracked)], { account: place.account, region: place.region }, atMs)
  return last !== undefined && last >= fromMs ? last : undefined
}

function wasBlocked(place: PlaceOfCall, { tracked }: Judgement, fromMs: number, atMs: number): boolean {
  return wasFaulted(refusalsOf(tracked), { account: place.account, region: place.region }, fromMs, atMs)
}

/** Asked for each finding of each tenant, of the same conditions. */
function refusalsOf(tracked: Judgement['tracked']): readonly FaultWindow[] {
  const known = refusals.get(tracked)
  if (known !== undefined) return known
  const found = [...tracked.values()].filter(({ condition }) => blocksCalls(condition.kind)).map(asFault)
  refusals.set(tracked, found)
  return found
}
const refusals = new WeakMap<Judgement['tracked'], readonly FaultWindow[]>()

function asFault({ condition, clearedMs }: Tracked): FaultWindow {
  return {
    fault: 'deny',
    fromMs: condition.sinceMs,
    ...(clearedMs === undefined ? {} : { toMs: clearedMs }),
    ...(condition.account === undefined ? {} : { account: condition.account }),
  }
}
