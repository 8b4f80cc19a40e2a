import type { CheckId } from '../../health/finding'
import type { HistoryEntry } from '../../history/entry'
import { entryWords } from '../../history/entry-words'
import type { HistoryChanges, HistoryExtent } from '../../history/fleet-at'
import type { Incident } from '../../incidents/incident'
import { incidentTitle, outageWords, plannedWords, stateWords } from '../../incidents/incident-words'
import { clockText } from '../grant-wording'
import type { ActivityFact, SourceReading } from './activity'
import { commonSpans, type Span } from './open-span'

/** What the console's history holds of a tenant: `changes` one each of `spans`. */
export interface KeptOfTenant {
  readonly extent: HistoryExtent
  readonly spans: readonly Span[]
  readonly changes: readonly HistoryChanges[]
}

/** Two sources: incidents are kept for over a year, and AWS tells of them afterwards; changes are what was seen while somebody watched. */
export function historyReadings(kept: KeptOfTenant, nowMs: number): readonly SourceReading[] {
  const { extent, changes } = kept
  const incidents = new Map(changes.flatMap((each) => each.incidents).map((incident) => [incident.id, incident]))
  const entries = new Map(changes.flatMap((each) => each.entries).map((entry) => [entry.id, entry]))
  const leftOut = changes.reduce((sum, each) => sum + each.leftOut, 0)
  const asOf = extent.lastMs === undefined ? {} : { asOfMs: Math.min(extent.lastMs, nowMs) }
  const anew = extent.begunAnewAtMs === undefined ? [] : [`The training fleet’s time began anew at ${clockText(extent.begunAnewAtMs)}, and what was kept before is gone`]
  const never = extent.lastMs === undefined ? ['No console of this computer has watched the fleet yet'] : []
  return [
    { source: 'incidents', kind: 'read', ...asOf, facts: [...incidents.values()].map((incident) => factOfIncident(incident, nowMs)), missing: [...never, ...anew] },
    {
      source: 'changes',
      kind: 'read',
      ...asOf,
      facts: [...gapFacts(kept), ...[...entries.values()].flatMap(factOfEntry)],
      missing: [...never, ...anew, ...(leftOut === 0 ? [] : [`${leftOut} changes are too many to be read at once: the oldest of their time are left out`])],
    },
  ]
}

function factOfIncident(incident: Incident, nowMs: number): ActivityFact {
  const { id, state, beganAtMs, completedAtMs, outage, subject, reason } = incident
  const felt = outage.basis === 'none' ? undefined : outage.untilMs
  const endMs = state === 'inProgress' ? undefined : Math.max(beganAtMs, completedAtMs ?? beganAtMs, felt ?? beganAtMs)
  return {
    id,
    atMs: beganAtMs,
    ...(endMs === undefined ? { lasts: true } : { untilMs: endMs }),
    environment: subject.environment,
    what: incidentTitle(incident),
    ...(subject.database === undefined ? {} : { target: subject.database }),
    outcome: [stateWords(incident, nowMs), plannedWords(incident), ...(reason === undefined ? [] : [reason]), `people cut off: ${outageWords(incident, nowMs)}`].join('; '),
  }
}

/** Checks that say of a deed that it was done, also where nothing is wrong with it: deployments, scaling, failovers, AWS's own maintenance. */
const tellsOfChange: ReadonlySet<CheckId> = new Set(['app-refresh', 'app-scaled', 'db-failover', 'db-status', 'pending-maintenance'])

/**
 * What a client is told of a change. Verdicts on the tenant as a whole only repeat its findings, and what a probe felt is told as an outage; notes
 * that operators write to each other stay with them.
 */
function factOfEntry(entry: HistoryEntry): readonly ActivityFact[] {
  const { id, atMs } = entry
  const seen = entry.afterGap === true ? { outcome: 'first seen then, after a time in which nobody watched' } : {}
  switch (entry.kind) {
    case 'finding': {
      if (entry.check === 'probe' || (entry.severity === 'info' && !tellsOfChange.has(entry.check))) return []
      const { environment } = entry.subject
      return [{ id, atMs, ...(environment === undefined ? {} : { environment }), what: entryWords(entry), target: entry.subject.id, ...seen }]
    }
    case 'mark': {
      const { note: _note, ...told } = entry
      return [{ id, atMs, what: entryWords(told), target: entry.alarm, who: entry.by, ...seen }]
    }
    case 'tenantGone':
      return [{ id, atMs, what: entryWords(entry), ...seen }]
    default:
      return []
  }
}

/** Time of the spans in which nobody watched, each once. */
function gapFacts({ spans, changes }: KeptOfTenant): readonly ActivityFact[] {
  const gaps = new Map<number, Span>()
  changes.forEach((each, at) => {
    const asked = spans[at]
    if (asked === undefined) return
    const found = each.gaps.map(({ fromMs, untilMs }) => ({ fromMs, toMs: untilMs }))
    for (const gap of commonSpans(found, [asked])) gaps.set(gap.fromMs, gap)
  })
  return [...gaps.values()].map(({ fromMs, toMs }) => ({ id: `gap ${fromMs}`, atMs: fromMs, untilMs: toMs, what: 'Nobody watched: what changed then is not known from here', isGap: true }))
}
