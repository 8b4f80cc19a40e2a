import type { DatabaseView } from '../../fleet/tenant-view'
import { dayMs } from '../../kernel/time'
import { classifyEvent } from '../../fleet/database-events'
import { notApplicable } from '../applicability'
import { aboutDatabase, evidence, type Check, type Verdict } from '../check'
import { keyRecoverable, statusMeaning } from '../database-status'
import { momentText } from '../wording'

/** A lost key can be made good for this long; then the database is gone (semantics). */
const keyGraceMs = 7 * dayMs

export const dbStatus: Check = {
  id: 'db-status',
  clause: 'availability',
  title: 'Database status',
  feeds: ['rds.instances', 'rds.events'],
  judge: (view) => view.databases.flatMap(judgeDatabase),
}

function judgeDatabase(database: DatabaseView): readonly Verdict[] {
  const { record, memory } = database
  const meaning = statusMeaning(record.status)
  const seen = memory.statusSinceMs === undefined ? {} : { seenAtMs: memory.statusSinceMs }
  if (meaning === undefined) return [aboutDatabase(database, 'rds.instances', { severity: 'unknown', summary: `Database ${record.id} has a status this version does not know: ${record.status}. Look at it in the AWS console.`, evidence: [evidence('Status', record.status)], ...seen })]
  if (record.status === keyRecoverable()) return [keyLost(database, meaning.words)]
  if (meaning.severity !== 'fine') return [aboutDatabase(database, 'rds.instances', { severity: meaning.severity, summary: `Database ${record.id} is ${meaning.words}.`, evidence: statusEvidence(database), ...seen })]
  const reason = notApplicable(record)
  return reason === undefined ? [] : [aboutDatabase(database, 'rds.instances', { severity: 'info', summary: `Redundancy and backups of ${record.id} are not judged: ${reason}.`, evidence: statusEvidence(database) })]
}

function keyLost(database: DatabaseView, words: string): Verdict {
  const { record, events, memory, observedAtMs } = database
  const told = events.filter((event) => ['keyLost', 'keyUnreachable'].includes(classifyEvent(event) ?? '')).map((event) => event.atMs)
  const sinceMs = Math.min(memory.statusSinceMs ?? observedAtMs, ...told)
  const endMs = sinceMs + keyGraceMs
  return aboutDatabase(database, 'rds.instances', {
    severity: 'critical',
    clause: 'encryption',
    summary: `Database ${record.id} is ${words}. On ${momentText(endMs)} at the latest it is lost for good.`,
    evidence: [...statusEvidence(database), evidence('Recoverable until', momentText(endMs)), ...(record.kmsKeyId === undefined ? [] : [evidence('Key', record.kmsKeyId)])],
    ...(told.length > 0 ? { beganAtMs: sinceMs } : { seenAtMs: sinceMs }),
  })
}

const statusEvidence = ({ record, memory }: DatabaseView) => [evidence('Status', record.status), ...(memory.statusSinceMs === undefined ? [] : [evidence('In this status since', momentText(memory.statusSinceMs))])]
