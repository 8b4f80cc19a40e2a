import { useLayoutEffect, useMemo, useState, type RefObject } from 'react'
import type { GridColumn } from './columns'
import { fittingColumns, type Room } from './fitting-columns'
import { useChosenColumns } from './use-chosen-columns'

/**
 * The chosen columns that fit into the screen around `inside`, the same array until that changes. The side panel takes no column away: it lies
 * over what can be scrolled to.
 */
export function useFittingColumns(inside: RefObject<HTMLElement | null>): readonly GridColumn[] {
  const columns = useChosenColumns()
  const [room, setRoom] = useState<Room>()
  useLayoutEffect(() => {
    const screen = inside.current?.closest<HTMLElement>('.fleet')
    if (screen === null || screen === undefined) return undefined
    const measure = (): void => setRoom((before) => changed(before, roomOf(screen)))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(screen)
    return () => observer.disconnect()
  }, [inside])
  return useMemo(() => fittingColumns(columns, room), [columns, room])
}

/** Undefined where nothing is laid out. Room for the scroll bar is kept always, so that rows that come or go fold nothing. */
function roomOf(screen: HTMLElement): Room | undefined {
  const grid = screen.querySelector<HTMLElement>('.grid')
  const scrollBarPx = grid === null ? 0 : grid.offsetWidth - grid.clientWidth
  const style = getComputedStyle(screen)
  const [nameWidthPx, scale] = [Number.parseFloat(style.getPropertyValue('--name-width')), Number.parseFloat(style.getPropertyValue('--column-scale'))]
  return screen.clientWidth === 0 || Number.isNaN(nameWidthPx) || Number.isNaN(scale) ? undefined : { widthPx: screen.clientWidth - scrollBarPx, nameWidthPx, scale }
}

const changed = (before: Room | undefined, now: Room | undefined): Room | undefined =>
  before !== undefined && now !== undefined && before.widthPx === now.widthPx && before.nameWidthPx === now.nameWidthPx && before.scale === now.scale ? before : now
