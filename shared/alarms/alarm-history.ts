import type { AlarmState } from '../fleet/records'

/** A change of an alarm's state, as CloudWatch keeps it for 30 days. */
export interface AlarmChange {
  /** AWS time. */
  readonly atMs: number
  readonly to: AlarmState
  readonly from?: AlarmState
  /** CloudWatch's own words. */
  readonly reason?: string
}

/** What CloudWatch remembers of one alarm. */
export interface AlarmHistory {
  /** AWS time of the answer. */
  readonly readAtMs: number
  /** Newest first. */
  readonly changes: readonly AlarmChange[]
  /** There are older ones than were asked for. */
  readonly more: boolean
}
