import { sameValue } from '../fleet/same-value'
import { deriveIncidents } from './derive'
import type { Incident, IncidentSubject } from './incident'
import type { Window } from './planned'
import type { Witness } from './witness'

export interface IncidentsChange {
  readonly incidents: readonly Incident[]
  readonly changed: readonly Incident[]
  /** Ids of incidents that turned out to be part of others. */
  readonly gone: readonly string[]
}

/** What is known of a subject after more witnesses came. Nothing is lost that was known, whatever the new ones leave out. */
export function addWitnesses(known: readonly Incident[], subject: IncidentSubject, witnesses: readonly Witness[], windows: readonly Window[] = []): IncidentsChange {
  const incidents = deriveIncidents(subject, [...known.flatMap((incident) => incident.witnesses), ...witnesses], windows)
  const before = new Map(known.map((incident) => [incident.id, incident]))
  const now = new Set(incidents.map(({ id }) => id))
  return {
    incidents,
    changed: incidents.filter((incident) => !sameValue(before.get(incident.id), incident)),
    gone: known.filter(({ id }) => !now.has(id)).map(({ id }) => id),
  }
}
