import type { Health } from '#shared/health/finding'
import type { FindingEntry, HealthEntry, HistoryEntry } from '#shared/history/entry'
import { allowanceMs, conditionKind, mustShow, shownBy } from '../condition-kinds'
import type { IncidentReport } from '../incident-judgement'
import { lastFaultedAtMs, refusals, type FaultWindow, type WorldCondition } from '../world'

/**
 * The rows of the history against what happened, and against themselves. Pure.
 *
 * 1. Lost: a condition that had to show and that no row tells of; a chain of rows with a link missing; a failover without its incident; a
 *    state that was on the screen and that the database does not give back.
 * 2. Doubled: a row that tells again what the row before it told; a failover with two incidents, an incident without a failover.
 */
export interface KeptCount {
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
}

export interface KeptTruth {
  readonly conditions: readonly WorldCondition[]
  readonly faults: readonly FaultWindow[]
  readonly startedMs: number
  readonly atMs: number
}

export function judgeKept(rows: readonly HistoryEntry[], incidents: IncidentReport, truth: KeptTruth): KeptCount {
  const health = chainsOf(rows.filter((row) => row.kind === 'health'), ({ tenant }) => tenant).map(judgeHealth)
  const findingRows = rows.filter((row) => row.kind === 'finding')
  const findings = chainsOf(findingRows, ({ tenant, key }) => `${tenant} ${key}`).map(judgeFinding)
  const chains = [...health, ...findings]
  return {
    lost: [...truth.conditions.filter((condition) => isLost(condition, findingRows, truth)).map(nameOf), ...chains.flatMap(({ lost }) => lost), ...incidents.missed],
    doubled: [...chains.flatMap(({ doubled }) => doubled), ...incidents.doubled, ...incidents.wrong],
  }
}

const nameOf = ({ kind, subject, sinceMs }: WorldCondition): string => `${kind} of ${subject} since ${sinceMs}`

function chainsOf<T>(rows: readonly T[], keyOf: (row: T) => string): readonly (readonly T[])[] {
  const chains = new Map<string, T[]>()
  for (const row of rows) chains.set(keyOf(row), [...(chains.get(keyOf(row)) ?? []), row])
  return [...chains.values()]
}

function judgeHealth(rows: readonly HealthEntry[]): KeptCount {
  let known: Health | undefined
  const lost: string[] = []
  const doubled: string[] = []
  for (const { tenant, atMs, health, was } of rows) {
    if (was !== known) lost.push(`${tenant} was ${was ?? 'new'} at ${atMs}, kept as ${known ?? 'new'}`)
    if (health === known) doubled.push(`${tenant} ${health} again at ${atMs}`)
    known = health
  }
  return { lost, doubled }
}

function judgeFinding(rows: readonly FindingEntry[]): KeptCount {
  let isOpen = false
  const lost: string[] = []
  const doubled: string[] = []
  for (const { tenant, key, atMs, change } of rows) {
    if (change === 'opened' && isOpen) doubled.push(`${tenant} ${key} opened again at ${atMs}`)
    if (change !== 'opened' && !isOpen) lost.push(`${tenant} ${key} ${change} at ${atMs} and was never opened`)
    isOpen = change !== 'closed'
  }
  return { lost, doubled }
}

/** It lasted beyond its allowance in a place that could be read, and no row tells of it. */
function isLost(condition: WorldCondition, rows: readonly FindingEntry[], { faults, startedMs, atMs, conditions }: KeptTruth): boolean {
  if (!mustShow(condition) || condition.kind.startsWith('fault.') || condition.sinceMs < startedMs) return false
  const isEvent = conditionKind(condition.kind).course === 'event'
  const dueAtMs = condition.sinceMs + allowanceMs(condition)
  if (dueAtMs > Math.min(atMs, isEvent ? atMs : (condition.endedMs ?? atMs))) return false
  const blockedMs = lastFaultedAtMs([...faults, ...(condition.kind === 'account.access-denied' ? [] : refusals(conditions))], { account: condition.account, region: condition.region }, dueAtMs)
  if (blockedMs !== undefined && blockedMs >= condition.sinceMs) return false
  const telling = rows.filter((row) => row.atMs <= dueAtMs && tellsOf(row, condition))
  // A failover is told again of a database that had one already: its finding is open, and becomes worse.
  return isEvent ? !telling.some((row) => row.atMs >= condition.sinceMs && row.change !== 'closed') : !isToldSince(telling, condition.sinceMs)
}

/** Something was open at the moment or was opened after it. */
function isToldSince(rows: readonly FindingEntry[], sinceMs: number): boolean {
  return chainsOf(rows, ({ tenant, key }) => `${tenant} ${key}`).some((chain) => chain.some((row, nth) => row.change !== 'closed' && (chain[nth + 1]?.atMs ?? Infinity) >= sinceMs))
}

const tellsOf = ({ check, subject, tenant }: FindingEntry, condition: WorldCondition): boolean =>
  shownBy(condition).includes(check) &&
  (subject.id === condition.subject || subject.kind === 'scope' || (tenant === condition.tenant && (condition.environment === undefined || subject.environment === condition.environment)))
