import type { DatabaseView, TenantView } from '../../fleet/tenant-view'
import { assertNever } from '../../kernel/assert-never'
import { dayMs, minuteMs } from '../../kernel/time'
import { aboutDatabase, evidence, type Check, type Verdict, type Words } from '../check'
import { keyCondition } from '../database-key'
import { momentText } from '../wording'

/** Semantics: imported key material warns 30, 7 and 1 days before its end. */
export const keyWarningsMs = { watch: 30 * dayMs, degraded: 7 * dayMs, critical: dayMs } as const

export const dbEncryption: Check = {
  id: 'db-encryption',
  clause: 'encryption',
  title: 'Encryption and its key',
  feeds: ['kms.keys', 'rds.instances', 'rds.events'],
  judge: (view, nowMs) => view.databases.flatMap((database) => judgeDatabase(view, database, nowMs)),
  nextChangeAtMs: ({ databases }, nowMs) => {
    const times = databases.flatMap((database) => warningTimes(database)).filter((atMs) => atMs > nowMs)
    return times.length === 0 ? undefined : Math.min(...times)
  },
}

function warningTimes(database: DatabaseView): readonly number[] {
  const condition = keyCondition(database)
  const endMs = condition.kind === 'usable' ? condition.endsAtMs : condition.kind === 'lost' ? condition.untilMs : undefined
  return endMs === undefined ? [] : [...Object.values(keyWarningsMs).map((beforeMs) => endMs - beforeMs), endMs]
}

function judgeDatabase({ contract }: TenantView, database: DatabaseView, nowMs: number): readonly Verdict[] {
  const { record, key } = database
  const { id } = record
  const condition = keyCondition(database)
  const facts = [
    ...(record.kmsKeyId === undefined ? [] : [evidence('Key', record.kmsKeyId)]),
    ...(key?.state === undefined ? [] : [evidence('Key state', key.state)]),
    ...(key?.origin === undefined ? [] : [evidence('Material from', key.origin)]),
    ...(key?.deletionAtMs === undefined ? [] : [evidence('To be deleted', momentText(key.deletionAtMs))]),
    ...(key?.validToMs === undefined ? [] : [evidence('Imported material ends', momentText(key.validToMs))]),
    ...(key === undefined ? [] : [evidence('Key read', momentText(key.readAtMs))]),
  ]
  const say = (feed: 'rds.instances' | 'kms.keys', words: Words): readonly Verdict[] => [aboutDatabase(database, feed, { evidence: facts, ...words })]
  switch (condition.kind) {
    case 'none':
      return say('rds.instances', { severity: 'degraded', summary: `Database ${id} is not encrypted. Its tenant is promised encryption${contract.ownKey ? ' with its own key' : ''}: only a restore from an encrypted copy of a snapshot brings that.`, evidence: [evidence('Storage encrypted', 'no')] })
    case 'untold':
      return say('rds.instances', { severity: 'unknown', summary: `Whether ${id} is encrypted with a usable key cannot be told: the server did not return ${record.storageEncrypted === undefined ? 'StorageEncrypted' : record.kmsKeyId === undefined ? 'KmsKeyId' : 'KeyState'}.` })
    case 'unread':
      return []
    case 'refused':
      return condition.why === 'denied'
        ? say('kms.keys', { severity: 'info', summary: `Whether the key of ${id} is usable cannot be told: AWS refused kms:DescribeKey for it. Allow it in the watching role and, for a key of another account, in that key's policy.` })
        : say('kms.keys', { severity: 'unknown', summary: `Whether the key of ${id} is usable cannot be told: KMS does not know the key that the database names. Look at it in the AWS console.` })
    case 'lost':
      return say('rds.instances', {
        severity: 'critical',
        summary: `RDS cannot use the key of ${id}: nobody can read the database. Make the key usable again and start it before ${momentText(condition.untilMs)}, or it is lost for good.`,
        evidence: [...facts, evidence('Status', record.status), evidence('Recoverable until', momentText(condition.untilMs))],
        ...(condition.told ? { beganAtMs: condition.sinceMs } : { seenAtMs: condition.sinceMs }),
      })
    case 'gone':
      return say('rds.instances', { severity: 'critical', summary: `Database ${id} is lost: RDS could not use its key for too long. Restore it from a backup whose key is usable.`, evidence: [...facts, evidence('Status', record.status)], ...(database.memory.statusSinceMs === undefined ? {} : { seenAtMs: database.memory.statusSinceMs }) })
    case 'unusable':
      return say('kms.keys', { severity: 'critical', summary: unusableWords(id, condition.state, condition.untilMs) })
    case 'usable':
      return [...defaultKey(database, contract.ownKey && condition.byDefault, say), ...ending(id, condition.endsAtMs, nowMs, say)]
    default:
      return assertNever(condition)
  }
}

type Say = (feed: 'rds.instances' | 'kms.keys', words: Words) => readonly Verdict[]

function unusableWords(id: string, state: string, untilMs: number | undefined): string {
  const so = 'RDS loses the database as soon as it needs the key: at the next restart or failover at the latest, and no backup of it can be restored.'
  if (state === 'PendingDeletion') return `The key of ${id} is to be deleted${untilMs === undefined ? '' : ` on ${momentText(untilMs)}`}. ${so} Cancel the deletion and enable the key.`
  if (state === 'PendingImport') return `The key of ${id} has no material: what was imported has ended or was removed. ${so} Import it again.`
  if (state === 'Unavailable') return `The key of ${id} is out of reach: its key store is not connected. ${so} Connect the key store.`
  return `The key of ${id} is ${state === 'Disabled' ? 'disabled' : `in the state ${state}`}. ${so} Enable it.`
}

function defaultKey({ record }: DatabaseView, isBroken: boolean, say: Say): readonly Verdict[] {
  if (!isBroken) return []
  return say('kms.keys', { severity: 'degraded', summary: `Database ${record.id} is encrypted with the key that RDS takes by itself (aws/rds), not with its tenant's own. Its snapshots cannot be shared with another account.` })
}

function ending(id: string, endsAtMs: number | undefined, nowMs: number, say: Say): readonly Verdict[] {
  if (endsAtMs === undefined) return []
  const leftMs = endsAtMs - nowMs
  const severity = leftMs <= keyWarningsMs.critical ? 'critical' : leftMs <= keyWarningsMs.degraded ? 'degraded' : leftMs <= keyWarningsMs.watch ? 'watch' : undefined
  if (severity === undefined) return []
  const beganAtMs = endsAtMs - keyWarningsMs[severity]
  const words = leftMs <= -minuteMs ? `The imported material of the key of ${id} ended on ${momentText(endsAtMs)}` : `The imported material of the key of ${id} ends on ${momentText(endsAtMs)}`
  return say('kms.keys', { severity, summary: `${words}: from then on nobody can read the database. Import it again, with a later end.`, beganAtMs })
}
