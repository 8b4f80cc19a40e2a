import type { DatabaseEventMeaning } from '../fleet/database-events'

/**
 * What was seen of a failover or an outage. Three kinds of witness tell of the same incident: AWS's event says when, the zone that
 * changed confirms, the probe says what the customer felt. The desk's own runs tell of none: they say that one was to be expected.
 */
export type Witness = EventWitness | ZoneWitness | ProbeWitness | RunWitness

export interface EventWitness {
  readonly kind: 'event'
  readonly atMs: number
  readonly meaning: DatabaseEventMeaning
  /** AWS's own words. */
  readonly message: string
}

/** The primary was seen in another zone than before: at the latest at `atMs`. */
export interface ZoneWitness {
  readonly kind: 'zone'
  readonly atMs: number
  readonly fromAz?: string
  readonly toAz?: string
}

/** A probe of the database's environment found it down from `atMs` until `untilMs` (absent: still down). */
export interface ProbeWitness {
  readonly kind: 'probe'
  readonly atMs: number
  readonly untilMs?: number
  /** Which probe: its address as the fleet file has it. */
  readonly probe: string
}

/** A maintenance run of ours was at work on the tenant from `atMs` until `untilMs`, the later the longer it is told of. */
export interface RunWitness {
  readonly kind: 'run'
  readonly atMs: number
  readonly untilMs: number
  /** The window's id. */
  readonly run: string
  readonly title: string
}

/** The same sighting told twice has the same key. A probe that is still down and the same one later recovered are one sighting. */
export const witnessKey = (witness: Witness): string => {
  if (witness.kind === 'event') return `event|${witness.atMs}|${witness.message}`
  if (witness.kind === 'run') return `run|${witness.run}`
  return witness.kind === 'zone' ? `zone|${witness.atMs}|${witness.toAz ?? ''}` : `probe|${witness.atMs}|${witness.probe}`
}
