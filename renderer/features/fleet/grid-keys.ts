import type { GridFocus } from '../../stores/ui-store'

/** What a key does in the grid. `undefined`: not the grid's key. */
export type GridIntent =
  | { readonly kind: 'move'; readonly focus: GridFocus; readonly extend: boolean }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'toggle'; readonly extend: boolean }
  | { readonly kind: 'selectAll' }
  | { readonly kind: 'copy' }
  | { readonly kind: 'applyOrder' }
  | { readonly kind: 'sort'; readonly column: number; readonly add: boolean }

export interface KeyPress {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

export interface GridShape {
  /** Table rows in the order shown. */
  readonly rows: Uint32Array
  readonly columnCount: number
  /** How many rows PageUp and PageDown move. */
  readonly pageRows: number
}

export function gridIntent(press: KeyPress, focus: GridFocus, shape: GridShape): GridIntent | undefined {
  const control = press.ctrlKey || press.metaKey
  if (press.altKey) return undefined
  if (control && press.key.toLowerCase() === 'a') return { kind: 'selectAll' }
  if (control && press.key.toLowerCase() === 'c') return { kind: 'copy' }
  const moved = moveFocus(press, focus, shape)
  if (moved !== undefined) return { kind: 'move', focus: moved, extend: press.shiftKey && press.key.startsWith('Arrow') }
  if (control) return undefined
  if (press.key === 'Escape') return { kind: 'close' }
  if (press.key === 'r') return { kind: 'applyOrder' }
  if (focus.row === 'header') return press.key === 'Enter' || press.key === ' ' ? { kind: 'sort', column: focus.column, add: press.shiftKey } : undefined
  if (press.key === 'Enter') return { kind: 'open' }
  if (press.key === ' ') return { kind: 'toggle', extend: press.shiftKey }
  return undefined
}

function moveFocus(press: KeyPress, focus: GridFocus, { rows, columnCount, pageRows }: GridShape): GridFocus | undefined {
  const control = press.ctrlKey || press.metaKey
  const last = rows.length - 1
  const at = focus.row === 'header' ? -1 : rows.indexOf(focus.row)
  const toIndex = (index: number): GridFocus => ({ row: rows[Math.min(last, index)] ?? 'header', column: focus.column })
  const toColumn = (column: number): GridFocus => ({ row: focus.row, column: Math.max(0, Math.min(columnCount - 1, column)) })
  switch (press.key) {
    case 'ArrowDown':
    case 'j':
      return control ? undefined : toIndex(at + 1)
    case 'ArrowUp':
    case 'k':
      if (control) return undefined
      return at <= 0 ? (press.key === 'k' ? toIndex(0) : { row: 'header', column: focus.column }) : toIndex(at - 1)
    case 'PageDown':
      return toIndex(Math.max(0, at) + pageRows)
    case 'PageUp':
      return toIndex(Math.max(0, at - pageRows))
    case 'Home':
      return control || focus.row !== 'header' ? toIndex(0) : toColumn(0)
    case 'End':
      return control || focus.row !== 'header' ? toIndex(last) : toColumn(columnCount - 1)
    case 'ArrowLeft':
      return control ? undefined : toColumn(focus.column - 1)
    case 'ArrowRight':
      return control ? undefined : toColumn(focus.column + 1)
    default:
      return undefined
  }
}

/** The rows between two rows of the order shown, both included. */
export function rowsBetween(rows: Uint32Array, a: number, b: number): readonly number[] {
  const [from, to] = [rows.indexOf(a), rows.indexOf(b)].sort((one, two) => one - two) as [number, number] // two in, two out
  return from < 0 ? [b] : [...rows.subarray(from, to + 1)]
}
