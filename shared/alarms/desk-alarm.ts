import type { ActionState } from '../fleet/alarm-topics'
import type { AlarmState } from '../fleet/records'
import type { AlarmTurn } from '../fleet/alarm-turns'
import type { Severity } from '../health/finding'

/** What brings an alarm to the desk, in the desk's order: it goes on and off, fires, cannot fire, or would tell nobody. */
export const alarmTroubles = ['firing', 'flapping', 'noData', 'tellsNobody'] as const
export type AlarmTrouble = (typeof alarmTroubles)[number]

/** One alarm of the fleet that somebody should know of: one row, however many tenants share it. Times are AWS time. */
export interface DeskAlarm {
  /** `AlarmRecord.key`. */
  readonly key: string
  readonly name: string
  readonly type: 'metric' | 'composite'
  readonly state: AlarmState
  readonly trouble: AlarmTrouble
  /** As the tenants' checks judge it. */
  readonly severity: Severity
  readonly tenants: readonly AlarmTenant[]
  readonly environment?: string
  readonly account: string
  readonly region: string
  /** The StateUpdatedTimestamp: what an acknowledgement is bound to. */
  readonly stateUpdatedAtMs?: number
  /** When this began: the state's, or for one that goes on and off the first change of the last half hour. */
  readonly sinceMs?: number
  /** CloudWatch tells only of changes, and this one changed more than a day ago. */
  readonly isSilent: boolean
  /** CloudWatch's own words. */
  readonly reason?: string
  /** Why there is no data, or why nobody would be told. */
  readonly why?: string
  readonly metric?: string
  readonly dimensions: Readonly<Record<string, string>>
  readonly actionsEnabled?: boolean
  readonly actions: readonly { readonly arn: string; readonly state: ActionState }[]
  readonly rule?: RuleTree
  readonly suppressedBy?: string
  readonly turns: readonly AlarmTurn[]
  /** How many people must know of it while it fires: the strictest contract of its tenants. */
  readonly wanted: number
}

export interface AlarmTenant {
  readonly id: string
  readonly name: string
}

/** A composite alarm's rule as written, and the alarms that it names. */
export interface RuleTree {
  readonly text: string
  readonly children: readonly RuleChild[]
}

export interface RuleChild {
  readonly name: string
  /** Absent: no alarm of that name is known there. */
  readonly state?: AlarmState
  readonly sinceMs?: number
  /** Composite children have alarms of their own; a circle is not followed. */
  readonly children: readonly RuleChild[]
}

/** An account x Region whose firing alarms are not known now: what is not read is not quiet. */
export interface UnreadPlace {
  readonly account: string
  readonly region: string
  /** The last time they were; absent: never. */
  readonly observedAtMs?: number
}

export interface DeskAlarms {
  /** AWS time of the answer. */
  readonly atMs: number
  /** Worst first. */
  readonly alarms: readonly DeskAlarm[]
  /** How many mild ones were left out: a desk that is told of thousands reads none. */
  readonly leftOut: number
  readonly unread: readonly UnreadPlace[]
}

/** It fires or goes on and off: somebody has to take care of it. */
export const isCalling = ({ trouble }: Pick<DeskAlarm, 'trouble'>): boolean => trouble === 'firing' || trouble === 'flapping'
