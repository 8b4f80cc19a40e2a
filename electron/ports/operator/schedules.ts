import type { OperatorCall, Outcome } from './outcome'

/** One-off schedules of EventBridge Scheduler: AWS does a call of its own at a time, whatever has become of us. */
export interface ScheduleOperator {
  /** `alreadyThere`: there is one of that name. `refused`: its time has passed, or AWS may not take its role. */
  create(call: OperatorCall, schedule: Schedule): Promise<Outcome<null>>
  /** Replaces all of it. `gone`: there is none. `refused`: as of `create`. */
  update(call: OperatorCall, schedule: Schedule): Promise<Outcome<null>>
  /** `gone`: there is none. One that fired stays until it is deleted. `unknown`: there is one of another kind. */
  get(call: OperatorCall, at: ScheduleName): Promise<Outcome<ScheduleState>>
  /** Names in a group that begin so, whole pages. */
  named(call: OperatorCall, group: string, prefix: string): Promise<Outcome<readonly string[]>>
  /** `gone`: it was not there. */
  delete(call: OperatorCall, at: ScheduleName): Promise<Outcome<null>>
}

export interface ScheduleName {
  readonly group: string
  /** 1 to 64 of letters, digits, `-`, `_`, `.` */
  readonly name: string
}

export interface Schedule extends ScheduleName {
  /** AWS keeps whole seconds and fires within the minute after it. */
  readonly atMs: number
  readonly description: string
  readonly roleArn: string
  /** One call of the AWS API, as a universal target takes it: service and operation as in `ssm` and `putParameter`, input as JSON. */
  readonly does: { readonly service: string; readonly operation: string; readonly input: Readonly<Record<string, unknown>> }
}

export interface ScheduleState extends Schedule {
  readonly isEnabled: boolean
  /** It fires at `atMs`: its time is UTC, it has no window to fire within and no dates of its own. False: somebody changed that, and when it fires is not known here. */
  readonly firesThen: boolean
}
