/** Support access of a tenant as rows are found and ordered by it, what wants somebody first. */
export const accessStates = ['failing', 'revoking', 'open', 'opening', 'waiting', 'asked', 'none'] as const
export type AccessState = (typeof accessStates)[number]

/** By row of the table. It is no part of the table: the desk's grants are known to the window, not to the watch. */
export interface RowAccess {
  /** Place in `accessStates`. */
  readonly state: Int32Array
  /** When it ends, AWS time, epoch milliseconds; NaN: nobody has any. */
  readonly untilMs: Float64Array
}

/** More than any epoch milliseconds of a grant: a state weighs more than every end. */
const stateWeight = 1e15

/** A number for each row that orders by state, then by the end, the soonest first; NaN: nobody has access. */
export function accessOrder({ state, untilMs }: RowAccess): Float64Array {
  return Float64Array.from(state, (code, row) => code * stateWeight + untilMs[row]!)
}
