import { classifyEvent, databaseEvents, type DatabaseEventMeaning } from '../fleet/database-events'
import type { DatabaseEventRecord } from '../fleet/records'
import type { DatabaseView } from '../fleet/tenant-view'
import { hourMs, minuteMs, secondMs } from '../kernel/time'

/**
 * The latest failover incident of a database, put together from its events and from the zones it was seen in.
 *
 * 1. Events say when; a changed zone confirms. Either alone opens the incident, together they are one.
 * 2. Events come late, twice and in any order: they are read by their dates.
 * 3. Without the event that ends it, a changed zone and status `available` end it.
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
  readonly events: readonly DatabaseEventRecord[]
}

/** The AZ fields can lag the events by minutes, and a poll that failed sees them later still. */
const confirmationMs = 2 * hourMs
/** An end without a start belongs to the incident before it when it is this close: 0049 and 0015 both end one. */
const secondEndMs = 15 * minuteMs
const causeBeforeMs = 2 * minuteMs
const causeAfterMs = 10 * minuteMs
/** A new failover cannot complete before it started, but two events of one second come in any order. */
const sameInstantMs = secondMs

export function latestFailover(database: Pick<DatabaseView, 'record' | 'memory' | 'events'>): FailoverIncident | undefined {
  const told = database.events.flatMap((event) => {
    const meaning = classifyEvent(event)
    return meaning === undefined ? [] : [{ event, meaning }]
  })
  const ordered = [...told].sort((a, b) => a.event.atMs - b.event.atMs || Number(ends.has(a.meaning)) - Number(ends.has(b.meaning)))
  const last = ordered.reduce<Course | undefined>(follow, undefined)
  return withZones(database, last === undefined ? undefined : toIncident(last, ordered))
}

interface Told {
  readonly event: DatabaseEventRecord
  readonly meaning: DatabaseEventMeaning
}

interface Course {
  readonly startedAtMs?: number
  readonly endedAtMs?: number
  readonly failed: boolean
}

const starts: ReadonlySet<DatabaseEventMeaning> = new Set<DatabaseEventMeaning>(['failoverStarted', 'activationStarted', 'clusterFailoverStartedSameAz', 'clusterFailoverStartedCrossAz'])
const ends: ReadonlySet<DatabaseEventMeaning> = new Set<DatabaseEventMeaning>(['failoverCompleted', 'failoverDnsPropagating', 'activationCompleted', 'partialFailoverRecovered', 'clusterFailoverCompleted', 'clusterFailoverFailed'])

function follow(course: Course | undefined, { event, meaning }: Told): Course | undefined {
  const { atMs } = event
  if (starts.has(meaning)) {
    const goesOn = course !== undefined && course.endedAtMs === undefined
    return goesOn ? course : { startedAtMs: atMs, failed: false }
  }
  if (!ends.has(meaning)) return course
  const failed = meaning === 'clusterFailoverFailed'
  if (course === undefined) return { endedAtMs: atMs, failed }
  if (course.endedAtMs === undefined) return { ...course, endedAtMs: Math.max(atMs, (course.startedAtMs ?? atMs) - sameInstantMs), failed }
  return atMs - course.endedAtMs <= secondEndMs ? course : { endedAtMs: atMs, failed }
}

function toIncident({ startedAtMs, endedAtMs, failed }: Course, told: readonly Told[]): FailoverIncident {
  const firstMs = startedAtMs ?? endedAtMs ?? 0
  const lastMs = endedAtMs ?? Infinity
  const near = told.filter(({ event }) => event.atMs >= firstMs - causeBeforeMs && event.atMs <= lastMs + causeAfterMs)
  const reason = near.find(({ meaning }) => meaning.startsWith('reason'))
  return {
    state: endedAtMs === undefined ? 'inProgress' : failed ? 'failed' : 'completed',
    ...(startedAtMs === undefined ? {} : { startedAtMs }),
    ...(endedAtMs === undefined ? {} : { completedAtMs: endedAtMs }),
    ...(reason === undefined ? {} : { reason: reason.event.message, cause: requested.has(reason.meaning) ? ('requested' as const) : ('fault' as const) }),
    events: near.filter(({ meaning }) => timeline.has(databaseEvents[meaning].category)).map(({ event }) => event),
  }
}
const requested: ReadonlySet<DatabaseEventMeaning> = new Set<DatabaseEventMeaning>(['reasonRequested', 'reasonModified', 'reasonPatching'])
const timeline: ReadonlySet<string> = new Set(['failover', 'availability', 'recovery', 'maintenance'])

function withZones({ record, memory }: Pick<DatabaseView, 'record' | 'memory'>, incident: FailoverIncident | undefined): FailoverIncident | undefined {
  const { azChangedAtMs, previousAz } = memory
  if (azChangedAtMs === undefined) return incident
  const zones = { ...(previousAz === undefined ? {} : { fromAz: previousAz }), ...(record.az === undefined ? {} : { toAz: record.az }) }
  if (incident === undefined || !belongs(incident, azChangedAtMs)) {
    const isNewer = incident === undefined || azChangedAtMs > (incident.startedAtMs ?? incident.completedAtMs ?? 0)
    return isNewer ? { state: 'completed', completedAtMs: azChangedAtMs, confirmedAtMs: azChangedAtMs, ...zones, events: [] } : incident
  }
  const confirmed = { ...incident, ...zones, confirmedAtMs: azChangedAtMs }
  const isOver = incident.state === 'inProgress' && record.status === 'available'
  return isOver ? { ...confirmed, state: 'completed', completedAtMs: azChangedAtMs } : confirmed
}

function belongs({ startedAtMs, completedAtMs }: FailoverIncident, azChangedAtMs: number): boolean {
  const fromMs = (startedAtMs ?? (completedAtMs ?? 0) - confirmationMs) - sameInstantMs
  return azChangedAtMs >= fromMs && azChangedAtMs <= (completedAtMs ?? Infinity) + confirmationMs
}
