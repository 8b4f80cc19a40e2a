import type { DatabaseView } from '../fleet/tenant-view'
import { feeds } from '../fleet/feeds'
import { minuteMs } from '../kernel/time'
import { notApplicable } from './applicability'

/**
 * How far behind AWS time a database can be restored to.
 *
 * 1. Lag = time of the poll that returned it (AWS's Date header) minus LatestRestorableTime: never the local clock.
 * 2. Logs go out every five minutes, so the lag is a saw-tooth that touches five minutes on a healthy database.
 */
export type RecoveryLag =
  | { readonly kind: 'notApplicable' }
  | { readonly kind: 'missing' }
  /** The restorable time lies ahead of AWS's own clock: one of the two is wrong. */
  | { readonly kind: 'ahead'; readonly aheadMs: number }
  | { readonly kind: 'known'; readonly lagMs: number }

/** Date headers have whole seconds and hosts differ a little: so far ahead is no contradiction. */
export const clockToleranceMs = minuteMs

export function recoveryLag({ record, observedAtMs }: DatabaseView): RecoveryLag {
  if (notApplicable(record) !== undefined || record.retentionDays === 0) return { kind: 'notApplicable' }
  if (record.latestRestorableAtMs === undefined) return { kind: 'missing' }
  const lagMs = observedAtMs - record.latestRestorableAtMs
  return lagMs < -clockToleranceMs ? { kind: 'ahead', aheadMs: -lagMs } : { kind: 'known', lagMs: Math.max(0, lagMs) }
}

/** From a recovery point goal to the limits of the lag. With the default of 5 minutes: 10 and 15. */
export function lagLimits(goalMinutes: number): { readonly healthyMs: number; readonly breachMs: number } {
  const pollMs = feeds['rds.instances'].cadenceMs
  return { healthyMs: goalMinutes * minuteMs + pollMs, breachMs: goalMinutes * minuteMs + 2 * pollMs }
}

/** So many polls in a row with the same restorable time, with the lag beyond what a saw-tooth reaches: it is frozen. */
export const frozenPolls = 3
