import { minuteMs } from '#shared/kernel/time'
import { conditionKind, mustShow } from './condition-kinds'
import { dueAtMs, type FalseFinding, type Judgement, type Tracked } from './judgement'

/** `drill run --json`. Instants are epoch milliseconds of world time; `null`: it did not happen while the drill ran. */
export interface DrillReport {
  readonly conditions: readonly ConditionReport[]
  readonly missed: number
  readonly falseFindings: readonly FalseFinding[]
  /** Summed over tenants: shown `healthy` while something was wrong for longer than it may take to be seen. */
  readonly falseHealthyMs: number
  /** As the world billed them, whatever the product believes. */
  readonly requests: number
  readonly dollars: number
  readonly throttled: number
}

export interface ConditionReport {
  readonly kind: string
  readonly tenant: string | null
  readonly environment: string | null
  readonly subject: string
  readonly sinceMs: number
  readonly detectedMs: number | null
  readonly latencyMs: number | null
  /** When it ended in the world. */
  readonly clearedMs: number | null
  /** When the product stopped showing it. */
  readonly resolvedMs: number | null
}

export interface Bill {
  readonly requests: number
  readonly dollars: number
  readonly throttled: number
}

export function drillReport(judgement: Judgement, bill: Bill): DrillReport {
  const tracked = [...judgement.tracked.values()]
  return {
    conditions: tracked.filter(({ condition }) => condition.explainsOnly !== true).map(conditionReport).sort(bySince),
    missed: tracked.filter((entry) => isMissed(entry, judgement)).length,
    falseFindings: [...judgement.falseFindings.values()],
    falseHealthyMs: judgement.falseHealthyMs,
    ...bill,
  }
}

/** It lasted beyond its allowance (events: it could be read afterwards), its place could be read, and the product never said it. */
export function isMissed(entry: Tracked, judgement: Judgement): boolean {
  if (entry.detectedMs !== undefined || judgement.last === undefined || !mustShow(entry.condition)) return false
  const isEvent = conditionKind(entry.condition.kind).course === 'event'
  const endedMs = isEvent ? judgement.last.atMs : (entry.clearedMs ?? judgement.last.atMs)
  return endedMs > dueAtMs(entry, judgement, endedMs)
}

export const isClean = ({ missed, falseFindings, falseHealthyMs }: DrillReport): boolean => missed === 0 && falseFindings.length === 0 && falseHealthyMs === 0

/** The report for people: what was wrong, how soon it was seen, and the verdict. */
export function drillText(report: DrillReport, startedMs: number): string {
  const rows = report.conditions.map(({ kind, tenant, environment, subject, sinceMs, latencyMs, clearedMs }) =>
    [`+${minutes(sinceMs - startedMs)}`, kind, [tenant, environment].filter((part) => part !== null).join('/') || subject, latencyMs === null ? 'not seen' : `seen after ${minutes(latencyMs)}`, clearedMs === null ? '' : `ended +${minutes(clearedMs - startedMs)}`],
  )
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd())
  const wrong = report.falseFindings.map(({ severity, check, tenant, subject, summary }) => `false: ${severity} ${check} ${tenant} ${subject}: ${summary}`)
  const verdict = `${report.conditions.length} conditions, ${report.missed} missed, ${report.falseFindings.length} false findings, falsely healthy for ${minutes(report.falseHealthyMs)}`
  const bill = `${report.requests} requests, ${report.throttled} throttled, $${report.dollars.toFixed(4)}`
  return `${[...lines, ...wrong, verdict, bill].join('\n')}\n`
}

function conditionReport({ condition, detectedMs, clearedMs, resolvedMs }: Tracked): ConditionReport {
  return {
    kind: condition.kind,
    tenant: condition.tenant ?? null,
    environment: condition.environment ?? null,
    subject: condition.subject,
    sinceMs: condition.sinceMs,
    detectedMs: detectedMs ?? null,
    latencyMs: detectedMs === undefined ? null : detectedMs - condition.sinceMs,
    clearedMs: clearedMs ?? null,
    resolvedMs: resolvedMs ?? null,
  }
}

const bySince = (left: ConditionReport, right: ConditionReport): number =>
  left.sinceMs - right.sinceMs || `${left.kind}|${left.subject}`.localeCompare(`${right.kind}|${right.subject}`, 'en')

function minutes(lengthMs: number): string {
  const whole = Math.floor(lengthMs / minuteMs)
  const seconds = Math.round((lengthMs - whole * minuteMs) / 1000)
  return `${whole}m${String(seconds).padStart(2, '0')}s`
}
