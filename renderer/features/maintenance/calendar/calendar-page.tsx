import { CalendarClock, CalendarDays, CalendarRange, ChevronLeft, ChevronRight, Download, List, Plus, type LucideIcon } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { dayOf, type CalendarDay } from '#shared/kernel/calendar-day'
import type { MaintenanceCalendar } from '#shared/maintenance/window-view'
import { Button, IconButton } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { formatOffset } from '../../../format/time'
import { ownZone } from '../../../format/zone'
import { mayRun } from '../../../stores/access-store'
import type { CalendarLook } from '../../../stores/maintenance-store'
import { planWindow } from '../../../stores/maintenance-visit'
import { useServices, useSlice, useTimed } from '../../../stores/services'
import { byUrgency, isUrgent } from '../stage-words'
import { Doubts } from './doubts'
import { MonthView } from './month-view'
import { NowCards } from './now-cards'
import { exportWindows } from './export-windows'
import { periodWords, shifted } from './period'
import { WeekView } from './week-view'
import { WindowList } from './window-list'

const looks: readonly { readonly id: CalendarLook; readonly title: string; readonly icon: LucideIcon }[] = [
  { id: 'week', title: 'Week', icon: CalendarRange },
  { id: 'month', title: 'Month', icon: CalendarDays },
  { id: 'list', title: 'List', icon: List },
]

/** All windows of the desk: what runs or is due above everything, then a week, a month, or a list that says what holds each up. */
export function CalendarPage(): ReactNode {
  const calendar = useSlice('maintenance', (state) => state.calendar)
  switch (calendar.kind) {
    case 'loading':
      return <Notice icon={CalendarClock} title="Loading maintenance">Reading the desk’s windows …</Notice>
    case 'failed':
      return <Notice icon={CalendarClock} title="Maintenance windows cannot be shown">{calendar.error.message} Watchfloor tries again within a minute.</Notice>
    case 'ready':
      return <Page calendar={calendar.value} outdated={calendar.outdated?.message} />
  }
}

function Page({ calendar, outdated }: { readonly calendar: MaintenanceCalendar; readonly outdated: string | undefined }): ReactNode {
  const { maintenance } = useServices()
  const zone = ownZone()
  const look = useSlice('maintenance', (state) => state.look)
  const today = useToday(zone, calendar.asOfMs)
  const [chosen, setChosen] = useState<CalendarDay>()
  const day = chosen ?? today
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => body.current?.focus({ preventScroll: true }), [])
  const move = (by: -1 | 1): void => setChosen(shifted(day, look, by))
  const onKeyDown = (event: KeyboardEvent): void => {
    if (look === 'list' || event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'ArrowLeft') move(-1)
    else if (event.key === 'ArrowRight') move(1)
    else if (event.key === 't') setChosen(undefined)
    else return
    event.preventDefault()
  }
  const urgent = calendar.windows.filter(isUrgent).toSorted(byUrgency)
  const isEmpty = calendar.windows.length === 0
  return (
    <div className="maintenance" ref={body} tabIndex={-1} onKeyDown={onKeyDown}>
      <header className="maintenance-head">
        <h1>Maintenance</h1>
        <div className="segments" role="group" aria-label="Look">
          {looks.map(({ id, title, icon }) => <Button key={id} look="quiet" icon={icon} aria-pressed={look === id} onClick={() => maintenance.setState({ look: id })}>{title}</Button>)}
        </div>
        {look !== 'list' && (
          <div className="row period" role="group" aria-label="Period">
            <IconButton label={`Earlier ${look} (←)`} icon={ChevronLeft} onClick={() => move(-1)} />
            <Button disabled={chosen === undefined} onClick={() => setChosen(undefined)}>Today</Button>
            <IconButton label={`Later ${look} (→)`} icon={ChevronRight} onClick={() => move(1)} />
            <h2 aria-live="polite">{periodWords(day, look)}</h2>
          </div>
        )}
        <span className="grow" />
        <span className="soft zone-words">Times of <strong>{zone}</strong> <Offset /></span>
        {!isEmpty && <ExportButton ids={calendar.windows.map(({ id }) => id)} />}
        <PlanButton isCopy={calendar.isCopy} />
      </header>
      <Doubts calendar={calendar} outdated={outdated} zone={zone} />
      {urgent.length > 0 && <NowCards windows={urgent} zone={zone} isLarge={look === 'list'} />}
      {look === 'week' && <WeekView calendar={calendar} day={day} today={today} zone={zone} />}
      {look === 'month' && <MonthView calendar={calendar} day={day} today={today} zone={zone} onDay={(next) => (setChosen(next), maintenance.setState({ look: 'week' }))} />}
      {look === 'list' && (isEmpty && calendar.pending.length === 0 ? <Empty isCopy={calendar.isCopy} /> : <WindowList calendar={calendar} zone={zone} />)}
      {look !== 'list' && isEmpty && <p className="maintenance-begin soft" role="status"><strong>No window is planned yet.</strong> Begin with “Plan a window”: what it means for each tenant is shown before anything is saved, and nothing happens before another operator approves it and every tenant was told.</p>}
    </div>
  )
}

/** The day it is in the zone, by AWS time. */
function useToday(zone: string, asOfMs: number): CalendarDay {
  const text = useTimed((nowMs) => JSON.stringify(dayOf(Number.isFinite(nowMs) ? nowMs : asOfMs, zone)))
  return JSON.parse(text) as CalendarDay // what was written a line before
}

function Offset(): ReactNode {
  const text = useTimed((nowMs) => formatOffset(nowMs))
  return <span className="num">{text}</span>
}

function PlanButton({ isCopy }: { readonly isCopy: boolean }): ReactNode {
  const services = useServices()
  const may = useSlice('access', (state) => mayRun(state, 'maintenance.save'))
  const isGoingOn = useSlice('maintenance', ({ form }) => form !== undefined)
  if (!may) return null
  return <Button look="primary" icon={Plus} disabled={isCopy} title={isCopy ? 'The desk’s store cannot be reached: nothing can be written now.' : undefined} onClick={() => planWindow(services)}>{isGoingOn ? 'Go on with the plan' : 'Plan a window'}</Button>
}

function ExportButton({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const services = useServices()
  return <IconButton label="Export as a calendar file (.ics)" icon={Download} onClick={() => void exportWindows(services, ids)} />
}

const Empty = ({ isCopy }: { readonly isCopy: boolean }): ReactNode => (
  <Notice icon={CalendarClock} title="No maintenance window" actions={<PlanButton isCopy={isCopy} />}>
    A window is planned, approved by another operator, announced to every tenant, and only then run: snapshots first, the change, proof, and back. Plan one to begin.
  </Notice>
)

