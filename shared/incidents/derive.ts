import type { DatabaseEventMeaning } from '../fleet/database-events'
import { hourMs, minuteMs } from '../kernel/time'
import { coursesOf, makesCourse, sameInstantMs, type Course } from './courses'
import type { Incident, IncidentSubject } from './incident'
import { joinOutages, outageOf } from './outage'
import { reasonOf, type Window } from './planned'
import { witnessKey, type EventWitness, type ProbeWitness, type RunWitness, type Witness, type ZoneWitness } from './witness'

/**
 * Every incident that a subject's witnesses tell of, oldest first.
 *
 * 1. The result hangs on the set of witnesses alone: any order of arrival, any repetition gives the same incidents and ids.
 * 2. A changed zone or a probe that was down belongs to the failover it is near to; alone it is an incident of its own.
 */
export function deriveIncidents(subject: IncidentSubject, witnesses: readonly Witness[], windows: readonly Window[] = []): readonly Incident[] {
  const own = windows.filter(({ tenant }) => tenant === subject.tenant)
  return deriveMatters(witnesses, own).map(({ fromMs, ...matter }) => ({ id: `${subject.key}@${fromMs}`, subject, ...matter }))
}

/** An incident of nobody in particular; `fromMs` is what its id begins with. */
export type Matter = Omit<Incident, 'id' | 'subject'> & { readonly fromMs: number }

/** The same without the name of whom it is about: `windows` are its tenant's. */
export function deriveMatters(witnesses: readonly Witness[], windows: readonly Window[] = []): readonly Matter[] {
  const all = distinctWitnesses(witnesses)
  const events = all.filter((witness) => witness.kind === 'event')
  const frames = coursesOf(events).map(frameOf).sort((a, b) => a.fromMs - b.fromMs)
  for (const zone of all.filter((witness) => witness.kind === 'zone')) placeZone(frames, zone)
  placeProbes(frames, all.filter((witness) => witness.kind === 'probe'))
  for (const event of events) placeEvent(frames, event)
  const runs = all.filter((witness) => witness.kind === 'run')
  return frames.map((frame) => toMatter(frame, windows, runs)).sort((a, b) => a.beganAtMs - b.beganAtMs || a.fromMs - b.fromMs)
}

/** Each sighting once, by date; a probe's known end wins over "still down". */
export function distinctWitnesses(witnesses: readonly Witness[]): readonly Witness[] {
  const byKey = new Map<string, Witness>()
  for (const witness of witnesses) {
    const key = witnessKey(witness)
    const known = byKey.get(key)
    byKey.set(key, known === undefined ? witness : laterEnd(known, witness))
  }
  return [...byKey].sort(([a, one], [b, other]) => one.atMs - other.atMs || (a < b ? -1 : 1)).map(([, witness]) => witness)
}

function laterEnd(known: Witness, again: Witness): Witness {
  if (known.kind === 'run' && again.kind === 'run') return laterRun(known, again)
  if (known.kind !== 'probe' || again.kind !== 'probe' || again.untilMs === undefined) return known
  return known.untilMs === undefined || again.untilMs > known.untilMs ? again : known
}

/** The same run as two consoles, or two looks, tell of it. */
const laterRun = (known: RunWitness, again: RunWitness): RunWitness => ({ ...(again.untilMs > known.untilMs || (again.untilMs === known.untilMs && again.title > known.title) ? again : known), atMs: Math.min(known.atMs, again.atMs) })

/** One incident while its witnesses are gathered. */
interface Frame {
  readonly course: Course
  readonly fromMs: number
  readonly zones: ZoneWitness[]
  readonly probes: ProbeWitness[]
  readonly events: EventWitness[]
}

const frameOf = (course: Course): Frame => ({ course, fromMs: course.startedAtMs ?? course.endedAtMs ?? 0, zones: [], probes: [], events: [] })

/** The zone fields lag the events by minutes, and a poll that failed sees them later still. */
const confirmationMs = 2 * hourMs

function placeZone(frames: Frame[], zone: ZoneWitness): void {
  const near = frames.filter((frame) => belongs(frame, zone))
  // The newest failover that it can confirm, and of each one only one change: there and back are two.
  const frame = near.findLast(({ zones }) => zones.length === 0 || zones[0]?.toAz === zone.toAz)
  if (frame !== undefined) return void frame.zones.push(zone)
  frames.push({ ...frameOf({ endedAtMs: zone.atMs, result: 'completed' }), zones: [zone] })
  frames.sort((a, b) => a.fromMs - b.fromMs)
}

