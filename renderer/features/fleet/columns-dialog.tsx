import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, IconButton } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { useServices, useSlice } from '../../stores/services'
import { defaultColumns } from '../../stores/settings-store'
import { chosenColumns, gridColumns, type GridColumn } from './columns'

/** Which columns are shown and in which order. Takes effect at once, behind the dialog. */
export function ColumnsDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { settings } = useServices()
  const ids = useSlice('settings', (state) => state.columns)
  const shown = chosenColumns(ids)
  const set = (columns: readonly GridColumn[]): void => settings.setState({ columns: columns.map(({ id }) => id) })
  const move = (at: number, by: -1 | 1): void => {
    const next = [...shown]
    const [taken] = next.splice(at, 1)
    if (taken !== undefined) set([...next.slice(0, at + by), taken, ...next.slice(at + by)])
  }
  return (
    <Dialog title="Columns" onClose={onClose} className="columns-dialog">
      <div className="dialog-scroll">
        <ol className="column-list">
          {shown.map((column, at) => (
            <li key={column.id} className="row">
              <ColumnCheck column={column} checked disabled={column.id === 'name'} onChange={() => set(shown.filter((other) => other !== column))} />
              <IconButton label={`Move ${column.title} up`} icon={ArrowUp} disabled={at < 2} onClick={() => move(at, -1)} />
              <IconButton label={`Move ${column.title} down`} icon={ArrowDown} disabled={at === 0 || at === shown.length - 1} onClick={() => move(at, 1)} />
            </li>
          ))}
        </ol>
        <h3>Not shown</h3>
        <ul className="column-list">
          {gridColumns
            .filter((column) => !shown.includes(column))
            .map((column) => (
              <li key={column.id} className="row">
                <ColumnCheck column={column} checked={false} onChange={() => set([...shown, column])} />
              </li>
            ))}
        </ul>
      </div>
      <footer className="dialog-foot">
        <Button onClick={() => settings.setState({ columns: defaultColumns })}>Reset</Button>
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </footer>
    </Dialog>
  )
}

function ColumnCheck({ column, checked, disabled = false, onChange }: { readonly column: GridColumn; readonly checked: boolean; readonly disabled?: boolean; readonly onChange: () => void }): ReactNode {
  return (
    <label className="check grow" title={column.hint}>
      <input type="checkbox" checked={checked} disabled={disabled} onChange={onChange} />
      <span className="column-title">{column.title}</span>
      <span className="faint ellipsis">{column.hint}</span>
    </label>
  )
}
