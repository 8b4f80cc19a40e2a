import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import type { FleetTable } from '#shared/fleet/table'
import { healths } from '#shared/health/finding'
import { WaitingOrder } from '../../components/waiting-order'
import { textAt } from '../../stores/cells'
import { useServices } from '../../stores/services'
import { visitTenant } from '../../stores/tenant-visit'
import { RecoveryPanel } from './recovery-panel'
import { RecoveryRow, type RecoveryView } from './recovery-row'
import type { HeldRows } from './use-held-rows'
import { useRecoveries } from './use-recoveries'

interface Props {
  readonly table: FleetTable
  readonly epoch: string
  readonly held: HeldRows
  readonly view: RecoveryView
}

const rowHeightPx = 52
const headerHeightPx = 32

/** The tenants as rows over a virtual list; only what is on screen is asked for. */
export function RecoveryList({ table, epoch, held, view }: Props): ReactNode {
  const { rows } = held
  const { ui } = useServices()
  const scroller = useRef<HTMLDivElement>(null)
  const [stop, setStop] = useState<number | undefined>(undefined)
  const [open, setOpen] = useState<number | undefined>(undefined)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeightPx, overscan: 4, scrollMargin: headerHeightPx, scrollPaddingStart: headerHeightPx })
  const items = virtual.getVirtualItems()
  const visible = items.flatMap(({ index }) => rows[index] ?? [])
  const { byId, error } = useRecoveries(table, epoch, open === undefined || visible.includes(open) ? visible : [...visible, open])
  const tabStop = stop !== undefined && rows.includes(stop) ? stop : rows[0]

  const moving = useRef(false)
  useEffect(() => {
    if (!moving.current || tabStop === undefined) return
    moving.current = false
    scroller.current?.querySelector<HTMLElement>(`[data-row="${tabStop}"]`)?.focus({ preventScroll: true })
  })

  const goTo = (index: number): void => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))]
    if (row === undefined) return
    moving.current = true
    setStop(row)
    virtual.scrollToIndex(rows.indexOf(row), { align: 'auto' })
  }
  const openTenant = (row: number): void => visitTenant(ui, textAt(table, 'id', row))
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabStop === undefined ? 0 : rows.indexOf(tabStop)
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeightPx) / rowHeightPx) - 2)
    const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: rows.length - 1 }
    const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : steps[event.key]
    held.touch('key')
    if (step !== undefined) goTo(step)
    else if (event.key === 'r' && !event.ctrlKey && !event.metaKey && !event.altKey) held.apply()
    else if (event.key === 'Enter' && tabStop !== undefined) setOpen(tabStop)
    else if (event.key === 'Escape' && open !== undefined) setOpen(undefined)
    else return
    event.preventDefault()
  }
  const onClick = (event: MouseEvent): void => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]')?.dataset['row'] : undefined
    if (row === undefined) return
    setStop(Number(row))
    setOpen(open === Number(row) ? undefined : Number(row))
  }

  return (
    <div className="recovery-main">
      <div className="recovery-view" onPointerMove={() => held.touch('pointer')} onPointerLeave={held.release}>
        {error !== undefined && <p className="recovery-error" role="status">What is shown may be old: {error.message}</p>}
        <div ref={scroller} className="recovery-grid" role="grid" aria-label="Recovery of every tenant" aria-rowcount={rows.length + 1} onKeyDown={onKeyDown}>
          <Header view={view} />
          <div role="rowgroup" className="recovery-body" style={{ height: virtual.getTotalSize() }} onClick={onClick}>
            {items.map(({ index, start }) => {
              const row = rows[index]
              if (row === undefined) return null
              const id = textAt(table, 'id', row)
              return <RecoveryRow key={row} index={index} row={row} name={textAt(table, 'name', row) || id} health={healths[table.columns.recovery[row] ?? -1] ?? 'unknown'} recovery={byId.get(id)} view={view} isOpen={row === open} hasTabStop={row === tabStop} style={{ transform: `translateY(${start - headerHeightPx}px)` }} />
            })}
          </div>
        </div>
        <div className="floating">
          <WaitingOrder moved={held.moved} onApply={held.apply} />
        </div>
      </div>
      {open !== undefined && <RecoveryPanel recovery={byId.get(textAt(table, 'id', open))} name={textAt(table, 'name', open)} onOpenTenant={() => openTenant(open)} onClose={() => setOpen(undefined)} />}
    </div>
  )
}

const Header = ({ view }: { readonly view: RecoveryView }): ReactNode => (
  <div role="rowgroup" className="recovery-head">
    <div role="row" aria-rowindex={1} className="recovery-row">
      <div role="columnheader">Tenant</div>
      <div role="columnheader" className="end">Recovery point</div>
      <div role="columnheader">{view === 'bars' ? 'Restorable window, snapshots' : 'Restorable from, to'}</div>
      <div role="columnheader">Daily snapshots</div>
      <div role="columnheader">Off-site copy</div>
      <div role="columnheader">Key</div>
      <div role="columnheader">Would fail today</div>
    </div>
  </div>
)
