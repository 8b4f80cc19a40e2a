import { Search, X } from 'lucide-react'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { queryKeys } from '#shared/fleet/table-query'
import { IconButton } from '../../components/button'
import { useServices, useSlice } from '../../stores/services'

/** The filter line. What it cannot understand is said below it and filters nothing. */
export function FilterBox(): ReactNode {
  const { settings, ui, order } = useServices()
  const filter = useSlice('settings', (state) => state.filter)
  const errors = useSlice('order', (state) => state.query.errors)
  const [focused, setFocused] = useState(false)
  const set = (line: string): void => settings.setState({ filter: line })

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape') {
      if (filter === '') event.currentTarget.blur()
      else set('')
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      const [row] = order.getState().rows
      if (row === undefined) return
      ui.setState({ focus: { row, column: 0 } })
      document.querySelector<HTMLElement>('[role="grid"] [tabindex="0"]')?.focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div role="search" className="filter-box">
      <Search aria-hidden="true" />
      <input
        id="fleet-filter"
        type="text"
        aria-label="Filter tenants"
        aria-describedby="fleet-filter-words"
        aria-invalid={errors.length > 0}
        placeholder="Filter:  health:critical  env:frontend  lag>10m  name"
        maxLength={2_000}
        spellCheck={false}
        autoComplete="off"
        value={filter}
        onChange={(event) => set(event.target.value)}
        onKeyDown={onKeyDown}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
      />
      {filter === '' ? <kbd aria-hidden="true">/</kbd> : <IconButton label="Clear the filter" icon={X} onClick={() => set('')} />}
      <div id="fleet-filter-words" className="filter-words" hidden={errors.length === 0 && !(focused && filter === '')}>
        {errors.length > 0 ? <FilterErrors messages={errors.map(({ message }) => message)} /> : <FilterHelp />}
      </div>
    </div>
  )
}

function FilterErrors({ messages }: { readonly messages: readonly string[] }): ReactNode {
  return (
    <ul className="filter-errors">
      {messages.map((message) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  )
}

function FilterHelp(): ReactNode {
  return (
    <>
      <dl className="filter-help">
        {queryKeys.map(({ key, meaning, example }) => (
          <div key={key}>
            <dt className="mono">{example}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="faint">Several values: health:critical,degraded. A leading - turns a word round. Other words search name and id.</p>
    </>
  )
}
