import type { Plan, PlanDatabase } from '#shared/maintenance/plan'
import type { AwsOperator, AwsOperators } from '#electron/ports/aws-operator'
import type { Clock } from '#electron/ports/clock'
import type { OperatorCall } from '#electron/ports/operator/outcome'

/** What every effect of a run needs. */
export interface RunContext {
  /** Small letters, digits and hyphens: part of names in AWS. */
  readonly run: string
  readonly plan: Plan
  readonly operators: AwsOperators
  /** AWS time. */
  readonly clock: Clock
  readonly call: OperatorCall
}

/** Tag on everything that a run makes. */
export const runTag = 'watchfloor-run'

/** The same in every console: `wf-<run>-<database>`. RDS allows 255 characters, of a database's own name 63. */
export const nameInRun = (run: string, databaseId: string): string => `wf-${run}-${databaseId}`

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
