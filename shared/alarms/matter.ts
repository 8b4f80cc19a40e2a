import type { AlarmTurn } from '../fleet/alarm-turns'
import type { AlarmTenant } from './desk-alarm'

/**
 * What stands now and is worth waking somebody for: alarms that fire, findings that are critical, failovers, zones that are down,
 * support access that is not as it was granted, and an audit trail that is not well.
 *
 * What is told to the operator (notify.ts) and what the tray counts follow from the list alone, so that a restart, a nap of the
 * computer and a lost message change nothing.
 */
export type Matter = AlarmMatter | TroubleMatter | FailoverMatter | ZoneMatter | AccessMatter | TrailMatter

interface MatterBase {
  /** What makes it the same matter at another time. */
  readonly key: string
  /** AWS time at which it began, as far as is known. */
  readonly sinceAtMs: number
  readonly tenants: readonly AlarmTenant[]
  /** Goes through "do not disturb". */
  readonly critical: boolean
  /** What happened, as one sentence. */
  readonly words: string
}

export interface AlarmMatter extends MatterBase {
  readonly kind: 'alarm'
  readonly name: string
  readonly flapping: boolean
  /** Its actions are suppressed: CloudWatch itself was told to be silent. */
  readonly suppressed: boolean
  /** What marks are bound to. */
  readonly stateUpdatedAtMs?: number
  readonly turns: readonly AlarmTurn[]
}

/** A finding that is critical; while its data is too old to say so, it stands on. */
export interface TroubleMatter extends MatterBase {
  readonly kind: 'trouble'
}

/** A failover under way, or over within the last hour. */
export interface FailoverMatter extends MatterBase {
  readonly kind: 'failover'
}

export interface ZoneMatter extends MatterBase {
  readonly kind: 'zone'
}

/** Support access that AWS does not close or open, that nobody granted, or that nobody approved. Each grant by itself. */
export interface AccessMatter extends MatterBase {
  readonly kind: 'access'
  readonly what: 'notClosed' | 'notOpened' | 'drift' | 'breakGlass'
  /** Absent: no grant is behind it. */
  readonly grant?: string
}

/** The audit trail of this console, which concerns no tenant more than another. */
export interface TrailMatter extends MatterBase {
  readonly kind: 'trail'
  readonly what: 'broken' | 'held' | 'notCopied' | 'notAnchored'
}

export interface Standing {
  /** AWS time. */
  readonly atMs: number
  /** False: at a start, or after the computer slept, before most of the fleet was read again. */
  readonly settled: boolean
  readonly matters: readonly Matter[]
  readonly criticalTenants: number
  /** Tenants whose health cannot be told. */
  readonly unknownTenants: number
}
