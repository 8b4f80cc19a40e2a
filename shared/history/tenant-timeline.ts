import type { AppGroupView, TenantDetail } from '../fleet/tenant-view'
import { findingKey } from '../health/judge'
import type { CheckId, Health, Severity } from '../health/finding'
import type { Incident } from '../incidents/incident'
import { incidentTitle, outageWords, plannedWords, stateWords } from '../incidents/incident-words'
import { spansOf } from '../probes/availability'
import { recoveryChecks } from '../recovery/tenant-recovery'
import type { FindingEntry, HealthEntry } from './entry'
import type { HistoryChanges, Span } from './fleet-at'

/**
 * What happened to one tenant in a span, in lanes.
 *
 * 1. A lane's spans are in order of time and lie within the span that is shown; what began before or lasts is marked as that.
 * 2. Nothing is said of time that nobody watched: `gaps` lie over every lane but those of incidents and scaling, which AWS tells of afterwards.
 * 3. Well is no span: only what differs is drawn. The lane of health is the exception: it says every health there was.
 */
export interface TenantTimeline extends Span {
  readonly lanes: readonly TimelineLane[]
  readonly gaps: readonly Span[]
  /** Changes that are left out because there are too many. */
  readonly leftOut: number
}

export interface TimelineLane {
  readonly id: string
  readonly title: string
  readonly spans: readonly TimelineSpan[]
}

export interface TimelineSpan extends Span {
  readonly mark: Severity | 'healthy'
  readonly words: string
  /** It lasts; `untilMs` is now. */
  readonly lasts: boolean
  /** It began before the span that is shown: then; else as `fromMs`. */
  readonly sinceMs: number
}

interface Facts {
  readonly detail: TenantDetail
  readonly changes: HistoryChanges
}

export function tenantTimeline({ detail, changes }: Facts, { fromMs, untilMs }: Span): TenantTimeline {
  const window = { fromMs, untilMs }
  const found = findingSpans(detail, changes, window)
  const lane = (id: string, title: string, isOf: (check: CheckId) => boolean): TimelineLane => ({ id, title, spans: found.filter(({ check }) => isOf(check)).map(({ check: _check, ...span }) => span) })
  return {
    ...window,
    lanes: [
      { id: 'health', title: 'Health', spans: healthSpans(detail, changes, window) },
      { id: 'incidents', title: 'Incidents', spans: changes.incidents.flatMap((incident) => incidentSpan(incident, window)) },
      ...detail.view.probes.map(({ config, state }): TimelineLane => ({ id: `probe ${config.environment} ${config.url}`, title: `Probe ${config.environment}`, spans: probeSpans(config.environment, state.changes, window) })),
      lane('database', 'Databases', (check) => check.startsWith('db-') && !recoveryChecks.includes(check)),
      lane('app', 'App servers', (check) => check.startsWith('app-') || check === 'target-health'),
      { id: 'scaling', title: 'Scaling', spans: detail.view.appGroups.flatMap((group) => scalingSpans(group, window)) },
      lane('alarms', 'Alarms', (check) => check.startsWith('alarm-')),
      lane('recovery', 'Recovery', (check) => recoveryChecks.includes(check)),
      lane('other', 'Other', (check) => !isPlaced(check)),
    ].filter(({ id, spans }) => (id !== 'other' && id !== 'scaling') || spans.length > 0),
    gaps: changes.gaps.map((gap) => clipped(gap, window)).filter((gap) => gap.untilMs > gap.fromMs),
    leftOut: changes.leftOut,
  }
}

const isPlaced = (check: CheckId): boolean => check === 'probe' || check === 'target-health' || recoveryChecks.includes(check) || /^(db|app|alarm)-/.test(check)

const clipped = ({ fromMs, untilMs }: Span, window: Span): Span => ({ fromMs: Math.max(fromMs, window.fromMs), untilMs: Math.min(untilMs, window.untilMs) })

function spanOf(sinceMs: number, endMs: number | undefined, mark: TimelineSpan['mark'], words: string, window: Span): readonly TimelineSpan[] {
  const { fromMs, untilMs } = clipped({ fromMs: sinceMs, untilMs: endMs ?? window.untilMs }, window)
  return untilMs < fromMs || sinceMs > window.untilMs ? [] : [{ fromMs, untilMs, mark, words, lasts: endMs === undefined, sinceMs }]
}

const healthWords: Record<Health, string> = { critical: 'Critical', degraded: 'Degraded', unknown: 'Unknown', watch: 'Watch', healthy: 'Healthy' }

