import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { Evidence } from '#shared/maintenance/run-event'
import type { Sighting } from '../effect-handler'
import type { RunContext, TenantCondition, TenantProblem } from './run-context'

/** A tenant against how it was before the run. */

export const lookAgainInMs = 15 * secondMs
/** What a change stirs up has so long to settle. */
export const graceMs = 10 * minuteMs

type Judged = Result<Sighting, AppError>

/** Not ok: it cannot be read; `unclear` where nobody kept how it was. */
export async function againstBefore({ health }: Pick<RunContext, 'health'>, tenant: string, judge: (before: TenantCondition, now: TenantCondition) => Judged | Promise<Judged>): Promise<Judged> {
  const before = await health.kept(tenant)
  if (!before.ok) return before
  if (before.value === undefined) return ok({ kind: 'unclear', message: `How ${tenant} was before this run was not kept, so there is nothing to compare with. Look at the tenant: is it as it should be?` })
  const now = await health.now(tenant)
  return now.ok ? judge(before.value, now.value) : now
}

/** By the check that a problem's id begins with. */
export const isOfPage = (id: string): boolean => id.split('|')[0] === 'probe'

interface When {
  /** Every change was made before. */
  readonly changedMs: number
  readonly overdue: boolean
}

export function sightingOf(tenant: string, before: TenantCondition, now: TenantCondition, { changedMs, overdue }: When): Sighting {
  if (now.asOfMs <= changedMs) {
    if (!overdue) return { kind: 'inProgress', lookAgainInMs }
    return { kind: 'unclear', message: `After ${graceMs / minuteMs} min there is no reading of ${tenant} that is newer than the change. See why its account cannot be read, then say whether it is as it should be.` }
  }
  const news = newsOf(before, now)
  const counting = news.filter(({ kind }) => kind !== 'toWatch')
  if (counting.length === 0) return { kind: 'done', evidence: evidenceOf(before, now, news) }
  if (!overdue) return { kind: 'inProgress', lookAgainInMs }
  const proven = news.filter(({ kind }) => kind === 'new' || kind === 'worse')
  if (proven.length === 0) return { kind: 'unclear', message: `Whether ${tenant} is as it was before cannot be told: ${wordsOf(counting)}` }
  return { kind: 'failed', message: `${tenant} has ${claimOf(proven)}: ${wordsOf(proven)}`, again: 'never' }
}

/** `unclear`: it was not known before, or is not known any more, so nobody can say whether this is news. */
interface News {
  readonly kind: 'new' | 'worse' | 'unclear' | 'toWatch'
  readonly words: string
}

type Severity = TenantProblem['severity']

const rank: Record<Exclude<Severity, 'unknown'>, number> = { watch: 1, degraded: 2, critical: 3 }
const severityWords: Record<Severity, string> = { watch: 'to be watched', degraded: 'degraded', critical: 'critical', unknown: 'not known' }

/** What was not there before, and what was there and rose. */
function newsOf(before: TenantCondition, now: TenantCondition): readonly News[] {
  const known = new Map(before.problems.map(({ id, severity }) => [id, severity]))
  return now.problems.flatMap(({ id, severity, words }): readonly News[] => {
    const was = known.get(id)
    if (was === undefined) return [{ kind: severity === 'watch' ? 'toWatch' : severity === 'unknown' ? 'unclear' : 'new', words }]
    const kind = changeOf(was, severity)
    return kind === undefined ? [] : [{ kind, words: `${words} (${severityWords[was]} before, ${severityWords[severity]} now)` }]
  })
}

/** Nothing where a problem that was known is no worse. */
function changeOf(was: Severity, is: Severity): 'worse' | 'unclear' | undefined {
  if (was === 'unknown') return is === 'degraded' || is === 'critical' ? 'unclear' : undefined
  if (is === 'unknown') return was === 'critical' ? undefined : 'unclear'
  return rank[is] > rank[was] ? 'worse' : undefined
}

const wordsOf = (news: readonly News[]): string => news.map(({ words }) => words).join('; ')

function claimOf(proven: readonly News[]): string {
  const isMany = proven.length > 1
  const what = isMany ? `${proven.length} problems that` : 'a problem that'
  if (proven.every(({ kind }) => kind === 'new')) return `${what} it had not before`
  const how = proven.every(({ kind }) => kind === 'worse') ? 'worse than before' : 'new or worse than before'
  return `${what} ${isMany ? 'are' : 'is'} ${how}`
}

const evidenceOf = (before: TenantCondition, now: TenantCondition, toWatch: readonly News[]): readonly Evidence[] => [
  { label: 'Compared', value: `as of ${new Date(before.asOfMs).toISOString()} with ${new Date(now.asOfMs).toISOString()}` },
  { label: 'Problems before and now', value: `${before.problems.length} and ${now.problems.length}, none of them new` },
  ...toWatch.map(({ words }) => ({ label: 'New, to be watched', value: words })),
]
