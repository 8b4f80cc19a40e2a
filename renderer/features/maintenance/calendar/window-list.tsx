import type { KeyboardEvent, ReactNode } from 'react'
import { dayOf } from '#shared/kernel/calendar-day'
import type { AwsMaintenance, MaintenanceCalendar, WindowSummary } from '#shared/maintenance/window-view'
import { TenantLink } from '../../../components/tenant/tenant-link'
import { formatDuration } from '../../../format/duration'
import { openWindow } from '../../../stores/maintenance-visit'
import { useServices, useTimed } from '../../../stores/services'
import { StageMark } from '../stage-mark'
import { byUrgency, isOver, isUrgent, kindWords } from '../stage-words'
import { clockSpan, dayWords } from '../times'
import { tenantsWords, useTenantNames } from '../use-tenant-names'
import { awsWords } from './aws-chip'

/** Every window in words: what is to come with what holds it up, what is over, and what AWS is going to do by itself. */
export function WindowList({ calendar, zone }: { readonly calendar: MaintenanceCalendar; readonly zone: string }): ReactNode {
  const windows = calendar.windows.toSorted(byUrgency)
  const coming = windows.filter((window) => !isUrgent(window) && !isOver(window))
  const past = windows.filter(isOver)
  return (
    <div className="window-list">
      <Part title="To come" windows={coming} zone={zone} none="No other window is planned." />
      {past.length > 0 && <Part title="Over" windows={past} zone={zone} none="" />}
      <Aws pending={calendar.pending} zone={zone} />
    </div>
  )
}

function Part({ title, windows, zone, none }: { readonly title: string; readonly windows: readonly WindowSummary[]; readonly zone: string; readonly none: string }): ReactNode {
  return (
    <section aria-label={title}>
      <h2>{title} <span className="faint num">{windows.length}</span></h2>
      {windows.length === 0 ? <p className="soft">{none}</p> : <ul onKeyDown={walk}>{windows.map((window) => <li key={window.id}><Row window={window} zone={zone} /></li>)}</ul>}
    </section>
  )
}

/** Arrows, j and k go from row to row. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.window-row')]
  const at = rows.findIndex((row) => row === document.activeElement)
  rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.focus()
  event.preventDefault()
}

function Row({ window, zone }: { readonly window: WindowSummary; readonly zone: string }): ReactNode {
  const services = useServices()
  const nameOf = useTenantNames()
  const day = dayOf(window.span.fromMs, zone)
  const begins = useTimed((nowMs) => (isOver(window) || !Number.isFinite(nowMs) ? '' : `, in ${formatDuration(window.span.fromMs - nowMs)}`))
  return (
    <button type="button" className="window-row" onClick={() => openWindow(services, window.id)}>
      <StageMark window={window} />
      <span className="window-what"><strong className="ellipsis">{window.title}</strong><span className="soft ellipsis">{kindWords[window.kind]} · {tenantsWords(window.tenants, nameOf)} · planned by {window.author}</span></span>
      <span className="window-when"><span className="num">{dayWords(day)} {day.year}<span className="soft">{begins}</span></span><span className="num">{clockSpan(window.span, zone)}</span></span>
      <span className="window-held">{isOver(window) ? '' : window.heldUpBy ?? 'Nothing holds it up.'}</span>
    </button>
  )
}

function Aws({ pending, zone }: { readonly pending: readonly AwsMaintenance[]; readonly zone: string }): ReactNode {
  const nameOf = useTenantNames()
  return (
    <section aria-label="AWS’s own maintenance">
      <h2>AWS’s own maintenance <span className="faint num">{pending.length}</span></h2>
      {pending.length === 0 ? <p className="soft">AWS has nothing waiting that is known.</p> : (
        <>
          <p className="soft">What AWS does by itself outside a window of yours needs notice too: plan a window with “Apply pending maintenance” before its time.</p>
          <ul>{pending.map((each) => <li key={`${each.tenant} ${each.database} ${each.action}`} className="aws-row"><TenantLink id={each.tenant} name={nameOf(each.tenant)} /><span className="strong text">{each.database}</span><span className="text">{awsWords(each, zone)}</span></li>)}</ul>
        </>
      )}
    </section>
  )
}
