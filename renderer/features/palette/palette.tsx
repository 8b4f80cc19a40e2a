import { useDeferredValue, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { isOffered, runAction } from '../../app/actions'
import { Dialog } from '../../components/dialog'
import { HealthMark } from '../../components/health-mark'
import { healthWords } from '../../format/words'
import { textAt } from '../../stores/cells'
import { tableOf } from '../../stores/fleet-store'
import { useServices, useSlice, type Services } from '../../stores/services'
import { visitTenant } from '../../stores/tenant-visit'
import { findItems, fixedItems, type PaletteItem } from './palette-items'

/** Type a few letters, press Enter: tenants, screens, saved views, actions. */
export function Palette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const services = useServices()
  const savedViews = useSlice('settings', (state) => state.savedViews)
  const table = useSlice('fleet', tableOf)
  const access = useSlice('access', (state) => state)
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const asked = useDeferredValue(query)
  const fixed = useMemo(() => fixedItems({ savedViews }, navigator.userAgent.includes('Mac'), (action) => isOffered(action, access)), [savedViews, access])
  const items = useMemo(() => findItems(asked, fixed, table), [asked, fixed, table])
  const at = Math.min(chosen, items.length - 1)

  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const run = (item: PaletteItem | undefined): void => {
    if (item === undefined) return
    // The dialog must be gone first: while it is open nothing behind it can take the focus.
    flushSync(onClose)
    runItem(item, services)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') run(findItems(query, fixed, table)[query === asked ? at : 0])
    else if (event.key === 'ArrowDown') setChosen(Math.min(items.length - 1, at + 1))
    else if (event.key === 'ArrowUp') setChosen(Math.max(0, at - 1))
    else return
    event.preventDefault()
  }

  return (
    <Dialog title="Command palette" onClose={onClose} className="palette" bare>
      <input
        className="palette-input"
        role="combobox"
        aria-label="Go to a tenant, screen, view or action"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={items.length === 0 ? undefined : `palette-${at}`}
        placeholder="Tenant, screen, view or action; “tenant name” for its own screen"
        data-first
        spellCheck={false}
        autoComplete="off"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="palette-list" ref={list} role="listbox" aria-label="Matches" className="palette-list">
        {items.map((item, index) => (
          <li key={keyOf(item)} id={`palette-${index}`} role="option" aria-selected={index === at} onPointerMove={() => setChosen(index)} onClick={() => run(item)}>
            <ItemLine item={item} />
          </li>
        ))}
      </ul>
      {items.length === 0 && <p className="palette-none soft">Nothing is called “{asked}”.</p>}
    </Dialog>
  )
}

function ItemLine({ item }: { readonly item: PaletteItem }): ReactNode {
  switch (item.kind) {
    case 'tenant':
      return (
        <>
          <HealthMark kind={item.health} />
          <span className="grow ellipsis">{item.screen === true && <span className="soft">Screen of </span>}{item.title}</span>
          <span className={`health-${item.health}`}>{healthWords[item.health]}</span>
        </>
      )
    case 'action':
      return (
        <>
          <span className="grow ellipsis">{item.title}</span>
          {item.keys !== '' && <kbd>{item.keys}</kbd>}
        </>
      )
    case 'view':
      return <span className="grow ellipsis">{item.title}</span>
  }
}

const keyOf = (item: PaletteItem): string => (item.kind === 'tenant' ? `tenant ${item.row}` : `${item.kind} ${item.title}`)

function runItem(item: PaletteItem, services: Services): void {
  const { ui, settings } = services
  switch (item.kind) {
    case 'action':
      return runAction(item.action, services)
    case 'tenant': {
      const found = tableOf(services.fleet.getState())
      if (item.screen === true && found !== undefined) return visitTenant(ui, textAt(found, 'id', item.row))
      flushSync(() => ui.setState({ route: 'fleet', openRow: item.row, focus: { row: item.row, column: 0 } }))
      return document.querySelector<HTMLElement>('[role="grid"] [tabindex="0"]')?.focus()
    }
    case 'view': {
      const view = settings.getState().savedViews.find(({ name }) => name === item.name)
      if (view === undefined) return
      ui.setState({ route: 'fleet' })
      return settings.setState({ filter: view.filter, sort: view.sort, view: view.view })
    }
  }
}
