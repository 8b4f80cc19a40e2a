import type { Severity } from './finding'

/** What a status means for the tenant. `fine`: not worth a word. Source: "DB instance status", Amazon RDS User Guide. */
export interface StatusMeaning {
  readonly severity: Severity | 'fine'
  /** Follows the database's name: "is ...". */
  readonly words: string
}

const fine = (words: string): StatusMeaning => ({ severity: 'fine', words })
const passing = (words: string): StatusMeaning => ({ severity: 'info', words })
const down = (words: string): StatusMeaning => ({ severity: 'degraded', words })
const lost = (words: string): StatusMeaning => ({ severity: 'critical', words })

const meanings: Readonly<Record<string, StatusMeaning>> = {
  available: fine('available'),
  'backing-up': fine('being backed up'),
  'configuring-associated-roles': passing('being given roles; it goes on serving'),
  'configuring-enhanced-monitoring': passing('getting enhanced monitoring; it goes on serving'),
  'configuring-iam-database-auth': passing('getting IAM sign-in; it goes on serving'),
  'configuring-log-exports': passing('getting log exports; it goes on serving'),
  'converting-to-vpc': passing('being moved into a VPC'),
  'moving-to-vpc': passing('being moved to another VPC'),
  'delete-precheck': { severity: 'watch', words: 'being checked before somebody deletes it' },
  modifying: passing('being modified; it goes on serving'),
  renaming: passing('being renamed: its address changes'),
  'resetting-master-credentials': passing('getting a new master password'),
  'storage-config-upgrade': passing('getting its storage upgraded; it goes on serving, slower'),
  'storage-initialization': passing('loading its storage; it serves, slower'),
  'storage-optimization': passing('optimising its storage; it goes on serving'),
  creating: { severity: 'watch', words: 'being created: nobody can use it yet' },
  deleting: { severity: 'degraded', words: 'being deleted: its tenant loses it' },
  rebooting: down('restarting: its users are cut off until it is back'),
  starting: down('starting: nobody can use it yet'),
  stopping: down('being stopped: its users are cut off'),
  stopped: down('stopped: nobody can use it, no backups are taken, and AWS starts it by itself after 7 days'),
  maintenance: down('under maintenance by AWS: its users may be cut off'),
  upgrading: down('getting a new engine version: its users are cut off meanwhile'),
  'unsupported-configuration': down('configured in a way that AWS does not support'),
  'incompatible-option-group': down('unable to take its option group'),
  failed: lost('failed: AWS cannot recover it; restore it to its latest restorable time'),
  'storage-full': lost('out of storage: it no longer serves; allocate more storage'),
  'incompatible-create': lost('unable to be created with these settings'),
  'incompatible-network': lost('unable to be reached: its subnets or addresses are not usable'),
  'incompatible-parameters': lost('unable to start with its parameter group'),
  'incompatible-restore': lost('unable to be restored to this point'),
  'insufficient-capacity': lost('unable to start: AWS has no capacity of its class there'),
  'restore-error': lost('not restored: the restore failed'),
  [keyRecoverable()]: lost('unreadable: RDS cannot use its encryption key. Make the key usable again, then start the database'),
  [keyTerminal()]: lost('lost: RDS could not use its encryption key for too long. Only a restore from a backup brings it back'),
}

export function keyRecoverable(): 'inaccessible-encryption-credentials-recoverable' {
  return 'inaccessible-encryption-credentials-recoverable'
}
export function keyTerminal(): 'inaccessible-encryption-credentials' {
  return 'inaccessible-encryption-credentials'
}

/** Undefined: a status that this version does not know. */
export const statusMeaning = (status: string): StatusMeaning | undefined => meanings[status]
