import { classifyEvent } from '../fleet/database-events'
import type { DatabaseEventRecord } from '../fleet/records'
import type { DatabaseView, TenantView } from '../fleet/tenant-view'
import { practiceEnvironment } from '../probes/probe-view'
import { makesCourse } from './courses'
import { tellsMore } from './derive'
import type { IncidentSubject } from './incident'
import type { EventWitness, RunWitness, Witness } from './witness'

/** What a tenant's databases tell of failovers now, a subject each; only subjects with something to tell. */
export interface Testimony {
  readonly subject: IncidentSubject
  readonly witnesses: readonly Witness[]
}

/** `felt`: what the probes of its environment saw. `past`: events older than those of the view, by database or cluster id. */
export function databaseTestimony(view: TenantView, database: DatabaseView, felt: readonly Witness[] = [], past: (id: string) => readonly DatabaseEventRecord[] = () => []): readonly Testimony[] {
  const { id, clusterId } = database.record
  const events = [...past(id), ...(clusterId === undefined ? [] : past(clusterId)), ...database.events]
  const own = eventWitnesses(events.filter(({ databaseId }) => databaseId !== clusterId))
  const cluster = clusterId === undefined ? [] : eventWitnesses(events.filter(({ databaseId }) => databaseId === clusterId))
  const zone = zoneWitness(database)
  return [
    ...testimony(subjectOf(view, database, database.record.arn, id), [...own, ...zone, ...felt, ...runWitnesses(view)]),
    // A cluster's failover is one incident, however many instances it has.
    ...(clusterId === undefined ? [] : testimony(subjectOf(view, database, clusterKey(database, clusterId), clusterId), [...cluster, ...runWitnesses(view)])),
  ]
}

/** Runs of ours that were at work on the tenant. */
export const runWitnesses = ({ runs = [] }: Pick<TenantView, 'runs'>): readonly RunWitness[] => runs.map(({ run, title, fromMs, untilMs }) => ({ kind: 'run', atMs: fromMs, untilMs, run, title }))

function testimony(subject: IncidentSubject, witnesses: readonly Witness[]): readonly Testimony[] {
  return witnesses.some((witness) => (witness.kind === 'event' ? makesCourse(witness.meaning) : witness.kind !== 'run')) ? [{ subject, witnesses }] : []
}

function subjectOf(view: TenantView, { environment, place }: DatabaseView, key: string, database: string): IncidentSubject {
  return { key, ...tenantPart(view, environment), account: place.account, region: place.region, database }
}

/** What an incident says of its tenant and environment. */
export function tenantPart(view: TenantView, environment: string): Omit<IncidentSubject, 'key'> {
  const { id: tenant, name, contract, probes } = view
  const timeZone = probes[0]?.timeZone
  return { tenant, tenantName: name, environment, availabilityPercent: contract.availabilityPercent, ...(timeZone === undefined ? {} : { timeZone }), ...(isPractice(view, environment) ? { isPractice: true } : {}) }
}

/** Of a tenant with nothing but a sandbox that is what its clients work with. */
function isPractice({ databases, appGroups, probes }: TenantView, environment: string): boolean {
  if (environment !== practiceEnvironment) return false
  return [...databases, ...appGroups, ...probes.map(({ config }) => config)].some((each) => each.environment !== practiceEnvironment)
}

const clusterKey = ({ place }: DatabaseView, clusterId: string): string => `cluster:${place.account}/${place.region}/${clusterId}`

/** Events that tell of a failover or say more about one. */
export function eventWitnesses(events: readonly DatabaseEventRecord[]): readonly EventWitness[] {
  return events.flatMap((event) => {
    const meaning = classifyEvent(event)
    return meaning !== undefined && (makesCourse(meaning) || tellsMore.has(meaning)) ? [{ kind: 'event' as const, atMs: event.atMs, meaning, message: event.message }] : []
  })
}

export function zoneWitness({ record, memory }: Pick<DatabaseView, 'record' | 'memory'>): readonly Witness[] {
  const { azChangedAtMs, previousAz } = memory
  if (azChangedAtMs === undefined || record.clusterId !== undefined) return []
  return [{ kind: 'zone', atMs: azChangedAtMs, ...(previousAz === undefined ? {} : { fromAz: previousAz }), ...(record.az === undefined ? {} : { toAz: record.az }) }]
}
