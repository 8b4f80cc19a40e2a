import type { ColumnName } from '../fleet/table'

/** What one operator chose on one machine. Stored as JSON in the app's data folder; every key has a default. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark'
  readonly density: 'comfortable' | 'compact'
  readonly view: 'table' | 'board'
  readonly boardMeasure: 'health' | 'recoveryPointLag' | 'errorBudget'
  /** Columns of the grid in order; what is not listed is hidden. */
  readonly columns: readonly string[]
  readonly sort: readonly SortKey[]
  readonly filter: string
  readonly savedViews: readonly SavedView[]
  /** The window is covered after so many minutes without a key or the mouse; 0: never. */
  readonly lockAfterMinutes: number
  /** What sounds when something is told. */
  readonly sound: 'off' | 'soft' | 'urgent'
}

export interface SortKey {
  /** `access`: of support, which is no column of the table. */
  readonly column: ColumnName | 'access'
  readonly direction: 'ascending' | 'descending'
}

export interface SavedView {
  readonly name: string
  readonly filter: string
  readonly sort: readonly SortKey[]
  readonly view: 'table' | 'board'
}
