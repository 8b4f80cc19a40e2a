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
  return [loss.kind === 'rebuilding' ? aboutDatabase(database, 'rds.events', { severity: 'watch', ...words }) : aboutDatabase(database, 'rds.instances', { severity: 'degraded', ...words })]
}

function summaryOf({ record: { id, az } }: DatabaseView, { kind, cure }: StandbyLoss): string {
  const risk = `when zone ${az ?? 'of the primary'} fails now, its tenant is down until it is restored`
  if (kind === 'rebuilding') return `AWS is rebuilding the standby of ${id}: ${risk}.`
  return `${what(kind, id)}: ${risk}. ${next(cure)}.`
}

function what(kind: Exclude<StandbyLoss['kind'], 'rebuilding'>, id: string): string {
  if (kind === 'restored') return `Database ${id} was restored without a standby, as a restore is unless Multi-AZ is asked for`
  return kind === 'turnedOff' ? `Multi-AZ of ${id} was turned off` : `Database ${id} has lost its standby`
}

function next(cure: StandbyLoss['cure']): string {
  if (cure === 'rebuilding') return 'AWS is rebuilding it'
  return cure === 'waiting' ? 'Multi-AZ is asked for and waits for the maintenance window: apply it now, if that is too late' : 'Nobody is rebuilding it: turn Multi-AZ on again'
}

function evidenceOf({ record, memory: { replacedAtMs } }: DatabaseView, { lastSeenAtMs, event, cure }: StandbyLoss) {
  return [
    evidence('Multi-AZ', String(record.multiAz)),
    ...(lastSeenAtMs === undefined ? [] : [evidence('Last seen with a standby', momentText(lastSeenAtMs))]),
    ...(replacedAtMs === undefined ? [] : [evidence('Another instance under this name', `first seen ${momentText(replacedAtMs)}`)]),
    ...(event === undefined ? [] : [evidence(momentText(event.atMs), event.message)]),
    ...(cure === 'waiting' ? [evidence('Waits to be applied', 'MultiAZ')] : []),
  ]
}
