import { classifyEvent } from '../../fleet/database-events'
import type { DatabaseView, TenantView } from '../../fleet/tenant-view'
import { dayMs, minuteMs } from '../../kernel/time'
import { aboutDatabase, evidence, type Check, type Verdict } from '../check'
import { latestFailover, type FailoverIncident } from '../failover'
import type { EvidenceItem } from '../finding'
import { durationText, momentText } from '../wording'

/** A failover takes one to two minutes; one that takes this long is stuck. */
export const stuckAfterMs = 10 * minuteMs
/** How long one that is over stays a matter to watch (caches, connections, a new standby), and how long it is told at all. */
export const watchedForMs = 60 * minuteMs
export const toldForMs = dayMs

export const dbFailover: Check = {
  id: 'db-failover',
  clause: 'availability',
  title: 'Failovers',
  feeds: ['rds.events', 'rds.instances'],
  judge: (view, nowMs) => view.databases.flatMap((database) => judgeDatabase(database, nowMs)),
  nextChangeAtMs: (view, nowMs) => earliest(view.databases.flatMap((database) => edges(database)).filter((atMs) => atMs > nowMs)),
}

function judgeDatabase(database: DatabaseView, nowMs: number): readonly Verdict[] {
  const incident = latestFailover(database)
  if (incident !== undefined) return judgeIncident(database, incident, nowMs)
  const abandoned = database.events.findLast((event) => classifyEvent(event) === 'failoverAbandoned')
  if (abandoned === undefined) return []
  const summary = `A failover of ${database.record.id} that was asked for was not carried out: another one had just happened.`
  return [aboutDatabase(database, 'rds.events', { severity: 'info', summary, beganAtMs: abandoned.atMs, evidence: [evidence(momentText(abandoned.atMs), abandoned.message)] })]
}

function judgeIncident(database: DatabaseView, incident: FailoverIncident, nowMs: number): readonly Verdict[] {
  const { record } = database
  const began = { beganAtMs: incident.startedAtMs ?? incident.completedAtMs ?? nowMs }
  // Seen by its zones alone it rests on the inventory; else on the events.
  const feed = incident.events.length === 0 ? 'rds.instances' : 'rds.events'
  const say = (severity: Verdict['severity'], summary: string): readonly Verdict[] => [aboutDatabase(database, feed, { severity, summary, ...began, evidence: evidenceOf(incident) })]
  if (incident.state === 'failed') return say('critical', `A failover of ${record.id} failed: its tenant may have no database. Check the cluster's instances and fail over again.`)
  if (incident.state === 'inProgress') {
    const isStuck = nowMs - began.beganAtMs > stuckAfterMs
    if (isStuck) return say('critical', `The failover of ${record.id} that started ${momentText(began.beganAtMs)} is stuck: it has not completed. Its users are cut off or slow; open a case with AWS.`)
    return say('critical', `Database ${record.id} is failing over since ${momentText(began.beganAtMs)}: its users are cut off for a minute or two.`)
  }
  const ageMs = nowMs - (incident.completedAtMs ?? began.beganAtMs)
  if (ageMs > toldForMs) return []
  return say(ageMs > watchedForMs ? 'info' : 'watch', completedSummary(record.id, incident))
}

function completedSummary(id: string, { startedAtMs, completedAtMs, fromAz, toAz, cause }: FailoverIncident): string {
  const kind = cause === 'requested' ? 'A failover that was asked for' : 'A failover'
  const zones = fromAz !== undefined && toAz !== undefined && fromAz !== toAz ? ` from ${fromAz} to ${toAz}` : ''
  const when = completedAtMs === undefined ? '' : `, completed ${momentText(completedAtMs)}`
  const took = startedAtMs !== undefined && completedAtMs !== undefined && completedAtMs > startedAtMs ? ` after ${durationText(completedAtMs - startedAtMs)}` : ''
  return `${kind} of ${id}${zones}${when}${took}. Its users were cut off meanwhile; applications that keep old addresses may still be.`
}

function evidenceOf({ events, reason, confirmedAtMs, fromAz, toAz }: FailoverIncident): readonly EvidenceItem[] {
  return [
    ...events.map((event) => evidence(momentText(event.atMs), event.message)),
    ...(reason === undefined ? [] : [evidence('Reason given by AWS', reason)]),
    ...(confirmedAtMs === undefined ? [evidence('Zone', 'not yet seen to change; AWS shows it minutes late')] : [evidence('Zone', `seen to change from ${fromAz ?? 'unknown'} to ${toAz ?? 'unknown'} by ${momentText(confirmedAtMs)}`)]),
  ]
}

function edges(database: DatabaseView): readonly number[] {
  const incident = latestFailover(database)
  if (incident === undefined) return []
  if (incident.state === 'inProgress') return [(incident.startedAtMs ?? 0) + stuckAfterMs + 1]
  const overAtMs = incident.completedAtMs ?? 0
  return [overAtMs + watchedForMs + 1, overAtMs + toldForMs + 1]
}

const earliest = (times: readonly number[]): number | undefined => (times.length === 0 ? undefined : Math.min(...times))

/** For the row: is one under way, or was one within the last day. */
export function failoverOf(view: TenantView, nowMs: number): RowFailover | undefined {
  const found = view.databases.flatMap((database): readonly RowFailover[] => {
    const incident = latestFailover(database)
    if (incident === undefined) return []
    const atMs = incident.startedAtMs ?? incident.completedAtMs ?? nowMs
    if (incident.state !== 'completed') return [{ state: 'inProgress', atMs }]
    return nowMs - (incident.completedAtMs ?? atMs) > toldForMs ? [] : [{ state: 'recent', atMs }]
  })
  return found.find(({ state }) => state === 'inProgress') ?? found.sort((a, b) => b.atMs - a.atMs)[0]
}

export interface RowFailover {
  readonly state: 'inProgress' | 'recent'
  readonly atMs: number
}
