import { useMemo } from 'react'
import { plural } from '../../format/number'
import { tableOf } from '../../stores/fleet-store'
import { textAt } from '../../stores/cells'
import { useServices, type Services } from '../../stores/services'
import { visitTenant } from '../../stores/tenant-visit'
import type { GridFocus, UiState } from '../../stores/ui-store'
import type { GridColumn } from './columns'
import { nextSort } from './grid-header'
import { rowsBetween, type GridIntent } from './grid-keys'
import { rowsAsText } from './rows-as-text'

export interface GridActions {
  readonly perform: (intent: GridIntent, focus: GridFocus) => void
  readonly click: (at: GridFocus, how: { readonly toggle: boolean; readonly extend: boolean }) => void
  readonly sort: (column: number, add: boolean) => void
}

/** What the grid's keys and clicks do. */
export function useGridActions(columns: readonly GridColumn[]): GridActions {
  const services = useServices()
  return useMemo(() => gridActions(services, columns), [services, columns])
}

export function gridActions(services: Services, columns: readonly GridColumn[]): GridActions {
  const { ui, order, settings } = services

  const sort = (at: number, add: boolean): void => {
    const column = columns[at]
    const by = column?.sort
    if (by !== undefined) settings.setState((state) => ({ sort: nextSort(state.sort, by, add) }))
  }
  const select = (row: number, how: { readonly toggle: boolean; readonly extend: boolean }): Partial<UiState> => {
    const { selection, anchorRow } = ui.getState()
    if (how.extend && anchorRow !== undefined) return { selection: new Set(rowsBetween(order.getState().rows, anchorRow, row)) }
    if (!how.toggle) return { selection: new Set([row]), anchorRow: row }
    const next = new Set(selection)
    if (!next.delete(row)) next.add(row)
    return { selection: next, anchorRow: row }
  }
  const move = (from: GridFocus, to: GridFocus, extend: boolean): void => {
    const { openRow, anchorRow } = ui.getState()
    const anchored = extend && anchorRow === undefined && from.row !== 'header' ? { anchorRow: from.row } : {}
    ui.setState({ focus: to, ...anchored })
    if (to.row === 'header') return
    if (extend) ui.setState(select(to.row, { toggle: false, extend: true }))
    if (openRow !== undefined) ui.setState({ openRow: to.row })
  }
  const close = (): void => {
    const { openRow, selection } = ui.getState()
    if (openRow !== undefined) ui.setState({ openRow: undefined })
    else if (selection.size > 0) ui.setState({ selection: new Set(), anchorRow: undefined })
  }

  return {
    sort,
    click: (at, how) => {
      if (at.row === 'header') return
      ui.setState({ focus: at, ...(how.toggle || how.extend ? select(at.row, how) : { openRow: at.row, anchorRow: at.row }) })
    },
    perform: (intent, focus) => {
      switch (intent.kind) {
        case 'move':
          return move(focus, intent.focus, intent.extend)
        case 'open':
          return press(services, columns[focus.column], focus)
        case 'close':
          return close()
        case 'toggle':
          return focus.row === 'header' ? undefined : ui.setState(select(focus.row, { toggle: !intent.extend, extend: intent.extend }))
        case 'selectAll':
          return ui.setState({ selection: new Set(order.getState().rows) })
        case 'copy':
          return copyRows(services, columns, focus)
        case 'applyOrder':
          return order.apply()
        case 'sort':
          return sort(intent.column, intent.add)
      }
    },
  }
}

/** A column with something of its own to press keeps Enter to itself. */
function press(services: Services, column: GridColumn | undefined, focus: GridFocus): void {
  const table = tableOf(services.fleet.getState())
  if (column?.press === undefined || focus.row === 'header' || table === undefined) openTenant(services, focus)
  else column.press(services, table, focus.row)
}

/** The first Enter opens the panel, the second the tenant's screen. */
function openTenant({ ui, fleet }: Services, focus: GridFocus): void {
  if (focus.row === 'header') return
  const table = tableOf(fleet.getState())
  if (ui.getState().openRow === focus.row && table !== undefined) visitTenant(ui, textAt(table, 'id', focus.row))
  else ui.setState({ focus, openRow: focus.row })
}

/** The selected rows in the order shown, or the focused one. */
function copyRows({ ui, order, fleet, client }: Services, columns: readonly GridColumn[], focus: GridFocus): void {
  const table = tableOf(fleet.getState())
  const { selection } = ui.getState()
  const selected = [...order.getState().rows].filter((row) => selection.has(row))
  const rows = selected.length > 0 || focus.row === 'header' ? selected : [focus.row]
  if (table === undefined || rows.length === 0) return
  void client.invoke('clipboard.write', { text: rowsAsText(table, rows, columns) }).then((written) =>
    ui.setState({ announcement: written.ok ? `${plural(rows.length, 'tenant')} copied` : written.error.message }),
  )
}
