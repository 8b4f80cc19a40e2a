import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { NoticeWindow } from '#shared/maintenance/login-notice'
import type { Plan, PlanDatabase } from '#shared/maintenance/plan'
import type { Blocker } from '#shared/maintenance/blocker'
import type { Evidence } from '#shared/maintenance/run-event'
import type { AwsOperator, AwsOperators } from '#electron/ports/aws-operator'
import type { Clock } from '#electron/ports/clock'
import type { DatabaseState } from '#electron/ports/operator/databases'
import type { OperatorCall } from '#electron/ports/operator/outcome'
import { shortMark } from './short-mark'

/** What every effect of a run needs. */
export interface RunContext {
  /** Small letters, digits and hyphens: part of names in AWS. */
  readonly run: string
  readonly plan: Plan
  /** The key of the tag that says whose a resource is. */
  readonly tenantTag: string
  readonly operators: AwsOperators
  /** AWS time. */
  readonly clock: Clock
  readonly before: BeforeStates
  readonly alarms: RunAlarms
  readonly doors: RunDoors
  readonly health: RunHealth
  readonly notices: RunNotices
  /** Everything that stands between the plan and its start, with AWS asked anew; empty: it may begin. */
  readonly preflight: () => Promise<Result<readonly Blocker[], AppError>>
  /** The window's end as the run has it: what is muted by a rule is muted until then. */
  readonly endMs: () => number
  readonly call: OperatorCall
}

/** Databases as they were when the run began: what a restore has to bring back. Kept with the run, for whichever console goes on. */
export interface BeforeStates {
  read(arn: string): Promise<Result<DatabaseState | undefined, AppError>>
  /** The first that is kept stands. */
  keep(states: readonly DatabaseState[]): Promise<Result<void, AppError>>
}

/** An alarm by where and what it is. */
export interface AlarmName {
  readonly account: string
  readonly region: string
  readonly name: string
}

/** Alarms of a tenant as they were when the run muted them, kept with the run: what was muted is unmuted, whatever was made since. */
export interface RunAlarms {
  /** Whose actions are on, as the watch knows them now. */
  current(tenant: string): Promise<Result<readonly AlarmName[], AppError>>
  kept(tenant: string): Promise<Result<readonly AlarmName[] | undefined, AppError>>
  /** The first that is kept stands, and is returned. */
  keep(tenant: string, alarms: readonly AlarmName[]): Promise<Result<readonly AlarmName[], AppError>>
}

/** A load balancer through which a tenant's people come in. */
export interface Door {
  readonly account: string
  readonly region: string
  readonly loadBalancerArn: string
  /** The tenant's host names that it answers. */
  readonly hosts: readonly string[]
}

/** A tenant's doors as they were when the run closed them, kept with the run: what was closed is reopened, whatever was made since. */
export interface RunDoors {
  current(tenant: string): Promise<Result<readonly Door[], AppError>>
  kept(tenant: string): Promise<Result<readonly Door[] | undefined, AppError>>
  /** The first that is kept stands, and is returned. */
  keep(tenant: string, doors: readonly Door[]): Promise<Result<readonly Door[], AppError>>
}

/** How a tenant is, as the watch sees it. */
export interface TenantCondition {
  /** AWS time of the oldest reading that it rests on. */
  readonly asOfMs: number
  readonly problems: readonly TenantProblem[]
  /** Those that are asked from outside. */
  readonly pages?: readonly PageSight[]
}

export interface PageSight {
  readonly url: string
  /** AWS time; left out: it never was. */
  readonly answeredAtMs?: number
  /** It failed once, and is being asked again. */
  readonly isSuspected: boolean
}

export interface TenantProblem {
  /** The same for the same problem of the same thing: check and subject. */
  readonly id: string
  readonly severity: 'watch' | 'degraded' | 'critical' | 'unknown'
  readonly words: string
}

/** How tenants were when the run began, and how they are. */
export interface RunHealth {
  /** Has the tenant polled now, and answers with what is known then. */
  now(tenant: string): Promise<Result<TenantCondition, AppError>>
  kept(tenant: string): Promise<Result<TenantCondition | undefined, AppError>>
  /** The first that is kept stands, and is returned. */
  keep(tenant: string, condition: TenantCondition): Promise<Result<TenantCondition, AppError>>
}

export type AccessWord = Pick<NoticeWindow, 'state' | 'access'>

/** What the readers of a tenant's login screen get of a word. */
export type ScreenSight =
  | { readonly kind: 'says' }
  | { readonly kind: 'saysElse' }
  /** The fleet file names none: nothing is written, and nobody waits for it. `words`: what is missing there. */
  | { readonly kind: 'noScreen'; readonly words: string }

/** What a run tells its tenants. Telling twice tells once. */
export interface RunNotices {
  /** Writes into the login screen's document; the evidence names what was written. */
  publish(tenant: string, word: AccessWord): Promise<Result<readonly Evidence[], AppError>>
  /** Whether the login screen's document says so, as its readers get it. */
  isPublished(tenant: string, word: AccessWord): Promise<Result<ScreenSight, AppError>>
  /** Mail of the window's start or end to every address of a tenant; evidence by address. */
  tell(tenant: string, occasion: 'started' | 'completed'): Promise<Result<readonly Evidence[], AppError>>
  /** Evidence of what was told; undefined: not every address was begun with. */
  told(tenant: string, occasion: 'started' | 'completed'): Promise<Result<readonly Evidence[] | undefined, AppError>>
}

/** Tag on everything that a run makes. */
export const runTag = 'watchfloor-run'

/** The same in every console: `wf-<run>-<database>`. RDS allows 255 characters, of a database's own name 63. */
export const nameInRun = (run: string, databaseId: string): string => `wf-${run}-${databaseId}`

const longestDatabaseName = 63

/**
 * Where the database goes that a restore takes the place of. Where the whole name is too long its end stands for it, behind a mark of the
 * whole: names with the same end stay apart.
 */
export function asideName(run: string, databaseId: string): string {
  const whole = nameInRun(run, databaseId)
  if (whole.length <= longestDatabaseName) return whole
  const head = `wf-${run}-${shortMark(databaseId)}-`
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
