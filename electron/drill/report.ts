import { minuteMs } from '#shared/kernel/time'
import type { IncidentReport } from './incident-judgement'
import { conditionKind, mustShow } from './condition-kinds'
import { dueAtMs, type FalseFinding, type Judgement, type Tracked } from './judgement'
import { isZoneMissed, startZones, type ZoneJudgement, type ZoneTracked } from './zone-judgement'

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
  /** Availability Zones that were lost. What was missed or wrong of them counts in `missed` and `falseFindings` too. */
  readonly zones: readonly ZoneReport[]
  /** Failovers as the history keeps them: one incident each, with the right cause and length. Counted above too. */
  readonly incidents: IncidentReport
}

export interface ZoneReport {
  readonly account: string
  readonly region: string
  readonly az: string
  readonly sinceMs: number
  readonly detectedMs: number | null
  readonly latencyMs: number | null
  readonly clearedMs: number | null
  /** Databases that had their primary there, as it was in the end. */
  readonly failedOver: readonly string[]
  readonly failingOver: readonly string[]
  readonly cannotFailOver: readonly string[]
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

/** What is judged of the whole fleet's night beside its tenants. */
export interface Course {
  readonly zones: ZoneJudgement
  readonly incidents: IncidentReport
}

const uneventful: Course = { zones: startZones, incidents: { expected: 0, missed: [], doubled: [], wrong: [] } }

export function drillReport(judgement: Judgement, bill: Bill, { zones, incidents }: Course = uneventful): DrillReport {
  const tracked = [...judgement.tracked.values()]
  const lost = [...zones.lost.values()]
  const missedZones = lost.filter((zone) => isZoneMissed(zone, judgement.faults, judgement.last?.conditions ?? [], judgement.last?.atMs ?? judgement.startedMs))
  const overall = [...[...zones.invented].map((zone) => `${zone}: no such zone was lost`), ...lost.flatMap(({ wrong }) => [...wrong])].map((summary) => falseWords('zone-outage', summary, judgement))
  const told = [...incidents.doubled.map((name) => `${name}: told as several incidents`), ...incidents.wrong].map((summary) => falseWords('incident', summary, judgement))
  return {
    conditions: tracked.filter(({ condition }) => condition.explainsOnly !== true).map(conditionReport).sort(bySince),
    missed: tracked.filter((entry) => isMissed(entry, judgement)).length + missedZones.length + incidents.missed.length,
    falseFindings: [...judgement.falseFindings.values(), ...overall, ...told],
    falseHealthyMs: judgement.falseHealthyMs,
    ...bill,
    zones: lost.map(zoneReport),
    incidents,
  }
}

/** What is wrong with the whole screen rather than with one tenant on it. */
function falseWords(check: string, summary: string, { startedMs, last }: Judgement): FalseFinding {
  return { check, severity: 'degraded', tenant: '*', subject: summary.slice(0, summary.lastIndexOf(': ')), summary, fromMs: startedMs, untilMs: last?.atMs ?? startedMs }
}

function zoneReport({ condition, shownMs, clearedMs }: ZoneTracked): ZoneReport {
  const { failedOver, failingOver, cannotFailOver } = condition.blastRadius
  const detected = { detectedMs: shownMs ?? null, latencyMs: shownMs === undefined ? null : shownMs - condition.sinceMs, clearedMs: clearedMs ?? null }
  return { account: condition.account ?? '', region: condition.region ?? '', az: condition.subject, sinceMs: condition.sinceMs, ...detected, failedOver, failingOver, cannotFailOver }
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
  const places = report.zones.map(({ az, account, latencyMs, failedOver, failingOver, cannotFailOver }) => `zone ${az} of ${account} ${latencyMs === null ? 'not told as lost' : `told as lost after ${minutes(latencyMs)}`}: ${failedOver.length + failingOver.length} primaries failed over or tried to, ${cannotFailOver.length} could not`)
  const incidents = `${report.incidents.expected} failovers to tell of, ${report.incidents.missed.length} missed, ${report.incidents.doubled.length} doubled, ${report.incidents.wrong.length} told wrongly`
  const bill = `${report.requests} requests, ${report.throttled} throttled, $${report.dollars.toFixed(4)}`
  return `${[...lines, ...wrong, ...places, verdict, incidents, bill].join('\n')}\n`
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
