import type { DatabaseView, TenantView } from '../../fleet/tenant-view'
import { notApplicable } from '../applicability'
import { aboutDatabase, evidence, type Check, type Verdict } from '../check'
import { countText } from '../wording'

export const backupRetention: Check = {
  id: 'backup-retention',
  clause: 'continuousBackup',
  title: 'How long backups are kept',
  feeds: ['rds.instances'],
  judge: (view) => view.databases.flatMap((database) => judgeDatabase(view, database)),
}

function judgeDatabase({ contract }: TenantView, database: DatabaseView): readonly Verdict[] {
  const { record } = database
  const goal = contract.continuousBackupDays
  if (notApplicable(record) !== undefined || goal === 0) return []
  const days = record.retentionDays
  const shown = [evidence('Backup retention', days === undefined ? 'not returned' : countText(days, 'day')), evidence('Promise', countText(goal, 'day'))]
  if (days === undefined) return [aboutDatabase(database, 'rds.instances', { severity: 'unknown', summary: `How long backups of ${record.id} are kept cannot be told: the server did not return BackupRetentionPeriod.`, evidence: shown })]
  if (days === 0) {
    return [aboutDatabase(database, 'rds.instances', { severity: 'critical', summary: `Automated backups of ${record.id} are off: it cannot be restored to any point in time. Turning them on again restarts a database for a moment: announce it.`, evidence: shown })]
  }
  if (days >= goal) return []
  return [aboutDatabase(database, 'rds.instances', { severity: 'degraded', summary: `Backups of ${record.id} are kept for ${countText(days, 'day')}; its tenant is promised ${goal}.`, evidence: shown })]
}
