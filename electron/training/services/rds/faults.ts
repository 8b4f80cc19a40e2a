import type { ServiceFault } from '../../wire/service-fault'

const fault = (code: string, status: number, message: string): ServiceFault => ({ code, status, message })

/** RDS's own refusals, in its words. */
export const rdsFaults = {
  noInstance: (id: string) => fault('DBInstanceNotFound', 404, `DBInstance ${id} not found.`),
  noSnapshot: (id: string) => fault('DBSnapshotNotFound', 404, `DBSnapshot ${id} not found.`),
  noResource: (arn: string) => fault('ResourceNotFoundFault', 404, `The specified resource ${arn} was not found`),
  instanceExists: () => fault('DBInstanceAlreadyExists', 400, 'DB instance already exists'),
  snapshotExists: (id: string) => fault('DBSnapshotAlreadyExists', 400, `Cannot create the snapshot because a snapshot with the identifier ${id} already exists.`),
  notAvailable: (id: string, status: string) => fault('InvalidDBInstanceState', 400, `DB instance ${id} is not in the available state: it is ${status}.`),
  snapshotNotAvailable: (id: string, status: string) => fault('InvalidDBSnapshotState', 400, `The snapshot ${id} is not in the available state: it is ${status}.`),
  tooManySnapshots: (max: number) => fault('SnapshotQuotaExceeded', 400, `Cannot create more than ${max} manual snapshots`),
  tooManyCopies: (max: number) => fault('SnapshotQuotaExceeded', 400, `Cannot copy more than ${max} snapshots to this Region at a time`),
  tooManyInstances: () => fault('InstanceQuotaExceeded', 400, 'DB instance quota exceeded'),
  combination: (message: string) => fault('InvalidParameterCombination', 400, message),
  value: (message: string) => fault('InvalidParameterValue', 400, message),
  missing: (name: string) => fault('MissingParameter', 400, `The request must contain the parameter ${name}.`),
  noBackups: (id: string) => fault('PointInTimeRestoreNotEnabled', 400, `Automated backups are not enabled for DB instance ${id}.`),
  notRestorable: (message: string) => fault('InvalidRestoreFault', 400, message),
} as const
