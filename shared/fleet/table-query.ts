import type { SortKey } from '../ipc/settings'
import type { FleetTable } from './table'

/** A filter line as terms that all must hold. Texts are lower case. */
export type QueryTerm =
  | { readonly kind: 'text'; readonly not: boolean; readonly text: string }
  | { readonly kind: 'choice'; readonly not: boolean; readonly key: string; readonly values: readonly string[] }
  | { readonly kind: 'measure'; readonly not: boolean; readonly key: string; readonly operator: '<' | '<=' | '>' | '>=' | '='; readonly value: number }

/** Something in the line that cannot be understood, in words; `start` and `end` are positions in the line. */
export interface QueryError {
  readonly start: number
  readonly end: number
  readonly message: string
}

export interface Query {
  readonly terms: readonly QueryTerm[]
  readonly errors: readonly QueryError[]
}

/**
 * Reads a filter line such as `health:critical env:frontend lag>10m alarms>0 -sandbox "acme bank"`.
 *
 * Free text searches id and name. Several values: `health:critical,degraded`. A leading `-` negates. What cannot be
 * understood is an error and filters nothing.
 */
export function parseQuery(_line: string): Query {
  return { terms: [], errors: [] }
}

/** Keys the filter line knows, with what they mean: for completion and help. */
export const queryKeys: readonly QueryKeyHelp[] = []
export interface QueryKeyHelp {
  readonly key: string
  readonly meaning: string
  readonly example: string
}

/** Row numbers of present tenants that match, in row order. `nowMs`: AWS time, for ages. */
export function filterRows(table: FleetTable, _query: Query, _nowMs: number): Uint32Array {
  return Uint32Array.from({ length: table.rowCount }, (_, row) => row)
}

/** The rows ordered by the keys, missing values last in either direction, ties by name. */
export function sortRows(_table: FleetTable, rows: Uint32Array, _keys: readonly SortKey[]): Uint32Array {
  return rows
}
