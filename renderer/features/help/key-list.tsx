import type { ReactNode } from 'react'
import { keymap, keyWords } from '../../app/keymap'
import { Dialog } from '../../components/dialog'

const gridKeys: readonly (readonly [string, string])[] = [
  ['j / k, ↓ / ↑', 'Next and previous tenant'],
  ['← / →', 'Cell to the left and right'],
  ['PgUp / PgDn', 'A page up and down'],
  ['Home / End', 'First and last tenant'],
  ['Enter', 'Open the tenant’s panel; again: its screen'],
  ['Esc', 'Close the panel, then drop the selection'],
  ['Space', 'Select or deselect the tenant'],
  ['Shift + ↓ / ↑', 'Extend the selection'],
  ['Ctrl A', 'Select all tenants shown'],
  ['Ctrl C', 'Copy the selected tenants as a table'],
  ['Enter on a heading', 'Sort by it; with Shift: sort by it too'],
  ['r', 'Apply a change of order that waits'],
]

const tenantKeys: readonly (readonly [string, string])[] = [
  ['j / k', 'Next and previous tenant of the fleet'],
  ['Esc', 'Back to where you came from'],
  ['← / →', 'On a chart: to the point before and after'],
]

const alarmKeys: readonly (readonly [string, string])[] = [
  ['j / k, ↓ / ↑', 'Next and previous alarm'],
  ['Enter', 'Open or fold a group'],
  ['a', 'Acknowledge: you take care of the alarm'],
  ['s', 'Seen: you know of the alarm'],
]

const historyKeys: readonly (readonly [string, string])[] = [
  ['[ / ]', 'To the change before and after'],
  ['← / →', 'On the slider: a minute back and on'],
  ['PgDn / PgUp', 'An hour back and on'],
  ['j / k, ↓ / ↑', 'Next and previous tenant or incident'],
]

export function KeyList({ onClose }: { readonly onClose: () => void }): ReactNode {
  const mac = navigator.userAgent.includes('Mac')
  return (
    <Dialog title="Keys" onClose={onClose} className="key-dialog">
      <div className="key-columns" role="group" aria-label="Keys by screen" tabIndex={0}>
        <div>
          <KeyTable title="Anywhere" rows={keymap.map(({ keys, words }) => [keyWords(keys, mac), words])} />
          <KeyTable title="On the alarm desk" rows={alarmKeys} />
        </div>
        <div>
          <KeyTable title="In the fleet" rows={gridKeys} />
          <KeyTable title="On a tenant’s screen" rows={tenantKeys} />
          <KeyTable title="In the history" rows={historyKeys} />
        </div>
      </div>
    </Dialog>
  )
}

function KeyTable({ title, rows }: { readonly title: string; readonly rows: readonly (readonly [string, string])[] }): ReactNode {
  return (
    <section>
      <h3>{title}</h3>
      <dl className="keys">
        {rows.map(([keys, words]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
