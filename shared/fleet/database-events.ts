import type { DatabaseEventRecord } from './records'

/**
 * What RDS's event messages mean. The API gives an event no number, only categories and a text, so the documented texts are the key.
 *
 * 1. `message` is AWS's documented text; `{}` stands for a part that varies. Real replies drop the final full stop now and then.
 * 2. One table for reading (classifyEvent) and for saying (the training fleet): both speak AWS's words.
 * Source: "Amazon RDS event categories and event messages" and "Multi-AZ DB instance failover reasons", Amazon RDS User Guide.
 */
export interface DatabaseEventSpec {
  readonly number?: string
  readonly category: string
  readonly message: string
}

export const databaseEvents = {
  shutdown: { number: 'RDS-EVENT-0004', category: 'availability', message: 'DB instance shutdown.' },
  restarted: { number: 'RDS-EVENT-0006', category: 'availability', message: 'DB instance restarted.' },
  restartFailed: { number: 'RDS-EVENT-0022', category: 'availability', message: 'Error restarting mysql: {}' },
  storageFullShutdown: { number: 'RDS-EVENT-0221', category: 'availability', message: 'DB instance has reached the storage-full threshold, and the database has been shut down. You can increase the allocated storage to address this issue.' },
  keyLost: { number: 'RDS-EVENT-0419', category: 'availability', message: 'Amazon RDS has been unable to access the KMS encryption key for database instance {}. This database will be placed into an inaccessible state. Please refer to the troubleshooting section in the Amazon RDS documentation for further details.' },
  backupStarted: { number: 'RDS-EVENT-0001', category: 'backup', message: 'Backing up DB instance.' },
  backupFinished: { number: 'RDS-EVENT-0002', category: 'backup', message: 'Finished DB instance backup.' },
  convertingToMultiAz: { number: 'RDS-EVENT-0024', category: 'configuration change', message: 'Applying modification to convert to a Multi-AZ DB instance.' },
  convertedToMultiAz: { number: 'RDS-EVENT-0025', category: 'configuration change', message: 'Finished applying modification to convert to a Multi-AZ DB instance.' },
  backupsDisabled: { number: 'RDS-EVENT-0028', category: 'configuration change', message: 'Disabled automated backups.' },
  convertedToSingleAz: { number: 'RDS-EVENT-0029', category: 'configuration change', message: 'Finished applying modification to convert to a standard (Single-AZ) DB instance.' },
  convertingToSingleAz: { number: 'RDS-EVENT-0030', category: 'configuration change', message: 'Applying modification to convert to a standard (Single-AZ) DB instance.' },
  backupsEnabled: { number: 'RDS-EVENT-0032', category: 'configuration change', message: 'Enabled automated backups.' },
  classApplying: { number: 'RDS-EVENT-0012', category: 'configuration change', message: 'Applying modification to database instance class.' },
  classApplied: { number: 'RDS-EVENT-0014', category: 'configuration change', message: 'Finished applying modification to DB instance class.' },
  storageApplied: { number: 'RDS-EVENT-0017', category: 'configuration change', message: 'Finished applying modification to allocated storage.' },
  storageApplying: { number: 'RDS-EVENT-0018', category: 'configuration change', message: 'Applying modification to allocated storage.' },
  created: { number: 'RDS-EVENT-0005', category: 'creation', message: 'DB instance created.' },
  deleted: { number: 'RDS-EVENT-0003', category: 'deletion', message: 'DB instance deleted.' },
  failoverStarted: { number: 'RDS-EVENT-0013', category: 'failover', message: 'Multi-AZ instance failover started.' },
  failoverDnsPropagating: { number: 'RDS-EVENT-0015', category: 'failover', message: 'Multi-AZ failover to standby complete - DNS propagation may take a few minutes.' },
  failoverAbandoned: { number: 'RDS-EVENT-0034', category: 'failover', message: 'Abandoning user requested failover since a failover recently occurred on the database instance.' },
  failoverCompleted: { number: 'RDS-EVENT-0049', category: 'failover', message: 'Multi-AZ instance failover completed.' },
  activationStarted: { number: 'RDS-EVENT-0050', category: 'failover', message: 'Multi-AZ instance activation started.' },
  activationCompleted: { number: 'RDS-EVENT-0051', category: 'failover', message: 'Multi-AZ instance activation completed.' },
  partialFailoverRecovered: { number: 'RDS-EVENT-0065', category: 'failover', message: 'Recovered from partial failover.' },
  clusterFailoverFailed: { number: 'RDS-EVENT-0069', category: 'failover', message: 'Cluster failover failed, check the health of your cluster instances and try again.' },
  clusterFailoverCompleted: { number: 'RDS-EVENT-0071', category: 'failover', message: 'Completed failover to DB instance: {}.' },
  clusterFailoverStartedSameAz: { number: 'RDS-EVENT-0072', category: 'failover', message: 'Started same AZ failover to DB instance: {}.' },
  clusterFailoverStartedCrossAz: { number: 'RDS-EVENT-0073', category: 'failover', message: 'Started cross AZ failover to DB instance: {}.' },
  reasonRequested: { category: 'failover', message: 'The user requested a failover of the DB instance.' },
  reasonModified: { category: 'failover', message: 'The RDS instance was modified by customer.' },
  reasonPatching: { category: 'failover', message: 'The operating system underlying the RDS database instance is being patched in an offline operation.' },
  reasonUnhealthyHost: { category: 'failover', message: 'The primary host of the RDS Multi-AZ instance is unhealthy.' },
  reasonUnreachableHost: { category: 'failover', message: 'The primary host of the RDS Multi-AZ instance is unreachable due to loss of network connectivity.' },
  reasonBusyHost: { category: 'failover', message: 'The RDS Multi-AZ primary instance is busy and unresponsive.' },
  reasonStorage: { category: 'failover', message: 'The storage volume underlying the primary host of the RDS Multi-AZ instance experienced a failure.' },
  failedState: { number: 'RDS-EVENT-0031', category: 'failure', message: 'DB instance put into {} state. RDS recommends that you initiate a point-in-time-restore.' },
  keyUnreachable: { number: 'RDS-EVENT-0418', category: 'failure', message: 'Amazon RDS is unable to access the KMS encryption key for database instance {}. This is likely due to the key being disabled or Amazon RDS being unable to access it. If this continues the database will be placed into an inaccessible state. Please refer to the troubleshooting section in the Amazon RDS documentation for further details.' },
  keyReachable: { number: 'RDS-EVENT-0420', category: 'failure', message: 'Amazon RDS can now successfully access the KMS encryption key for database instance {}.' },
  storageExhausted: { number: 'RDS-EVENT-0007', category: 'low storage', message: 'Allocated storage has been exhausted. Allocate additional storage to resolve.' },
  storageLow: { number: 'RDS-EVENT-0089', category: 'low storage', message: 'The free storage capacity for DB instance: {} is low at {} of the provisioned storage [Provisioned Storage: {}, Free Storage: {}]. You may want to increase the provisioned storage to address this issue.' },
  patchingOffline: { number: 'RDS-EVENT-0026', category: 'maintenance', message: 'Applying off-line patches to DB instance.' },
  patchedOffline: { number: 'RDS-EVENT-0027', category: 'maintenance', message: 'Finished applying off-line patches to DB instance.' },
  upgradeChecking: { number: 'RDS-EVENT-0264', category: 'maintenance', message: 'The pre-check started for the DB engine version upgrade.' },
  upgradeChecked: { number: 'RDS-EVENT-0265', category: 'maintenance', message: 'The pre-check finished for the DB engine version upgrade.' },
  downtimeStarted: { number: 'RDS-EVENT-0266', category: 'maintenance', message: 'The downtime started for the DB instance.' },
  upgradeStarted: { number: 'RDS-EVENT-0267', category: 'maintenance', message: 'The engine version upgrade started.' },
  upgradeFinished: { number: 'RDS-EVENT-0268', category: 'maintenance', message: 'The engine version upgrade finished.' },
  upgradeFinishing: { number: 'RDS-EVENT-0269', category: 'maintenance', message: 'The post-upgrade tasks are in progress.' },
  upgradeRolledBack: { number: 'RDS-EVENT-0270', category: 'maintenance', message: 'The DB engine version upgrade failed. The engine version upgrade rollback succeeded.' },
  stopped: { number: 'RDS-EVENT-0087', category: 'notification', message: 'DB instance stopped.' },
  started: { number: 'RDS-EVENT-0088', category: 'notification', message: 'DB instance started.' },
  recoveryStarted: { number: 'RDS-EVENT-0020', category: 'recovery', message: 'Recovery of the DB instance has started. Recovery time will vary with the amount of data to be recovered.' },
  recoveryCompleted: { number: 'RDS-EVENT-0021', category: 'recovery', message: 'Recovery of the DB instance is complete.' },
  multiAzRecoveryStarted: { number: 'RDS-EVENT-0052', category: 'recovery', message: 'Multi-AZ instance recovery started.' },
  multiAzRecoveryCompleted: { number: 'RDS-EVENT-0053', category: 'recovery', message: 'Multi-AZ instance recovery completed. Pending failover or activation.' },
  standbyRecoveryStarted: { number: 'RDS-EVENT-0361', category: 'recovery', message: 'Recovery of standby DB instance has started.' },
  standbyRecoveryCompleted: { number: 'RDS-EVENT-0362', category: 'recovery', message: 'Recovery of standby DB instance has completed.' },
  restored: { number: 'RDS-EVENT-0019', category: 'restoration', message: 'Restored from DB instance {} to {}.' },
  restoredFromSnapshot: { number: 'RDS-EVENT-0043', category: 'restoration', message: 'Restored from snapshot {}.' },
} as const satisfies Record<string, DatabaseEventSpec>

