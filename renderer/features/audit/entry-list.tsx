import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import type { AuditRow } from '#shared/audit/query'
import { HealthMark } from '../../components/health-mark'
import { formatTime } from '../../format/time'
import { useTimed } from '../../stores/services'
import { keyOf, lookOf } from './entry-look'

const rowPx = 46

interface EntryListProps {
  readonly rows: readonly AuditRow[]
  readonly more: boolean
  readonly chosen: string | undefined
  readonly onChosen: (key: string | undefined) => void
  readonly onMore: () => void
}

/** Entries, newest first; further ones are asked for when their place comes into sight. */
export function EntryList({ rows, more, chosen, onChosen, onMore }: EntryListProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowPx, overscan: 12 })
  const items = virtual.getVirtualItems()
  const lastSeen = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && rows.length > 0 && lastSeen >= rows.length - 20) onMore()
  }, [more, rows.length, lastSeen, onMore])
  const at = rows.findIndex((row) => keyOf(row) === chosen)
  const onKey = (event: KeyboardEvent): void => {
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -Infinity, End: Infinity }[event.key]
    if (event.key === 'Escape' && chosen !== undefined) onChosen(undefined)
    else if (step !== undefined && rows.length > 0) {
      const next = Math.min(rows.length - 1, Math.max(0, at + step))
      const row = rows[next]
      if (row !== undefined) onChosen(keyOf(row))
      virtual.scrollToIndex(next)
    } else return
    event.preventDefault()
  }
  return (
    <div ref={scroller} className="audit-rows" role="listbox" aria-label="Entries" tabIndex={0} aria-activedescendant={at >= 0 ? `audit-${chosen}` : undefined} onKeyDown={onKey}>
      <div className="then-body" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index]
          return row === undefined ? null : <Row key={keyOf(row)} row={row} isChosen={keyOf(row) === chosen} at={index} of={rows.length} start={start} onChosen={onChosen} />
        })}
      </div>
    </div>
  )
}

function Row({ row, isChosen, at, of, start, onChosen }: { readonly row: AuditRow; readonly isChosen: boolean; readonly at: number; readonly of: number; readonly start: number; readonly onChosen: (key: string | undefined) => void }): ReactNode {
  const { body } = row.entry
  const { deed, mark, state, words } = lookOf(row)
  const time = useTimed((nowMs) => formatTime(body?.atMs ?? Number.NaN, nowMs))
  return (
    <div id={`audit-${keyOf(row)}`} role="option" aria-selected={isChosen} aria-setsize={of} aria-posinset={at + 1} className="audit-row" style={{ transform: `translateY(${start}px)` }} onClick={() => onChosen(isChosen ? undefined : keyOf(row))}>
      <time className="num soft">{time}</time>
      <span className="ellipsis" title={body?.who.principal}>{body?.who.person ?? ''}</span>
      <span className="audit-words"><span className="ellipsis">{deed}</span><span className="ellipsis faint">{[body?.what, body?.why, (body?.tenants ?? []).join(', ')].filter((each) => each !== undefined && each !== '').join(' · ')}</span></span>
      <span className="row audit-state" title={words}><HealthMark kind={mark} /><span className="ellipsis">{state}{words === undefined ? '' : `: ${words}`}</span></span>
    </div>
  )
}
