import type { OperatorCall, Outcome } from './outcome'

/** Runbooks of Systems Manager. */
export interface AutomationOperator {
  /** The execution's id. The same token is the same execution, however often it is asked for; with other parameters it is `refused`. */
  start(call: OperatorCall, wanted: NewExecution): Promise<Outcome<string>>
  execution(call: OperatorCall, id: string): Promise<Outcome<ExecutionState>>
  /** `notNow`: it has ended already. */
  stop(call: OperatorCall, id: string): Promise<Outcome<null>>
}

export interface NewExecution {
  readonly document: string
  readonly parameters: Readonly<Record<string, readonly string[]>>
  /** A UUID, made of run and effect. */
  readonly token: string
}

export interface ExecutionState {
  readonly id: string
  /** `InProgress`, `Success`, `Failed`, `TimedOut`, `Cancelling`, `Cancelled`, `Waiting`, ... */
  readonly status: string
  readonly step?: string
  readonly failure?: string
  readonly steps: readonly { readonly name: string; readonly status: string }[]
}
