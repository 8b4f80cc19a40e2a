import type { DatabaseView, TenantView } from '../../fleet/tenant-view'
import { hourMs } from '../../kernel/time'
import { aboutDatabase, evidence, type Check, type Verdict } from '../check'
import { frozenPolls, lagLimits, recoveryLag } from '../recovery-lag'
import { durationText, momentText } from '../wording'

/** A new database has no restorable time until its first backup is done. */
export const firstBackupMs = hourMs

export const recoveryPoint: Check = {
  id: 'recovery-point',
  clause: 'recoveryPoint',
  title: 'How recent a restore can be',
  feeds: ['rds.instances'],
  judge: (view) => view.databases.flatMap((database) => judgeDatabase(view, database)),
}

function judgeDatabase(view: TenantView, database: DatabaseView): readonly Verdict[] {
  const { record } = database
  const lag = recoveryLag(database)
  switch (lag.kind) {
    case 'notApplicable':
      return []
    case 'missing':
      return [missing(database)]
    case 'ahead':
      return [
        aboutDatabase(database, 'rds.instances', {
          severity: 'unknown',
          summary: `How far ${record.id} can be restored cannot be told: its LatestRestorableTime lies ahead of AWS's clock, so one of the two is wrong.`,
          evidence: [...times(database), evidence('Ahead by', durationText(lag.aheadMs))],
        }),
      ]
    case 'known':
      return judgeLag(view, database, lag.lagMs)
  }
}

function missing(database: DatabaseView): Verdict {
  const { record, observedAtMs } = database
  const isNew = record.createdAtMs !== undefined && observedAtMs - record.createdAtMs <= firstBackupMs
  if (isNew) return aboutDatabase(database, 'rds.instances', { severity: 'watch', summary: `Database ${record.id} is new and cannot be restored yet: its first backup is not done.`, evidence: times(database) })
  return aboutDatabase(database, 'rds.instances', { severity: 'unknown', summary: `How far ${record.id} can be restored cannot be told: the server did not return LatestRestorableTime.`, evidence: times(database) })
}

function judgeLag({ contract }: TenantView, database: DatabaseView, lagMs: number): readonly Verdict[] {
  const { record, memory, observedAtMs } = database
  const { healthyMs, breachMs } = lagLimits(contract.recoveryPointMinutes)
  if (lagMs <= healthyMs) return []
  const isFrozen = memory.sameRestorableTimes >= frozenPolls
  const isBreach = lagMs > breachMs || isFrozen
  const restorable = momentText(record.latestRestorableAtMs ?? 0)
  return [
    aboutDatabase(database, 'rds.instances', {
      severity: isBreach ? 'critical' : 'watch',
      summary: isBreach
        ? `Database ${record.id} can be restored to ${restorable} and no later: what its tenant did since would be lost. The promise is ${contract.recoveryPointMinutes} minutes.`
        : `The restorable time of ${record.id} falls behind: ${restorable} was the latest. The promise is ${contract.recoveryPointMinutes} minutes.`,
      evidence: [
        evidence('Recovery point lag', durationText(lagMs)),
        ...times(database),
        evidence('Promise', `${contract.recoveryPointMinutes} m; logs go out every 5 minutes, so up to ${durationText(healthyMs)} is normal`),
        ...(memory.sameRestorableTimes > 1 ? [evidence('Polls in a row with the same time', String(memory.sameRestorableTimes))] : []),
      ],
      seenAtMs: Math.min(observedAtMs, (record.latestRestorableAtMs ?? observedAtMs) + healthyMs),
    }),
  ]
}

const times = ({ record, observedAtMs }: DatabaseView) => [
  evidence('LatestRestorableTime', record.latestRestorableAtMs === undefined ? 'not returned' : momentText(record.latestRestorableAtMs)),
  evidence('AWS time of the poll', momentText(observedAtMs)),
]
