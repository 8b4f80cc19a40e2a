import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { isCalling, type AlarmTrouble } from '#shared/alarms/desk-alarm'
import type { AlarmDesk } from '#shared/ipc/alarms-contract'
import { useServices, useSlice } from '../../stores/services'
import type { AlarmItem } from './alarm-items'
import { AlarmPanel } from './alarm-panel'
import { AlarmLine, GroupLine } from './alarm-row'
import { useMarking } from './use-marking'

interface Props {
  readonly items: readonly AlarmItem[]
  readonly desk: AlarmDesk
  readonly onToggle: (trouble: AlarmTrouble) => void
}

const rowHeightPx = 48
const headerHeightPx = 32
/** A key behind `g` goes to a screen: it marks nothing. */
const pairWithinMs = 1_200

/** The alarms as rows over a virtual list, and the one that is looked at beside it. */
export function AlarmList({ items, desk, onToggle }: Props): ReactNode {
  const { attention, clock } = useServices()
  const scroller = useRef<HTMLDivElement>(null)
  const asked = useSlice('attention', ({ openAlarm }) => openAlarm)
  const [at, setAt] = useState<string | undefined>(undefined)
  const found = items.findIndex(({ id }) => id === at)
  const index = Math.max(0, found)
  const item = items[index]
  // What is looked at stays so, wherever it stands now: a key must never mark another alarm that took its place.
  const alarm = useMemo(() => desk.alarms.find(({ key }) => key === at), [desk, at])
  const [lookedAt, setLookedAt] = useState<string | undefined>(undefined)
  useEffect(() => {
    if (at === undefined && items[0] !== undefined) setAt(items[0].id)
    if (alarm !== undefined || items[found]?.kind === 'group') setLookedAt(alarm?.name)
  }, [at, alarm, found, items])
  const marking = useMarking(desk, alarm)
  const virtual = useVirtualizer({ count: items.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeightPx, overscan: 4, scrollMargin: headerHeightPx, scrollPaddingStart: headerHeightPx })

  // Where a pressed notification leads, as soon as it is listed; whoever goes elsewhere meanwhile stays there.
  useEffect(() => {
    if (asked === undefined) return
    const line = items.findIndex(({ id }) => id === asked)
    if (line < 0) return
    attention.setState({ openAlarm: undefined })
    setAt(asked)
    virtual.scrollToIndex(line, { align: 'auto' })
  }, [asked, attention, items, virtual])

  const moving = useRef(false)
  useEffect(() => {
    if (!moving.current || item === undefined) return
    moving.current = false
    scroller.current?.querySelector<HTMLElement>(`[data-at="${index}"]`)?.focus({ preventScroll: true })
  })
  const goTo = (to: number): void => {
    const next = items[Math.min(items.length - 1, Math.max(0, to))]
    if (next === undefined) return
    moving.current = true
    attention.setState({ openAlarm: undefined })
    setAt(next.id)
    virtual.scrollToIndex(items.indexOf(next), { align: 'auto' })
  }
  const goPressedMs = useRef(-Infinity)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const behindGo = clock.nowMs() - goPressedMs.current < pairWithinMs
    goPressedMs.current = event.key === 'g' && !behindGo ? clock.nowMs() : -Infinity
    if (behindGo || event.key === 'g') return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeightPx) / rowHeightPx) - 2)
    const steps: Readonly<Record<string, number>> = { ArrowDown: index + 1, j: index + 1, ArrowUp: index - 1, k: index - 1, PageDown: index + page, PageUp: index - page, Home: 0, End: items.length - 1 }
    const step = steps[event.key]
    if (step !== undefined) goTo(step)
    else if (event.key === 'Enter' && item?.kind === 'group') onToggle(item.trouble)
    else if (event.key === 'a' && marking.mayMark) marking.mark('acknowledged')
    else if (event.key === 's' && marking.mayMark) marking.mark('seen')
    else return
    event.preventDefault()
  }
  const onClick = (event: MouseEvent): void => {
    const to = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-at]')?.dataset['at'] : undefined
    const next = to === undefined ? undefined : items[Number(to)]
    if (next === undefined) return
    attention.setState({ openAlarm: undefined })
    setAt(next.id)
    if (next.kind === 'group') onToggle(next.trouble)
  }

  return (
    <div className="recovery-main">
      <div ref={scroller} className="alarms-grid" role="grid" aria-label="Alarms" aria-rowcount={items.length + 1} onKeyDown={onKeyDown}>
        <div role="rowgroup" className="alarms-head">
          <div role="row" aria-rowindex={1} className="alarms-row">
            <div role="columnheader">Alarm</div>
            <div role="columnheader">Tenants</div>
            <div role="columnheader">Taken care of by</div>
            <div role="columnheader" className="end">For</div>
            <div role="columnheader">Account, Region</div>
          </div>
        </div>
        <div role="rowgroup" className="recovery-body" style={{ height: virtual.getTotalSize() }} onClick={onClick}>
          {virtual.getVirtualItems().map(({ index: line, start }) => {
            const each = items[line]
            if (each === undefined) return null
            const place = { index: line, isAt: line === found, hasTabStop: line === index, style: { transform: `translateY(${start - headerHeightPx}px)` } }
            return each.kind === 'group' ? <GroupLine key={each.id} {...place} group={each} /> : <AlarmLine key={each.id} {...place} alarm={each.alarm} />
          })}
        </div>
      </div>
      {alarm === undefined && at !== undefined && lookedAt !== undefined && <aside className="recovery-panel alarms-panel" aria-label="Alarm that is over"><p role="status">The alarm <strong>{lookedAt}</strong> that you looked at is over: CloudWatch does not report it any more. Choose another.</p></aside>}
      {alarm !== undefined && <AlarmPanel key={alarm.key} alarm={alarm} nowMs={desk.atMs} me={desk.me} marking={isCalling(alarm) ? marking : undefined} />}
    </div>
  )
}
