import { useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import type { FleetTable } from '#shared/fleet/table'
import { useServices, useSlice } from '../../stores/services'
import type { GridFocus } from '../../stores/ui-store'
import { GridHeader } from './grid-header'
import { gridIntent, type GridIntent } from './grid-keys'
import { gridTemplate } from './grid-template'
import { GridRow } from './grid-row'
import { useFittingColumns } from './use-fitting-columns'
import { useGridActions } from './use-grid-actions'
import { visibleIndexes } from './visible-indexes'

export const rowHeightPx = { comfortable: 32, compact: 28 } as const
const headerHeightPx = 32

/** Every tenant as a row: an ARIA grid over a virtual list. Focus names a tenant, so it survives a change of order. */
export function FleetGrid({ table, epoch }: { readonly table: FleetTable; readonly epoch: string }): ReactNode {
  const { order } = useServices()
  const rows = useSlice('order', (state) => state.rows)
  const scroller = useRef<HTMLDivElement>(null)
  const columns = useFittingColumns(scroller)
  const height = rowHeightPx[useSlice('settings', (state) => state.density)]
  const sort = useSlice('settings', (state) => state.sort)
  const selection = useSlice('ui', (state) => state.selection)
  const openRow = useSlice('ui', (state) => state.openRow)
  const focus = useShownFocus(rows, columns.length)
  const focusIndex = focus.row === 'header' ? -1 : rows.indexOf(focus.row)

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 6,
    scrollMargin: headerHeightPx,
    scrollPaddingStart: headerHeightPx,
    rangeExtractor: (range: Range) => visibleIndexes(range, focusIndex),
  })
  useEffect(() => virtual.measure(), [virtual, height])

  const actions = useGridActions(columns)
  const pending = useRef(false)
  useEffect(() => {
    if (!pending.current) return
    pending.current = false
    if (focusIndex >= 0) virtual.scrollToIndex(focusIndex, { align: 'auto' })
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-row="${focus.row}"] [data-column="${focus.column}"]`)
    cell?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [focus, focusIndex, virtual])

  // Rows that change place are moved in the document, and a moved element loses the focus.
  const hadFocus = scroller.current?.contains(document.activeElement) ?? false
  useLayoutEffect(() => {
    if (!hadFocus) return
    if (focusIndex >= 0) virtual.scrollToIndex(focusIndex, { align: 'auto' })
    if (scroller.current?.contains(document.activeElement) === false) scroller.current.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true })
    // Only a new order moves rows; the rest is read as it is then.
  }, [rows])

  const onKeyDown = (event: KeyboardEvent): void => {
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? height) / height) - 2)
    const intent: GridIntent | undefined = gridIntent(event, focus, { rows, columnCount: columns.length, pageRows })
    if (intent === undefined || (intent.kind === 'copy' && !(getSelection()?.isCollapsed ?? true))) return
    event.preventDefault()
    order.touch('key')
    pending.current = intent.kind === 'move'
    actions.perform(intent, focus)
  }
  const onClick = (event: MouseEvent): void => {
    const target = cellOf(event.target)
    if (target !== undefined) actions.click(target, { toggle: event.ctrlKey || event.metaKey, extend: event.shiftKey })
  }

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Tenants"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable="true"
      className="grid"
      style={gridTemplate(columns, height)}
      onKeyDown={onKeyDown}
    >
      <GridHeader columns={columns} sort={sort} focusColumn={focus.row === 'header' ? focus.column : -1} onSort={actions.sort} />
      <div key={epoch} role="rowgroup" className="grid-body" style={{ height: virtual.getTotalSize() }} onClick={onClick}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          if (row === undefined) return null
          return (
            <GridRow
              key={row}
              table={table}
              row={row}
              index={index}
              topPx={start - headerHeightPx}
              columns={columns}
              focusColumn={row === focus.row ? focus.column : -1}
              selected={selection.has(row)}
              open={row === openRow}
            />
          )
        })}
      </div>
    </div>
  )
}

/** The tab stop: where the operator left it, or the first row while that is not shown. */
function useShownFocus(rows: Uint32Array, columnCount: number): GridFocus {
  const wanted = useSlice('ui', (state) => state.focus)
  return useMemo(() => {
    const column = Math.min(wanted?.column ?? 0, columnCount - 1)
    if (wanted?.row === 'header') return { row: 'header', column }
    const row = wanted !== undefined && rows.includes(wanted.row) ? wanted.row : rows[0]
    return { row: row ?? 'header', column }
  }, [wanted, rows, columnCount])
}

function cellOf(target: EventTarget): GridFocus | undefined {
  if (!(target instanceof Element)) return undefined
  const row = target.closest<HTMLElement>('[data-row]')?.dataset['row']
  const column = target.closest<HTMLElement>('[data-column]')?.dataset['column']
  return row === undefined || row === 'header' ? undefined : { row: Number(row), column: Number(column ?? 0) }
}
