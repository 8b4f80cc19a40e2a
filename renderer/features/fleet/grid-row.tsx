import { memo, useState, type CSSProperties, type ReactNode } from 'react'
import type { FleetTable } from '#shared/fleet/table'
import { sameCells } from '../../stores/cells'
import type { GridColumn } from './columns'

interface RowProps {
  readonly table: FleetTable
  readonly row: number
  /** Place in the order shown, from 0. */
  readonly index: number
  readonly topPx: number
  readonly columns: readonly GridColumn[]
  /** The column that holds the tab stop, -1 when it is in another row. */
  readonly focusColumn: number
  readonly selected: boolean
  readonly open: boolean
}

/** One tenant. Drawn again only when a cell it shows, its place, or its selection changed. */
export const GridRow = memo(function GridRow({ table, row, index, topPx, columns, focusColumn, selected, open }: RowProps): ReactNode {
  const classes = ['grid-row', selected ? 'selected' : '', open ? 'open' : '', focusColumn >= 0 ? 'current' : ''].filter(Boolean).join(' ')
  return (
    <div role="row" aria-rowindex={index + 2} aria-selected={selected} className={classes} data-row={row} style={{ transform: `translateY(${topPx}px)` }}>
      {columns.map((column, at) => (
        <GridCell key={column.id} table={table} row={row} column={column} columnIndex={at} focusable={at === focusColumn} />
      ))}
    </div>
  )
}, sameRow)

function sameRow(a: RowProps, b: RowProps): boolean {
  return (
    a.row === b.row &&
    a.index === b.index &&
    a.topPx === b.topPx &&
    a.columns === b.columns &&
    a.focusColumn === b.focusColumn &&
    a.selected === b.selected &&
    a.open === b.open &&
    (a.table === b.table || a.columns.every((column) => sameCells(a.table, b.table, a.row, column.depends)))
  )
}

interface CellProps {
  readonly table: FleetTable
  readonly row: number
  readonly column: GridColumn
  readonly columnIndex: number
  readonly focusable: boolean
}

const GridCell = memo(
  function GridCell({ table, row, column, columnIndex, focusable }: CellProps): ReactNode {
    const changes = useChangeCount(column.depends.map((name) => table.columns[name][row]).join())
    return (
      <div role="gridcell" aria-colindex={columnIndex + 1} tabIndex={focusable ? 0 : -1} className={`grid-cell ${column.align}`} data-column={columnIndex}>
        <span key={changes} className={changes === 0 ? 'cell' : 'cell changed'}>
          {column.render(table, row)}
        </span>
      </div>
    )
  },
  (a, b) => a.focusable === b.focusable && a.column === b.column && a.columnIndex === b.columnIndex && a.row === b.row && (a.table === b.table || sameCells(a.table, b.table, a.row, a.column.depends)),
)

/** How often a value changed since the cell came into view: a new count restarts the fade. */
function useChangeCount(value: string): number {
  const [seen, setSeen] = useState({ value, count: 0 })
  if (seen.value === value) return seen.count
  setSeen({ value, count: seen.count + 1 })
  return seen.count + 1
}

/** Rows of the grid's height with nothing in them yet: space is kept while the fleet loads. */
export function SkeletonRows({ columns, count }: { readonly columns: readonly GridColumn[]; readonly count: number }): ReactNode {
  return Array.from({ length: count }, (_, index) => (
    <div key={index} className="grid-row skeleton" aria-hidden="true" style={{ '--nth': index } as CSSProperties /* a custom property */}>
      {columns.map((column, at) => (
        <div key={column.id} className={`grid-cell ${column.align}`}>
          <span className="bone" data-width={(index * 7 + at * 3) % 4} />
        </div>
      ))}
    </div>
  ))
}
