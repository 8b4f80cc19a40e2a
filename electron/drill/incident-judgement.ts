import type { HistoryItem } from '#shared/history/batch'
import { sameInstantMs } from '#shared/incidents/courses'
import type { Incident } from '#shared/incidents/incident'
import { addWitnesses } from '#shared/incidents/merge'
import { outageMs } from '#shared/incidents/outage'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import { probeDefaults } from '#shared/probes/probe-config'
import { newsMs } from './check-rules'
import { lastFaultedAtMs, refusals, type FaultWindow, type WorldCondition } from './world'

/**
 * Whether each failover of the world became one incident, with the right cause and length. Pure.
 *
 * 1. Incidents are put together from the watch's witnesses as the local database does it.
 * 2. Failovers of one database that overlap, or follow each other too closely for AWS's events to tell apart, are one matter: of these
 *    only is asked that they were told of.
 */
export type IncidentsTold = ReadonlyMap<string, readonly Incident[]>

export function tellIncidents(before: IncidentsTold, items: readonly HistoryItem[]): IncidentsTold {
  const told = items.flatMap((item) => (item.kind === 'witnesses' ? [item] : []))
  if (told.length === 0) return before
  const next = new Map(before)
  for (const { subject, witnesses } of told) next.set(subject.key, addWitnesses(next.get(subject.key) ?? [], subject, witnesses).incidents)
  return next
}

export interface IncidentReport {
  /** Failovers of the world that must be incidents. */
  readonly expected: number
  readonly missed: readonly string[]
  readonly doubled: readonly string[]
  readonly wrong: readonly string[]
}

export interface IncidentTruth {
  readonly startedMs: number
  readonly atMs: number
  readonly conditions: readonly (WorldCondition & { readonly clearedMs?: number })[]
  readonly faults: readonly FaultWindow[]
}

export function judgeIncidents(told: readonly Incident[], truth: IncidentTruth): IncidentReport {
  const spans = spansOf(truth)
  const failovers = told.filter(({ kind, state }) => kind === 'failover' && state !== 'abandoned')
  const judged = spans.filter((span) => isDue(span, truth))
  const spanOf = new Map(failovers.map((incident) => [incident, spans.findLast((span) => isOf(incident, span))]))
  const of = (span: Span): readonly Incident[] => failovers.filter((incident) => spanOf.get(incident) === span)
  return {
    expected: judged.length,
    missed: judged.filter((span) => of(span).length === 0).map(nameOf),
    doubled: spans.filter((span) => span.parts === 1 && of(span).length > 1).map(nameOf),
    wrong: [
      ...failovers.filter((incident) => spanOf.get(incident) === undefined && incident.beganAtMs >= truth.startedMs && !isMisdated(incident, truth)).map(({ id }) => `${id}: no such failover`),
      ...judged.filter(({ parts }) => parts === 1).flatMap((span) => of(span).flatMap((incident) => faultsOf(incident, span, truth))),
    ],
  }
}

/** AWS's own Date header was wrong: a changed zone, dated by it, then stands apart from the events that it belongs to. */
const isMisdated = ({ subject: { account, region }, witnesses }: Incident, { faults, atMs }: IncidentTruth): boolean =>
  witnesses.every(({ kind }) => kind === 'zone') && lastFaultedAtMs(faults.filter(({ fault }) => fault === 'clock'), { account, region }, atMs) !== undefined

interface Span {
  readonly database: string
  readonly account: string
  readonly region: string
  readonly fromMs: number
  /** Infinity while it lasts. */
  readonly untilMs: number
  readonly planned: boolean
  readonly parts: number
}

/** An end that comes this soon after another is taken for the same one (shared/incidents/courses.ts). */
const closeMs = 15 * minuteMs
const nameOf = ({ database, fromMs }: Span): string => `${database}@${fromMs}`