export type DatabaseEventMeaning = keyof typeof databaseEvents

/** What an event means; undefined: words that the table does not know (shown as AWS wrote them, judged by no check). */
export function classifyEvent(record: Pick<DatabaseEventRecord, 'message' | 'categories'>): DatabaseEventMeaning | undefined {
  const text = normalise(record.message)
  const exact = byText.get(text)
  if (exact !== undefined) return exact
  const pattern = patterns.find((candidate) => candidate.expression.test(text))
  if (pattern !== undefined) return pattern.meaning
  return record.categories.includes('failover') ? guessFailover(text) : undefined
}

/** AWS's text for a meaning, its variable parts filled in order. */
export function eventMessage(meaning: DatabaseEventMeaning, ...parts: readonly string[]): string {
  let next = 0
  return databaseEvents[meaning].message.replace(/\{\}/g, () => parts[next++] ?? '')
}

// AWS has reworded events before: a failover whose exact words changed must not go unseen.
function guessFailover(text: string): DatabaseEventMeaning | undefined {
  if (!text.includes('failover')) return undefined
  if (/\b(complete|completed|finished)\b/.test(text)) return 'failoverCompleted'
  if (/\b(start|started|begun|initiated)\b/.test(text)) return 'failoverStarted'
  return undefined
}

const normalise = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim().replace(/\.$/, '')
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const specs = Object.entries(databaseEvents) as [DatabaseEventMeaning, DatabaseEventSpec][] // keys of a literal: exact
const byText = new Map(specs.filter(([, spec]) => !spec.message.includes('{}')).map(([meaning, spec]) => [normalise(spec.message), meaning]))
const patterns = specs
  .filter(([, spec]) => spec.message.includes('{}'))
  .map(([meaning, spec]) => ({ meaning, expression: new RegExp(`^${normalise(spec.message).split('{}').map(escape).join('.*')}$`) }))
