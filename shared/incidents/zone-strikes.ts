import type { AppGroupRecord } from '../fleet/records'
import type { DatabaseView } from '../fleet/tenant-view'
import { classifyEvent, type DatabaseEventMeaning } from '../fleet/database-events'
import { inService } from '../health/app-capacity'
import { statusMeaning } from '../health/database-status'
import { latestFailover } from '../health/failover'
import { dayMs, minuteMs } from '../kernel/time'

/**
 * What befell primaries lately, and in which Availability Zone each of them was then.
 *
 * 1. Whose zone was seen to change fled from the one before; whose zone was seen before its failover began is said to be there until the
 *    zone fields follow.
 * 2. Who had failed over before the first look was in a zone that no reply names any more: with a standby it is the standby's, because the
 *    two change places; else the one zone that lies deserted. When that is not one alone, it stays untold rather than guessed.
 */
export interface ZoneDatabase {
  readonly tenant: string
  readonly database: string
  readonly view: Pick<DatabaseView, 'record' | 'memory' | 'events'>
}

export interface Strike {
  readonly database: ZoneDatabase
  readonly az: string
  readonly atMs: number
  readonly state: 'failedOver' | 'failingOver' | 'cannotFailOver'
}

/** A strike whose zone may be one of several. */
interface Sighting extends Omit<Strike, 'az'> {
  readonly azs: readonly string[]
}

/** As long as events are kept. */
const recentMs = dayMs
/** The zone fields follow a failover by minutes: longer after it they tell where it went. */
const fieldsLagMs = 15 * minuteMs
const mostShare = 0.6

export function strikesIn(databases: readonly ZoneDatabase[], groups: readonly AppGroupRecord[], nowMs: number): readonly Strike[] {
  const zones = [...new Set([...databases.flatMap(({ view: { record } }) => [record.az, record.secondaryAz]), ...groups.flatMap(({ azs }) => azs)])].filter((az) => az !== undefined)
  const sightings = databases.flatMap((database) => sightingsOf(database, zones, nowMs))
  const known = sightings.flatMap((sighting) => placed(sighting, sighting.azs.length === 1 ? sighting.azs[0] : undefined))
  const strikes = sightings.filter(({ azs }) => azs.length > 1).flatMap((sighting) => placed(sighting, desertedOf(sighting, known, databases, groups)))
  return [...known, ...strikes]
}

const placed = ({ azs: _azs, ...sighting }: Sighting, az: string | undefined): readonly Strike[] => (az === undefined ? [] : [{ ...sighting, az }])

/** It left the zone it was in, is down in the one it is in, or one after the other. */
function sightingsOf(database: ZoneDatabase, zones: readonly string[], nowMs: number): readonly Sighting[] {
  const left = failoverOf(database, zones, nowMs)
  const down = standstillOf(database, nowMs)
  return [...(left === undefined ? [] : [left]), ...(down === undefined || (left?.azs.length === 1 && left.azs[0] === down.azs[0]) ? [] : [down])]
}

function failoverOf(database: ZoneDatabase, zones: readonly string[], nowMs: number): Sighting | undefined {
  const failover = latestFailover(database.view)
  const atMs = failover?.startedAtMs ?? failover?.completedAtMs
  if (failover === undefined || atMs === undefined || failover.cause === 'requested' || nowMs - atMs > recentMs) return undefined
  const azs = failover.confirmedAtMs === undefined ? originsOf(database.view, atMs, failover.completedAtMs, zones, nowMs) : [failover.fromAz]
  return { database, azs: azs.filter((az) => az !== undefined), atMs, state: failover.state === 'completed' ? 'failedOver' : 'failingOver' }
}

function originsOf({ record, memory }: ZoneDatabase['view'], startedAtMs: number, completedAtMs: number | undefined, zones: readonly string[], nowMs: number): readonly (string | undefined)[] {
  const wasSeenBefore = memory.azSinceMs === undefined || memory.azSinceMs < startedAtMs
  if (wasSeenBefore || completedAtMs === undefined) return [record.az]
  if (nowMs - completedAtMs <= fieldsLagMs) return record.secondaryAz === undefined ? zones : [record.az, record.secondaryAz]
  return record.secondaryAz === undefined ? zones.filter((az) => az !== record.az) : [record.secondaryAz]
}

function standstillOf(database: ZoneDatabase, nowMs: number): Sighting | undefined {
  const { record, memory, events } = database.view
  const isDown = statusMeaning(record.status)?.severity === 'critical' && record.multiAz !== true
  if (!isDown || record.az === undefined || memory.statusSinceMs === undefined) return undefined
  // What was down at the first look came down before it.
  const seenAtMs = memory.statusSinceMs
  const told = events.findLast((event) => event.atMs <= seenAtMs && goesDown.has(classifyEvent(event) ?? 'restarted'))
  const atMs = told?.atMs ?? seenAtMs
  return nowMs - atMs > recentMs ? undefined : { database, azs: [record.az], atMs, state: 'cannotFailOver' }
}
const goesDown: ReadonlySet<DatabaseEventMeaning> = new Set<DatabaseEventMeaning>(['failedState', 'shutdown', 'storageExhausted', 'storageFullShutdown'])

/** The one of its zones that speaks most of being lost; undefined: none does, or several do alike. */
function desertedOf({ azs, database: { view } }: Sighting, known: readonly Strike[], databases: readonly ZoneDatabase[], groups: readonly AppGroupRecord[]): string | undefined {
  const signs = azs.map((az) => ({ az, sign: signOf(az, known, databases, groups) })).sort((a, b) => b.sign - a.sign)
  const [first, second] = signs
  if (first !== undefined && first.sign > 0 && first.sign > (second?.sign ?? 0)) return first.az
  return azs.find((az) => az === view.record.az)
}

/** App groups that have nothing left there weigh most, then what is down there; somebody who stands there speaks against it. */
function signOf(az: string, known: readonly Strike[], databases: readonly ZoneDatabase[], groups: readonly AppGroupRecord[]): number {
  const struck = new Set(known.filter((strike) => strike.az === az).map(({ database }) => database))
  const stands = databases.filter((database) => !struck.has(database) && (database.view.record.az === az || database.view.record.secondaryAz === az)).length
  const { isOut, using } = groupsIn(az, groups)
  if (using > 0 && !isOut) return 0
  return (isOut ? 1000 : 0) + (struck.size > 0 ? 100 + struck.size : 0) + (stands === 0 ? 10 : 0)
}

/** App groups that use a zone, those with nothing in service there, and whether these are most. */
export function groupsIn(az: string, groups: readonly AppGroupRecord[]): { readonly using: number; readonly out: number; readonly isOut: boolean } {
  const using = groups.filter((group) => group.azs.includes(az) && group.desired > 1)
  const out = using.filter((group) => inService(group).length > 0 && !inService(group).some((instance) => instance.az === az))
  return { using: using.length, out: out.length, isOut: using.length > 0 && out.length / using.length >= mostShare }
}
