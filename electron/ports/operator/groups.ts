import type { OperatorCall, Outcome } from './outcome'

/** What runs do to app groups. */
export interface GroupOperator {
  /** The id that AWS gave it. Only one at a time: a second is `alreadyThere`. */
  startRefresh(call: OperatorCall, group: string, how: { readonly minHealthyPercent: number }): Promise<Outcome<string>>
  /** Newest first; `id`: that one alone. */
  refreshes(call: OperatorCall, group: string, id?: string): Promise<Outcome<readonly RefreshState[]>>
  /** What is begun is finished; `gone`: none is under way. */
  cancelRefresh(call: OperatorCall, group: string): Promise<Outcome<string>>
}

export interface RefreshState {
  readonly id: string
  /** `Pending`, `InProgress`, `Successful`, `Failed`, `Cancelling`, `Cancelled`, `Baking`, `RollbackInProgress`, ... */
  readonly status: string
  readonly reason?: string
  /** 0 to 100 */
  readonly percent?: number
  /** Machines that are still to be replaced. */
  readonly left?: number
  readonly minHealthyPercent?: number
  readonly startedAtMs?: number
  readonly endedAtMs?: number
}
