import type { AccessOperator } from './operator/access'
import type { AlarmOperator } from './operator/alarms'
import type { AutomationOperator } from './operator/automation'
import type { DatabaseOperator } from './operator/databases'
import type { GroupOperator } from './operator/groups'
import type { MailOperator } from './operator/mail'
import type { NetworkOperator } from './operator/network'
import type { LockedObjectOperator, ObjectOperator } from './operator/objects'
import type { ParameterOperator } from './operator/parameters'
import type { ScheduleOperator } from './operator/schedules'
import type { TrailOperator } from './operator/trail'

/**
 * What runs, support access and the audit do to one account x Region, by service. Reading for the watch stays `aws-reader.ts`.
 *
 * 1. Names are the caller's and the same after a crash (`wf-<run>-<database>`); who finds his own name `alreadyThere` has done it before.
 * 2. Nothing is sent twice: no retries inside. What failed says why; of `unknown` the matching read tells the outcome.
 * 3. No method throws.
 */
export interface AwsOperator {
  readonly account: string
  readonly region: string
  readonly databases: DatabaseOperator
  readonly groups: GroupOperator
  readonly alarms: AlarmOperator
  readonly access: AccessOperator
  readonly objects: ObjectOperator
  readonly mail: MailOperator
  readonly automation: AutomationOperator
  readonly parameters: ParameterOperator
  readonly network: NetworkOperator
  readonly schedules: ScheduleOperator
  readonly trail: TrailOperator
  readonly locked: LockedObjectOperator
  close(): void
}

/** Each operator is made once and lives until it is closed. */
export type AwsOperators = (account: string, region: string) => AwsOperator
