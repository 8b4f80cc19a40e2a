import type { Incident, IncidentSubject } from '#shared/incidents/incident'
import { addWitnesses } from '#shared/incidents/merge'
import type { Witness } from '#shared/incidents/witness'
import type { HistoryQuery } from '#electron/ports/history'
import { bodyOf, lasting, type Statements } from './tables'

/** Adds what was seen to what is known of a subject. Returns how many incidents are new or differ. */
export function keepWitnesses(sql: Statements, subject: IncidentSubject, witnesses: readonly Witness[]): number {
  const rows = sql('SELECT body FROM incident WHERE subject = ?').all(subject.key) as { body: string }[]
  const { changed, gone } = addWitnesses(rows.map((row) => bodyOf<Incident>(row)), subject, witnesses)
  for (const id of gone) sql('DELETE FROM incident WHERE id = ?').run(id)
  for (const incident of changed) {
    sql('INSERT INTO incident (id, subject, tenant, began_ms, ended_ms, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET tenant = excluded.tenant, began_ms = excluded.began_ms, ended_ms = excluded.ended_ms, body = excluded.body').run(
      incident.id,
      subject.key,
      subject.tenant,
      incident.beganAtMs,
      endOf(incident),
      JSON.stringify(incident),
    )
  }
  return changed.length
}

function endOf({ state, completedAtMs, beganAtMs, outage }: Incident): number {
  if (state === 'inProgress') return lasting
  const feltMs = outage.basis === 'none' ? 0 : (outage.untilMs ?? 0)
  return Math.max(completedAtMs ?? beganAtMs, feltMs)
}

/** Newest first. */
export function readIncidents(sql: Statements, { fromMs = 0, toMs = lasting, tenant }: Partial<HistoryQuery>): readonly Incident[] {
  const rows = sql('SELECT body FROM incident WHERE began_ms <= ? AND ended_ms >= ? AND (? IS NULL OR tenant = ?) ORDER BY began_ms DESC, id').all(toMs, fromMs, tenant ?? null, tenant ?? null) as { body: string }[]
  return rows.map((row) => bodyOf<Incident>(row))
}
