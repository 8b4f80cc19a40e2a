import type { CSSProperties } from 'react'
import type { GridColumn } from './columns'

/** Widths are those of 13 px type; on a wall (tokens.css) they grow with it. The tenant's own column follows the window. */
const widthOf = ({ id, minWidthPx }: GridColumn): string => (id === 'name' ? 'var(--name-width)' : `calc(${minWidthPx}px * var(--column-scale))`)

/** The custom properties that header, rows and skeleton share, so that nothing moves when the fleet has loaded. */
export function gridTemplate(columns: readonly GridColumn[], rowHeightPx: number): CSSProperties {
  return {
    '--grid-columns': columns.map((column) => (column.grow === 0 ? widthOf(column) : `minmax(${widthOf(column)}, ${column.grow}fr)`)).join(' '),
    '--grid-width': `calc(${columns.map(widthOf).join(' + ')})`,
    '--row-height': `${rowHeightPx}px`,
  } as CSSProperties // custom properties
}
