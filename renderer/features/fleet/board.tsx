import { useVirtualizer, type Range } from '@tanstack/react-virtual'
import { memo, useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import type { FleetTable } from '#shared/fleet/table'
import type { Settings } from '#shared/ipc/settings'
import { Age } from '../../components/age'
import { HealthMark } from '../../components/health-mark'
import { sameCells, textAt } from '../../stores/cells'
import { useServices, useSlice } from '../../stores/services'
import { boardFocus } from './board-keys'
import { boardLayout, gapPx, type TileRoom } from './board-layout'
import { tileOf } from './tile'
import { visibleIndexes } from './visible-indexes'

/** One tile a tenant, in the order of the table, coloured by a measure: a wall of neutral tiles is a quiet night. Few tenants get large tiles. */
export function Board({ table }: { readonly table: FleetTable }): ReactNode {
  const { ui, order } = useServices()
  const rows = useSlice('order', (state) => state.rows)
  const measure = useSlice('settings', (state) => state.boardMeasure)
  const openRow = useSlice('ui', (state) => state.openRow)
  const wanted = useSlice('ui', (state) => state.focus?.row)
  const focusRow = typeof wanted === 'number' && rows.includes(wanted) ? wanted : rows[0]
  const focusIndex = focusRow === undefined ? 0 : rows.indexOf(focusRow)

  const scroller = useRef<HTMLDivElement>(null)
  const area = useArea(scroller)
  const { columns, heightPx, room } = boardLayout(area, rows.length)
  const lines = Math.ceil(rows.length / columns)
  const virtual = useVirtualizer({
    count: lines,
    getScrollElement: () => scroller.current,
    estimateSize: () => heightPx + gapPx,
    overscan: 3,
    paddingStart: gapPx,
    paddingEnd: gapPx,
    rangeExtractor: (range: Range) => visibleIndexes(range, Math.floor(focusIndex / columns)),
  })

  useEffect(() => virtual.measure(), [virtual, heightPx])

  const moved = useRef(false)
  useEffect(() => {
    if (!moved.current) return
    moved.current = false
    virtual.scrollToIndex(Math.floor(focusIndex / columns), { align: 'auto' })
    scroller.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true })
  }, [focusIndex, columns, virtual])

  const onKeyDown = (event: KeyboardEvent): void => {
    order.touch('key')
    const pageLines = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / (heightPx + gapPx)) - 1)
    const index = boardFocus(event.key, focusIndex, { columns, count: rows.length, pageLines })
    const row = index === undefined ? undefined : rows[index]
    if (row !== undefined) {
      moved.current = true
      ui.setState((state) => ({ focus: { row, column: 0 }, ...(state.openRow !== undefined && { openRow: row }) }))
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (openRow === focusRow) document.getElementById('tenant-panel')?.focus()
      else ui.setState({ openRow: focusRow })
    } else if (event.key === 'Escape') ui.setState({ openRow: undefined })
    else if (event.key === 'r') order.apply()
    else return
    event.preventDefault()
  }

  return (
    <div ref={scroller} role="grid" aria-label="Tenants" aria-rowcount={lines} aria-colcount={columns} className="board" onKeyDown={onKeyDown}>
      <div role="rowgroup" className="board-body" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index: line, start }) => (
          <div key={line} role="row" aria-rowindex={line + 1} className="board-line" style={{ transform: `translateY(${start}px)`, '--tiles': columns, '--tile-height': `${heightPx}px` } as CSSProperties /* custom properties */}>
            {[...rows.subarray(line * columns, (line + 1) * columns)].map((row, at) => (
              <Tile key={row} table={table} row={row} column={at} measure={measure} room={room} focusable={row === focusRow} open={row === openRow} />
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

interface TileProps {
  readonly table: FleetTable
  readonly row: number
  readonly column: number
  readonly measure: Settings['boardMeasure']
  readonly room: TileRoom
  readonly focusable: boolean
  readonly open: boolean
}

const tileCells = ['name', 'health', 'lastKnownHealth', 'healthSinceMs', 'recoveryPointLagMs', 'worstSummary', 'budgetLeftPercent', 'probe'] as const

const Tile = memo(
  function Tile({ table, row, column, measure, room, focusable, open }: TileProps): ReactNode {
    const { ui } = useServices()
    const { kind, words, sinceMs, finding } = tileOf(table, row, measure)
    const name = textAt(table, 'name', row)
    return (
      <div role="gridcell" aria-colindex={column + 1} tabIndex={focusable ? 0 : -1} className={`tile tile-${kind} tile-${room} ${open ? 'open' : ''}`} title={[words === '' ? name : `${name}: ${words}`, finding].filter(Boolean).join('\n')} onClick={() => ui.setState({ openRow: row, focus: { row, column: 0 } })}>
        <span className="tile-name ellipsis">{name}</span>
        {words !== '' && (
          <span className="tile-words">
            <HealthMark kind={kind} />
            <span className="num ellipsis">{words}</span>
            {sinceMs !== undefined && <span className="tile-since"><Age atMs={sinceMs} /></span>}
          </span>
        )}
        {finding !== '' && (room === 'large' || room === 'huge') && <span className="tile-finding">{finding}</span>}
      </div>
    )
  },
  (a, b) => a.row === b.row && a.column === b.column && a.measure === b.measure && a.room === b.room && a.focusable === b.focusable && a.open === b.open && (a.table === b.table || sameCells(a.table, b.table, a.row, tileCells)),
)

/** The room there is for tiles; follows the window. */
function useArea(scroller: RefObject<HTMLDivElement | null>): Area {
  const [area, setArea] = useState<Area>({ widthPx: 0, heightPx: 0 })
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const measure = (): void => setArea((before) => sameArea(before, { widthPx: element.clientWidth, heightPx: element.clientHeight }))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])
  return area
}

interface Area {
  readonly widthPx: number
  readonly heightPx: number
}

const sameArea = (before: Area, now: Area): Area => (before.widthPx === now.widthPx && before.heightPx === now.heightPx ? before : now)
