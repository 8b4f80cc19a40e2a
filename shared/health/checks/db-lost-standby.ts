import type { DatabaseView } from '../../fleet/tenant-view'
import { notApplicable } from '../applicability'
import { aboutDatabase, evidence, type Check, type Verdict } from '../check'
import { standbyLoss, type StandbyLoss } from '../standby'
import { momentText } from '../wording'

export const dbLostStandby: Check = {
  id: 'db-lost-standby',
  clause: 'databaseRedundancy',
  title: 'Standby that was there and is not any more',
  feeds: ['rds.instances', 'rds.events'],
  judge: (view) => (view.contract.multiAz ? view.databases.flatMap(judgeDatabase) : []),
}

function judgeDatabase(database: DatabaseView): readonly Verdict[] {
  const loss = notApplicable(database.record) === undefined ? standbyLoss(database) : undefined
  if (loss === undefined) return []
  const words = { summary: summaryOf(database, loss), evidence: evidenceOf(database, loss), ...(loss.event === undefined ? {} : { beganAtMs: loss.event.atMs }) }
  return [loss.kind === 'gone' ? aboutDatabase(database, 'rds.instances', { severity: 'degraded', ...words }) : aboutDatabase(database, 'rds.events', { severity: 'watch', ...words })]
}

function summaryOf({ record }: DatabaseView, { kind, isRebuilding }: StandbyLoss): string {
  const risk = `when zone ${record.az ?? 'of the primary'} fails now, its tenant is down until it is restored`
  if (kind === 'rebuilding') return `AWS is rebuilding the standby of ${record.id}: ${risk}.`
  const next = isRebuilding ? 'AWS is rebuilding it' : 'Nobody is rebuilding it: turn Multi-AZ on again'
  return `Database ${record.id} has lost its standby: ${risk}. ${next}.`
}

function evidenceOf({ record }: DatabaseView, { lastSeenAtMs, event }: StandbyLoss) {
  return [
    evidence('Multi-AZ', String(record.multiAz)),
    ...(lastSeenAtMs === undefined ? [] : [evidence('Last seen with a standby', momentText(lastSeenAtMs))]),
    ...(event === undefined ? [] : [evidence(momentText(event.atMs), event.message)]),
  ]
}
