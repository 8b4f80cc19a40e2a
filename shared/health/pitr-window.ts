import type { DatabaseView } from '../fleet/tenant-view'
import { dayMs } from '../kernel/time'
import { notApplicable } from './applicability'

/** How far back a database can be restored. */
export interface RestoreWindow {
  readonly earliestAtMs: number
  /** AWS time of the poll that told it. */
  readonly observedAtMs: number
  readonly days: number
}

/** Undefined: not applicable, backups off, not told yet, or told without the earliest time. */
export function restoreWindow({ record, backup, place }: DatabaseView): RestoreWindow | undefined {
  const observedAtMs = place.feeds['rds.automated-backups'].observedAtMs
  if (notApplicable(record) !== undefined || record.retentionDays === 0) return undefined
  if (observedAtMs === undefined || backup?.earliestRestorableAtMs === undefined) return undefined
  return { earliestAtMs: backup.earliestRestorableAtMs, observedAtMs, days: Math.max(0, observedAtMs - backup.earliestRestorableAtMs) / dayMs }
}
