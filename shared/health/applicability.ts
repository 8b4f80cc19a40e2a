import type { DatabaseRecord } from '../fleet/records'

/**
 * Why the redundancy and backup clauses cannot be judged on this database; undefined: they can.
 *
 * "Not applicable" is a verdict (semantics): it is neither healthy by accident nor an alarm.
 */
export function notApplicable(record: DatabaseRecord): string | undefined {
  if (record.replicaOf !== undefined) return `it is a read replica of ${record.replicaOf}, which carries the contract`
  if (record.clusterId !== undefined) return `it is a member of cluster ${record.clusterId}, which keeps backups and standbys itself`
  const status = passing.get(record.status)
  return status === undefined ? undefined : `it is ${status}`
}

// In these RDS takes no backups and the instance serves nobody: db-status says so.
const passing = new Map([
  ['stopped', 'stopped'],
  ['stopping', 'being stopped'],
  ['starting', 'starting'],
  ['creating', 'being created'],
  ['deleting', 'being deleted'],
])
