import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AuditSubject } from '#shared/audit/entry'
import type { Route } from './routes'

export type DialogName = 'palette' | 'keys' | 'columns' | 'saveView' | 'signIn' | 'signOut' | 'maintenance' | 'support'

/**
 * Where the operator is and what is picked; gone when the window closes.
 * Rows are numbers of the fleet table: they name a tenant within an epoch, whatever its place in the order.
 */
export interface UiState {
  readonly route: Route
  /** The tenant whose screen lies over another one; only while the route is `tenant`. */
  readonly visit: TenantVisit | undefined
  readonly dialog: DialogName | undefined
  /** The sign-in session that the dialog is about. */
  readonly dialogSession: string | undefined
  readonly focus: GridFocus | undefined
  readonly selection: ReadonlySet<number>
  /** Where Shift extends the selection from. */
  readonly anchorRow: number | undefined
  /** The tenant whose side panel is open. */
  readonly openRow: number | undefined
  /** Whose whole story the audit screen shows; undefined: all entries. */
  readonly auditAbout: AuditSubject | undefined
  /** Read out politely by screen readers. */
  readonly announcement: string
}

/** Whose screen it is, and what lies under it: going back shows that as it was left. */
export interface TenantVisit {
  readonly tenant: string
  readonly from: UnderRoute
}

/** Screens that a tenant's may lie over. */
export type UnderRoute = Exclude<Route, 'tenant'>

/** The cell that holds the grid's tab stop: `row` is a table row, or the header. */
export interface GridFocus {
  readonly row: number | 'header'
  readonly column: number
}

export type UiStore = StoreApi<UiState>

const nothing: ReadonlySet<number> = new Set()

export const createUiStore = (): UiStore =>
  createStore<UiState>(() => ({
    route: 'fleet',
    visit: undefined,
    dialog: undefined,
    dialogSession: undefined,
    focus: undefined,
    selection: nothing,
    anchorRow: undefined,
    openRow: undefined,
    auditAbout: undefined,
    announcement: '',
  }))

/** Rows of an epoch that ended name nobody: forget everything that points at one. */
export function forgetRows(store: UiStore): void {
  store.setState({ focus: undefined, selection: nothing, anchorRow: undefined, openRow: undefined })
}