/** From one change of health to the next; what was before the first is what that one says it was. */
function healthSpans({ row }: TenantDetail, { entries }: HistoryChanges, window: Span): readonly TimelineSpan[] {
  const changes = entries.filter((entry): entry is HealthEntry => entry.kind === 'health')
  const [first] = changes
  if (first === undefined) return spanOf(row.healthSinceMs ?? window.fromMs, undefined, row.health, wordsOf(row.health, row.worstSummary), window)
  const before = first.was === undefined ? [] : spanOf(window.fromMs, first.atMs, first.was, healthWords[first.was], window)
  return [...before, ...changes.flatMap((change, at) => spanOf(change.atMs, changes[at + 1]?.atMs, change.health, wordsOf(change.health, change.worstSummary), window))]
}

const wordsOf = (health: Health, summary: string | undefined): string => (health === 'healthy' || summary === undefined ? healthWords[health] : `${healthWords[health]}: ${summary}`)

function incidentSpan(incident: Incident, window: Span): readonly TimelineSpan[] {
  const { beganAtMs, completedAtMs, zoneSeenAtMs, state, planned, outage } = incident
  const felt = outage.basis === 'none' ? undefined : outage.untilMs
  const endMs = state === 'inProgress' ? undefined : Math.max(beganAtMs, completedAtMs ?? felt ?? zoneSeenAtMs ?? beganAtMs)
  const mark = state === 'inProgress' || state === 'failed' ? 'critical' : planned === 'planned' || state === 'abandoned' ? 'info' : 'degraded'
  return spanOf(beganAtMs, endMs, mark, `${incidentTitle(incident)}: ${stateWords(incident, window.untilMs)}, ${plannedWords(incident)}. Clients cut off: ${outageWords(incident, window.untilMs)}`, window)
}

function probeSpans(environment: string, changes: TenantDetail['view']['probes'][number]['state']['changes'], window: Span): readonly TimelineSpan[] {
  const spans = spansOf(changes, { fromMs: window.fromMs, toMs: window.untilMs })
  const knownFromMs = changes[0]?.atMs ?? window.untilMs
  return spans.flatMap(({ state, fromMs, toMs }): readonly TimelineSpan[] => {
    // Before anybody asked there is nothing to say.
    if (state === 'up' || toMs <= knownFromMs) return []
    const words = state === 'down' ? `${environment} did not work for its clients` : `${environment}: whether it worked is not known`
    return spanOf(fromMs, toMs === window.untilMs ? undefined : toMs, state === 'down' ? 'critical' : 'unknown', words, window)
  })
}

/** What Auto Scaling did, as far as its last page of activities reaches: no news where nothing failed. */
function scalingSpans({ record, activities }: AppGroupView, window: Span): readonly TimelineSpan[] {
  const inTime = [...(activities?.activities ?? [])].sort((a, b) => a.atMs - b.atMs)
  return inTime.filter(({ atMs, endedAtMs }) => (endedAtMs ?? atMs) >= window.fromMs).flatMap(({ atMs, endedAtMs, status, description, message }) => {
    const isFailed = status === 'Failed'
    return spanOf(atMs, endedAtMs ?? (isFailed || status === 'Cancelled' ? atMs : undefined), isFailed ? 'degraded' : 'info', `${record.id}: ${description}${isFailed && message !== undefined ? ` ${message}` : ''}`, window)
  })
}

type FindingSpan = TimelineSpan & { readonly check: CheckId }

interface Open {
  readonly sinceMs: number
  readonly severity: Severity
  readonly entry: Pick<FindingEntry, 'check' | 'summary'>
}

/** From a finding's opening to its closing, a span a severity; what is open now lasts, whether its opening is in the span or not. */
function findingSpans({ findings }: TenantDetail, { entries }: HistoryChanges, window: Span): readonly FindingSpan[] {
  const done: FindingSpan[] = []
  const open = new Map<string, Open>()
  const close = ({ sinceMs, severity, entry }: Open, endMs: number | undefined): void => {
    if (severity === 'info' || entry.check === 'probe') return
    done.push(...spanOf(sinceMs, endMs, severity, entry.summary, window).map((span) => ({ ...span, check: entry.check })))
  }
  for (const entry of entries.filter((each): each is FindingEntry => each.kind === 'finding')) {
    const known = open.get(entry.key)
    const before = known ?? { sinceMs: entry.sinceAtMs, severity: entry.was ?? entry.severity, entry }
    if (entry.change === 'opened') open.set(entry.key, { sinceMs: Math.min(entry.sinceAtMs, entry.atMs), severity: entry.severity, entry })
    else {
      close(before, entry.atMs)
      open.delete(entry.key)
      if (entry.change === 'changed') open.set(entry.key, { sinceMs: entry.atMs, severity: entry.severity, entry })
    }
  }
  for (const finding of findings) {
    const key = findingKey(finding)
    if (!open.has(key)) open.set(key, { sinceMs: finding.sinceAtMs, severity: finding.severity, entry: finding })
  }
  const now = new Set(findings.map(findingKey))
  // What the tenant does not have any more ended, even if the entry that says so is still on its way.
  for (const [key, each] of open) if (now.has(key)) close(each, undefined)
  return done.sort((a, b) => a.fromMs - b.fromMs)
}
