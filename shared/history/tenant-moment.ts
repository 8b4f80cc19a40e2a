import type { CheckId, Finding, Health } from '../health/finding'
import { findingKey } from '../health/judge'
import type { FindingEntry, FindingMoment, HistoryEntry } from './entry'

/** A tenant as judged at one moment: what two judgements are compared by. */
export interface TenantMoment {
  readonly tenant: string
  readonly name: string
  readonly health: Health
  readonly lastKnownHealth?: Health
  readonly worstCheck?: CheckId
  readonly worstSummary?: string
  readonly findings: readonly FindingMoment[]
}

export const findingMoment = (finding: Finding): FindingMoment => {
  const { check, severity, clause, subject, sinceAtMs, summary } = finding
  return { key: findingKey(finding), check, severity, clause, subject, sinceAtMs, summary }
}

/**
 * What happened between two judgements, oldest matter first: health, then findings opened, changed and closed.
 *
 * `before` absent: the tenant was never seen. `id` begins the entries' ids. A summary that was reworded is no change.
 */
export function differences(before: Omit<TenantMoment, 'name'> | undefined, after: TenantMoment, atMs: number, id: string, afterGap = false): readonly HistoryEntry[] {
  const mark = afterGap ? { afterGap: true as const } : {}
  const base = (part: string) => ({ id: `${id}/${part}`, atMs, tenant: after.tenant, ...mark })
  return [
    ...(before?.health === after.health ? [] : [{ ...base('health'), kind: 'health' as const, ...healthWords(after), ...(before === undefined ? {} : { was: before.health }) }]),
    ...findingChanges(before?.findings ?? [], after.findings).map((change, index) => ({ ...base(String(index)), kind: 'finding' as const, ...change })),
  ]
}

function healthWords({ tenant, name, health, lastKnownHealth, worstCheck, worstSummary }: TenantMoment) {
  return {
    tenant,
    name,
    health,
    ...(lastKnownHealth === undefined ? {} : { lastKnownHealth }),
    ...(worstCheck === undefined ? {} : { worstCheck }),
    ...(worstSummary === undefined ? {} : { worstSummary }),
  }
}

type FindingChange = Omit<FindingEntry, 'kind' | 'id' | 'atMs' | 'tenant' | 'afterGap'>

function findingChanges(before: readonly FindingMoment[], after: readonly FindingMoment[]): readonly FindingChange[] {
  const old = new Map(before.map((finding) => [finding.key, finding]))
  const now = new Set(after.map(({ key }) => key))
  return [
    ...after.flatMap((finding): readonly FindingChange[] => {
      const was = old.get(finding.key)
      if (was === undefined) return [{ change: 'opened', ...finding }]
      return was.severity === finding.severity ? [] : [{ change: 'changed', was: was.severity, ...finding }]
    }),
    ...before.filter(({ key }) => !now.has(key)).map((finding): FindingChange => ({ change: 'closed', ...finding })),
  ]
}
