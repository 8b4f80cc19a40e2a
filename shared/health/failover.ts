import type { DatabaseView } from '../fleet/tenant-view'
import { eventWitnesses, zoneWitness } from '../incidents/database-witnesses'
import { deriveMatters, type Matter } from '../incidents/derive'
import type { EventWitness } from '../incidents/witness'

/**
 * The latest failover of a database as its events and zones tell it now: the same incident that the history keeps (shared/incidents),
 * as far as it matters to a verdict.
 *
 * Without the event that ends it, a changed zone ends it, once the database is `available`.
 */
export interface FailoverIncident {
  readonly state: 'inProgress' | 'completed' | 'failed'
  /** AWS's time of the first event; absent: it was not seen to start. */
  readonly startedAtMs?: number
  readonly completedAtMs?: number
  /** Since when the primary was seen in the other zone. */
  readonly confirmedAtMs?: number
  readonly fromAz?: string
  readonly toAz?: string
  /** `requested`: somebody asked for it or changed the database; absent: AWS did not say. */
  readonly cause?: 'requested' | 'fault'
  readonly reason?: string
  readonly events: readonly EventWitness[]
}

export function latestFailover(database: Pick<DatabaseView, 'record' | 'memory' | 'events'>): FailoverIncident | undefined {
  const witnesses = [...eventWitnesses(database.events), ...zoneWitness(database)]
  const latest = witnesses.length === 0 ? undefined : deriveMatters(witnesses).findLast(({ state }) => state !== 'abandoned')
  return latest === undefined ? undefined : toIncident(latest, database.record.status)
}

function toIncident(matter: Matter, status: string): FailoverIncident {
  const { startedAtMs, completedAtMs, zoneSeenAtMs, fromAz, toAz, planned, reason, witnesses } = matter
  const state = stateOf(matter, status)
  return {
    state,
    ...(startedAtMs === undefined ? {} : { startedAtMs }),
    ...(completedAtMs === undefined || state === 'inProgress' ? {} : { completedAtMs }),
    ...(zoneSeenAtMs === undefined ? {} : { confirmedAtMs: zoneSeenAtMs }),
    ...(fromAz === undefined ? {} : { fromAz }),
    ...(toAz === undefined ? {} : { toAz }),
    ...(reason === undefined || planned === 'unknown' ? {} : { reason, cause: planned === 'planned' ? ('requested' as const) : ('fault' as const) }),
    events: witnesses.filter((witness) => witness.kind === 'event'),
  }
}

function stateOf({ state, startedAtMs, completedAtMs, zoneSeenAtMs }: Matter, status: string): FailoverIncident['state'] {
  if (state === 'failed') return 'failed'
  const isEndedByZoneAlone = startedAtMs !== undefined && completedAtMs === zoneSeenAtMs
  return state === 'completed' && (!isEndedByZoneAlone || status === 'available') ? 'completed' : 'inProgress'
}
