import type { DatabaseView, TenantView } from '../../fleet/tenant-view'
import { dayMs, hourMs } from '../../kernel/time'
import { notApplicable } from '../applicability'
import { aboutDatabase, evidence, hasTold, type Check, type Verdict } from '../check'
import { restoreWindow, type RestoreWindow } from '../pitr-window'
import { countText, dateText, momentText } from '../wording'

/** AWS moves the earliest time in steps; a window short by less than this is whole (choice). */
export const windowSlackMs = hourMs

export const pitrWindow: Check = {
  id: 'pitr-window',
  clause: 'continuousBackup',
  title: 'How far back a restore can go',
  feeds: ['rds.automated-backups', 'rds.instances'],
  judge: (view) => view.databases.flatMap((database) => judgeDatabase(view, database)),
}

function judgeDatabase({ contract }: TenantView, database: DatabaseView): readonly Verdict[] {
  const { record, place } = database
  if (notApplicable(record) !== undefined || record.retentionDays === 0 || !hasTold(place, 'rds.automated-backups')) return []
  // A setting that is too low is backup-retention's to say; here it counts whether the window reaches what is set.
  const goalDays = Math.min(contract.continuousBackupDays, record.retentionDays ?? contract.continuousBackupDays)
  if (goalDays === 0) return []
  const window = restoreWindow(database)
  if (window === undefined) return [missing(database)]
  const shortMs = window.earliestAtMs + goalDays * dayMs - window.observedAtMs
  return shortMs <= windowSlackMs ? [] : [filling(database, window, goalDays)]
}

function missing(database: DatabaseView): Verdict {
  const { record, backup } = database
  const what = backup === undefined ? `the list of automated backups has none of ${record.id}` : 'the server did not return RestoreWindow'
  return aboutDatabase(database, 'rds.automated-backups', { severity: 'unknown', summary: `How far back ${record.id} can be restored cannot be told: ${what}.`, evidence: [evidence('Earliest restorable time', 'not returned')] })
}

function filling(database: DatabaseView, { earliestAtMs, observedAtMs, days }: RestoreWindow, goalDays: number): Verdict {
  const { record } = database
  const fullAtMs = earliestAtMs + goalDays * dayMs
  // A restore makes a new instance: being young is a reason, not an excuse, for what was there before cannot be reached any more.
  const reachesBirth = record.createdAtMs !== undefined && earliestAtMs - record.createdAtMs <= dayMs && observedAtMs >= record.createdAtMs
  const why = reachesBirth ? 'the database is not older' : 'it fills day by day after a restore or a change of retention'
  return aboutDatabase(database, 'rds.automated-backups', {
    severity: 'watch',
    summary: `Database ${record.id} can be restored back to ${momentText(earliestAtMs)}, not yet ${countText(goalDays, 'day')}: ${why}. Full on ${dateText(fullAtMs)}.`,
    evidence: [evidence('Restore window', `${Math.floor(days)} of ${goalDays} d, full on ${dateText(fullAtMs)}`), evidence('Earliest restorable time', momentText(earliestAtMs))],
  })
}
