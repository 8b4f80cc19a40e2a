import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SortKey } from '#shared/ipc/settings'
import type { GridColumn } from './columns'

interface Props {
  readonly columns: readonly GridColumn[]
  readonly sort: readonly SortKey[]
  readonly focusColumn: number
  readonly onSort: (column: number, add: boolean) => void
}

/** Titles, direction of sorting and, with several keys, their rank. Click sorts, Shift adds a key. */
export function GridHeader({ columns, sort, focusColumn, onSort }: Props): ReactNode {
  return (
    <div role="row" aria-rowindex={1} className="grid-header" data-row="header">
      {columns.map((column, at) => {
        const rank = column.sort === undefined ? -1 : sort.findIndex((key) => key.column === column.sort)
        const direction = sort[rank]?.direction
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={at + 1}
            aria-sort={column.sort === undefined ? undefined : (direction ?? 'none')}
            tabIndex={at === focusColumn ? 0 : -1}
            className={`grid-cell ${column.align}`}
            title={column.sort === undefined ? `${column.hint}.` : `${column.hint}. Click to sort, Shift+click to sort by it too.`}
            data-column={at}
            onClick={(event) => onSort(at, event.shiftKey)}
          >
            <span className="header-title">{column.title}</span>
            {direction !== undefined && (
              <span className="sort-mark">
                {direction === 'ascending' ? <ArrowUp aria-hidden="true" /> : <ArrowDown aria-hidden="true" />}
                {sort.length > 1 && <span className="num">{rank + 1}</span>}
              </span>
            )}
          </div>
        )
      })}
    </div>
  )
}

/** More keys than this order nothing an eye could follow. */
const mostKeys = 4

/** The sort after a press on a column: ascending, then descending, then ascending again; `add` keeps the other keys, a third press takes it out. */
export function nextSort(sort: readonly SortKey[], column: SortKey['column'], add: boolean): readonly SortKey[] {
  const current = sort.find((key) => key.column === column)
  const key: SortKey = { column, direction: current?.direction === 'ascending' ? 'descending' : 'ascending' }
  if (!add) return [key]
  if (current === undefined) return [...sort.slice(0, mostKeys - 1), key]
  if (current.direction === 'descending') return sort.length > 1 ? sort.filter((other) => other !== current) : [key]
  return sort.map((other) => (other === current ? key : other))
}