function belongs({ course, fromMs, zones }: Frame, { atMs }: ZoneWitness): boolean {
  if (course.result === 'abandoned') return false
  // One that was only seen to end, or only by its zone, began some time before.
  const lowestMs = course.startedAtMs === undefined && zones.length === 0 ? fromMs - confirmationMs : fromMs
  const highestMs = (course.endedAtMs ?? Infinity) + confirmationMs
  return atMs >= lowestMs - sameInstantMs && atMs <= highestMs
}

const probeBeforeMs = 2 * minuteMs
const probeAfterMs = 10 * minuteMs

function placeProbes(frames: Frame[], probes: readonly ProbeWitness[]): void {
  const alone: ProbeWitness[] = []
  for (const probe of probes) {
    const near = frames.filter(({ course, fromMs }) => {
      const untilMs = probe.untilMs ?? Infinity
      return course.result !== 'abandoned' && untilMs >= fromMs - probeBeforeMs && probe.atMs <= (course.endedAtMs ?? Infinity) + probeAfterMs
    })
    const frame = near.at(-1)
    if (frame === undefined) alone.push(probe)
    else frame.probes.push(probe)
  }
  for (const outage of joinOutages(alone)) frames.push({ ...frameOf({ result: outage.every(({ untilMs }) => untilMs !== undefined) ? 'completed' : 'inProgress' }), fromMs: outage[0]?.atMs ?? 0, probes: [...outage] })
}

const contextBeforeMs = 10 * minuteMs
const contextAfterMs = 2 * hourMs

function placeEvent(frames: readonly Frame[], event: EventWitness): void {
  const near = frames.filter(({ course, fromMs }) => {
    if (course.startedAtMs === undefined && course.endedAtMs === undefined) return false
    const own = makesCourse(event.meaning)
    if ((course.result === 'abandoned') !== (event.meaning === 'failoverAbandoned')) return false
    return event.atMs >= fromMs - (own ? 0 : contextBeforeMs) && event.atMs <= (course.endedAtMs ?? Infinity) + contextAfterMs
  })
  // What comes after a start tells of that one, not of the failover before it.
  const begun = near.findLast(({ fromMs }) => fromMs <= event.atMs)
  ;(begun ?? near[0])?.events.push(event)
}

function toMatter(frame: Frame, windows: readonly Window[], runs: readonly RunWitness[]): Matter {
  const { course, zones, probes, events } = frame
  const zone = zones[0]
  const isProbeAlone = events.length === 0 && zones.length === 0
  const state = zone !== undefined && course.endedAtMs === undefined ? 'completed' : course.result
  const completedAtMs = course.endedAtMs ?? (state === 'completed' ? (zone?.atMs ?? probes.at(-1)?.untilMs) : undefined)
  const own = runs.filter(({ atMs, untilMs }) => frame.fromMs >= atMs && frame.fromMs <= untilMs)
  const beganAtMs = Math.min(frame.fromMs, ...probes.map(({ atMs }) => atMs))
  return {
    fromMs: frame.fromMs,
    kind: isProbeAlone ? 'outage' : 'failover',
    state,
    beganAtMs,
    ...(course.startedAtMs === undefined ? {} : { startedAtMs: course.startedAtMs }),
    ...(completedAtMs === undefined ? {} : { completedAtMs }),
    ...(zone === undefined ? {} : { zoneSeenAtMs: zone.atMs, ...(zone.fromAz === undefined ? {} : { fromAz: zone.fromAz }), ...(zone.toAz === undefined ? {} : { toAz: zone.toAz }) }),
    ...reasonOf(events, frame.fromMs, [...windows, ...own.map(({ atMs, untilMs, title }) => ({ fromMs: atMs, untilMs, title }))]),
    outage: outageOf(course, probes),
    witnesses: [...events, ...zones, ...probes, ...own].sort((a, b) => a.atMs - b.atMs || (witnessKey(a) < witnessKey(b) ? -1 : 1)),
  }
}

/** Meanings that say more about an incident: kept as its witnesses, never making one. */
export const tellsMore: ReadonlySet<DatabaseEventMeaning> = new Set<DatabaseEventMeaning>([
  'shutdown',
  'restarted',
  'restartFailed',
  'reasonRequested',
  'reasonModified',
  'reasonPatching',
  'reasonUnhealthyHost',
  'reasonUnreachableHost',
  'reasonBusyHost',
  'reasonStorage',
  'patchingOffline',
  'patchedOffline',
  'convertedToSingleAz',
  'convertingToMultiAz',
  'convertedToMultiAz',
  'multiAzRecoveryStarted',
  'multiAzRecoveryCompleted',
  'standbyRecoveryStarted',
  'standbyRecoveryCompleted',
  'recoveryStarted',
  'recoveryCompleted',
  'restored',
  'failedState',
])
