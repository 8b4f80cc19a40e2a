import { ArrowUpDown, Bookmark, Columns3, LayoutGrid, Rows3, X } from 'lucide-react'
import { memo, useRef, type ReactNode } from 'react'
import { Button, IconButton } from '../../components/button'
import { Popover } from '../../components/popover'
import { formatCount, plural } from '../../format/number'
import { useServices, useSlice } from '../../stores/services'
import { worstFirst } from '../../stores/settings-store'
import { gridColumns } from './columns'
import { filterWords, withoutWord } from './filter-words'
import { applyView } from './saved-views'
import { useChosenColumns } from './use-chosen-columns'
import { useFittingColumns } from './use-fitting-columns'

/** How many tenants are shown and by which words; which view; saved views. */
export const Toolbar = memo(function Toolbar({ total }: { readonly total: number }): ReactNode {
  const { settings, ui } = useServices()
  const view = useSlice('settings', (state) => state.view)
  return (
    <div className="toolbar">
      <FilterChips total={total} />
      <span className="grow" />
      {view === 'board' && <BoardMeasure />}
      <HiddenOrder />
      <SavedViews />
      {view === 'table' && <FoldedColumns />}
      {view === 'table' && <IconButton label="Choose columns (g c)" icon={Columns3} onClick={() => ui.setState({ dialog: 'columns' })} />}
      <div className="segments" role="group" aria-label="View">
        <Button look="quiet" icon={Rows3} aria-pressed={view === 'table'} onClick={() => settings.setState({ view: 'table' })}>Table</Button>
        <Button look="quiet" icon={LayoutGrid} aria-pressed={view === 'board'} onClick={() => settings.setState({ view: 'board' })}>Board</Button>
      </div>
    </div>
  )
})

/** An order by a column that is not there is seen nowhere else, and outlives the window: the worst may stand anywhere. */
function HiddenOrder(): ReactNode {
  const { settings } = useServices()
  const by = useSlice('settings', (state) => state.sort[0]?.column)
  const isShown = useChosenColumns().some(({ sort }) => sort === by)
  if (by === undefined || isShown) return null
  const title = gridColumns.find(({ sort }) => sort === by)?.title.toLowerCase() ?? 'a hidden column'
  return <Button look="quiet" icon={ArrowUpDown} title={`The tenants stand in the order of ${title}, which is not shown. Back to the worst first.`} onClick={() => settings.setState({ sort: worstFirst })}>By {title}: worst first again</Button>
}

/** Which columns the window has no room for. */
function FoldedColumns(): ReactNode {
  const { ui } = useServices()
  const place = useRef<HTMLSpanElement>(null)
  const fitting = useFittingColumns(place)
  const folded = useChosenColumns().filter((column) => !fitting.includes(column))
  return (
    <span ref={place}>
      {folded.length > 0 && <Button look="quiet" title={`The window is too narrow for ${folded.map(({ title }) => title).join(', ')}`} onClick={() => ui.setState({ dialog: 'columns' })}>{plural(folded.length, 'column')} folded</Button>}
    </span>
  )
}

function FilterChips({ total }: { readonly total: number }): ReactNode {
  const { settings } = useServices()
  const filter = useSlice('settings', (state) => state.filter)
  const errors = useSlice('order', (state) => state.query.errors)
  const shown = useSlice('order', (state) => state.rows.length)
  const words = filterWords(filter)
  if (words.length === 0) return <span className="count num">{plural(total, 'tenant')}</span>
  return (
    <>
      <span className="count num">
        {formatCount(shown)} of {plural(total, 'tenant')}
      </span>
      <ul className="chips" aria-label="Filter">
        {words.map((word) => {
          const error = errors.find(({ start, end }) => start < word.end && end > word.start)
          return (
            <li key={word.start} className={error === undefined ? 'chip' : 'chip chip-error'} title={error?.message}>
              <span className="ellipsis">{error === undefined ? word.text : `${word.text} – not understood`}</span>
              <IconButton label={`Remove ${word.text}`} icon={X} onClick={() => settings.setState({ filter: withoutWord(filter, word) })} />
            </li>
          )
        })}
      </ul>
      <Button look="quiet" onClick={() => settings.setState({ filter: '' })}>Clear</Button>
    </>
  )
}

const measures = ['health', 'recoveryPointLag', 'errorBudget'] as const

function BoardMeasure(): ReactNode {
  const { settings } = useServices()
  const measure = useSlice('settings', (state) => state.boardMeasure)
  return (
    <label className="row soft">
      Coloured by
      <select className="select" value={measure} onChange={(event) => settings.setState({ boardMeasure: measures.find((each) => each === event.target.value) ?? 'health' })}>
        <option value="health">health</option>
        <option value="recoveryPointLag">recovery point lag</option>
        <option value="errorBudget">error budget</option>
      </select>
    </label>
  )
}

function SavedViews(): ReactNode {
  const { settings, ui } = useServices()
  const views = useSlice('settings', (state) => state.savedViews)
  return (
    <Popover place="below-end" label="Saved views" trigger={<><Bookmark aria-hidden="true" />Views</>}>
      {(close) => (
        <ul className="menu">
          {views.map((view) => (
            <li key={view.name} className="row">
              <Button look="quiet" className="grow" onClick={() => { applyView(settings, view); close() }}>
                <span className="grow ellipsis">{view.name}</span>
                <span className="faint ellipsis">{view.filter || 'all tenants'}</span>
              </Button>
              <IconButton label={`Delete the view ${view.name}`} icon={X} onClick={() => settings.setState({ savedViews: views.filter((other) => other !== view) })} />
            </li>
          ))}
          {views.length === 0 && <li className="faint menu-empty">No saved views yet: a view keeps filter, order and layout under a name.</li>}
          <li className="menu-end">
            <Button look="quiet" className="grow" onClick={() => { close(); ui.setState({ dialog: 'saveView' }) }}>Save the current view …</Button>
          </li>
        </ul>
      )}
    </Popover>
  )
}
