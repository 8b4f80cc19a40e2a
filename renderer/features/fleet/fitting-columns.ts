import { defaultColumns } from '../../stores/settings-store'
import type { GridColumn } from './columns'

/** What the window has for the table, in CSS pixels; `scale`: of columns, with the size of type. */
export interface Room {
  readonly widthPx: number
  readonly nameWidthPx: number
  readonly scale: number
}

/** What is folded where not everything fits, first the least. Who it is, how it is, what is wrong and who may get in always stay. */
const foldedFirst: readonly string[] = ['snapshots', 'pitr', 'app', 'budget', 'since', 'failover', 'alarms', 'lag']
/** Beside the columns: the row's edges. */
const edgesPx = 20
/** What is wrong is said in words, and half a sentence says nothing: figures that are as promised give way until the words have this much more. */
const giveWayToWords: ReadonlySet<string> = new Set(['snapshots', 'pitr', 'app'])
const wordsPx = 120

/**
 * The columns that fit beside each other. Whoever chose columns beyond those shown at first wants them all, and scrolls sideways.
 * `room` absent: not known yet, everything is shown.
 */
export function fittingColumns(columns: readonly GridColumn[], room: Room | undefined): readonly GridColumn[] {
  if (room === undefined || columns.some(({ id }) => !isShownAtFirst(id))) return columns
  const widthPx = ({ id, minWidthPx }: GridColumn): number => (id === 'name' ? room.nameWidthPx : minWidthPx * room.scale)
  let sparePx = room.widthPx - edgesPx - columns.reduce((sum, column) => sum + widthPx(column), 0)
  const folded = new Set<string>()
  for (const id of foldedFirst) {
    if (sparePx >= (giveWayToWords.has(id) ? wordsPx * room.scale : 0)) break
    const column = columns.find((each) => each.id === id)
    if (column === undefined) continue
    folded.add(id)
    sparePx += widthPx(column)
  }
  return folded.size === 0 ? columns : columns.filter(({ id }) => !folded.has(id))
}

const isShownAtFirst = (id: string): boolean => (defaultColumns as readonly string[]).includes(id)
