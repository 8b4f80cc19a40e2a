import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { Plan, PlanDatabase } from '#shared/maintenance/plan'
import type { AwsOperator, AwsOperators } from '#electron/ports/aws-operator'
import type { Clock } from '#electron/ports/clock'
import type { DatabaseState } from '#electron/ports/operator/databases'
import type { OperatorCall } from '#electron/ports/operator/outcome'

/** What every effect of a run needs. */
export interface RunContext {
  /** Small letters, digits and hyphens: part of names in AWS. */
  readonly run: string
  readonly plan: Plan
  readonly operators: AwsOperators
  /** AWS time. */
  readonly clock: Clock
  readonly before: BeforeStates
  readonly call: OperatorCall
}

/** Databases as they were when the run began: what a restore has to bring back. Kept with the run, for whichever console goes on. */
export interface BeforeStates {
  read(arn: string): Promise<Result<DatabaseState | undefined, AppError>>
  /** The first that is kept stands. */
  keep(states: readonly DatabaseState[]): Promise<Result<void, AppError>>
}

/** Tag on everything that a run makes. */
export const runTag = 'watchfloor-run'

/** The same in every console: `wf-<run>-<database>`. RDS allows 255 characters, of a database's own name 63. */
export const nameInRun = (run: string, databaseId: string): string => `wf-${run}-${databaseId}`

const longestDatabaseName = 63

/** Where the database goes that a restore takes the place of; its end stands for it where the whole name is too long. */
export function asideName(run: string, databaseId: string): string {
  const head = `wf-${run}-`
  return head + databaseId.slice(-(longestDatabaseName - head.length)).replace(/^-+/, '')
}

export function databaseOf({ plan }: RunContext, arn: string): PlanDatabase {
  const found = plan.databases.find((database) => database.arn === arn)
  if (found === undefined) throw new Error(`The plan ${plan.id} has no database ${arn}`)
  return found
}

/** `arn:aws:rds:eu-west-1:111122223333:db:acme` */
export function operatorFor({ operators }: RunContext, arn: string): AwsOperator {
  const [, , , region = '', account = ''] = arn.split(':')
  return operators(account, region)
}