function spansOf({ conditions }: IncidentTruth): readonly Span[] {
  const single = conditions
    .filter(({ kind }) => kind === 'db.failover' || kind === 'db.failover-stuck')
    .map((each): Span => ({ database: each.subject, account: each.account ?? '', region: each.region ?? '', fromMs: each.sinceMs, untilMs: each.clearedMs ?? Infinity, planned: each.planned === true, parts: 1 }))
    .sort((a, b) => a.fromMs - b.fromMs)
  return single.reduce<readonly Span[]>((spans, span) => {
    const last = spans.findLast((each) => each.database === span.database && each.account === span.account && each.region === span.region)
    if (last === undefined || span.fromMs > last.untilMs + closeMs) return [...spans, span]
    return spans.map((each) => (each === last ? { ...last, untilMs: Math.max(last.untilMs, span.untilMs), parts: last.parts + span.parts } : each))
  }, [])
}

/** Zone fields that are read late still belong to it, or to the last one before. */
const confirmsForMs = 2 * hourMs

function isOf({ subject, startedAtMs, completedAtMs, beganAtMs }: Incident, { database, account, region, fromMs, untilMs }: Span): boolean {
  if (subject.database !== database || subject.account !== account || subject.region !== region) return false
  const atMs = startedAtMs ?? completedAtMs ?? beganAtMs
  return atMs >= fromMs - sameInstantMs && atMs <= untilMs + confirmsForMs
}

/** The world's events show up so late at most; the one with the reason follows the end. */
const eventsLateMs = 90 * secondMs

/** It happened while somebody watched, and its events could be read to their end. */
function isDue({ account, region, fromMs, untilMs }: Span, { startedMs, atMs, faults, conditions }: IncidentTruth): boolean {
  const endMs = untilMs === Infinity ? fromMs : untilMs
  const last = lastFaultedAtMs([...faults, ...refusals(conditions)], { account, region }, atMs)
  return fromMs >= startedMs && endMs + eventsLateMs + newsMs('db-failover') <= atMs && (last === undefined || last < fromMs)
}

/** A probe asks each minute, and is believed at its second failure. */
const probeErrorMs = 2 * probeDefaults.intervalSeconds * secondMs + 2 * probeDefaults.timeoutSeconds * secondMs

function faultsOf(incident: Incident, span: Span, truth: IncidentTruth): readonly string[] {
  const { fromMs, untilMs, planned } = span
  const { atMs } = truth
  const say = (words: string): string => `${incident.id}: ${words}`
  const isOver = untilMs <= atMs
  const cause = !isOver || incident.planned === (planned ? 'planned' : 'unplanned') ? [] : [say(`said to be ${incident.planned}`)]
  const end = (incident.state === 'inProgress') === !isOver ? [] : [say(`said to be ${incident.state}`)]
  const trueMs = Math.min(untilMs, atMs) - fromMs
  const saidMs = outageMs(incident, atMs)
  const mayDifferMs = incident.outage.basis !== 'probe' ? sameInstantMs : isFeltOtherwise(span, truth) ? Infinity : probeErrorMs
  const length = saidMs === undefined || Math.abs(saidMs - trueMs) <= mayDifferMs ? [] : [say(`lasted ${trueMs} ms, said to be ${saidMs} ms`)]
  return [...cause, ...end, ...length]
}

/** Something else may have kept clients from the same pages about then: what a probe felt is of both. */
const isFeltOtherwise = ({ account, region, fromMs, untilMs }: Span, { conditions }: IncidentTruth): boolean =>
  conditions.some((each) => felt.has(each.kind) && each.account === account && each.region === region && each.sinceMs <= untilMs + confirmsForMs && (each.clearedMs ?? Infinity) >= fromMs - closeMs)
const felt: ReadonlySet<string> = new Set(['app.instance-fails', 'app.capacity-short', 'app.az-lost', 'app.refresh', 'app.errors-high', 'app.latency-high', 'probe.down', 'page.down', 'db.status', 'db.key-unusable', 'db.storage-fills'])
