import type { ReactNode } from 'react'
import { daysFrom, type CalendarDay } from '#shared/kernel/calendar-day'
import { offsetText } from '#shared/kernel/wall-time'
import { overlap, type Span } from '#shared/maintenance/window'
import type { MaintenanceCalendar, WindowSummary } from '#shared/maintenance/window-view'
import { openWindow } from '../../../stores/maintenance-visit'
import { useServices } from '../../../stores/services'
import { stageLook } from '../stage-words'
import { clockSpan, clockText, dayWords } from '../times'
import { AwsChip } from './aws-chip'
import { dayColumn } from './day-column'
import { weeksOfMonth } from './period'
import { awsOf } from './week-view'

interface Props {
  readonly calendar: MaintenanceCalendar
  readonly day: CalendarDay
  readonly today: CalendarDay
  readonly zone: string
  /** A day that should be looked at more closely. */
  readonly onDay: (day: CalendarDay) => void
}

/** With more, the last line says how many. */
const most = 2

/** A month, a cell a day: windows by their start, blackouts as a shade, AWS's own below. */
export function MonthView({ calendar, day, today, zone, onDay }: Props): ReactNode {
  const weeks = weeksOfMonth(day)
  return (
    <div className="month" role="group" aria-label="Month" data-weeks={weeks.length}>
      {['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((name) => <h3 key={name} className="soft">{name}</h3>)}
      {weeks.flat().map((each) => <Cell key={`${each.month}-${each.day}`} calendar={calendar} day={each} isOther={each.month !== day.month} isToday={daysFrom(today, each) === 0} zone={zone} onDay={onDay} />)}
    </div>
  )
}

function Cell({ calendar, day, isOther, isToday, zone, onDay }: { readonly calendar: MaintenanceCalendar; readonly day: CalendarDay; readonly isOther: boolean; readonly isToday: boolean; readonly zone: string; readonly onDay: (day: CalendarDay) => void }): ReactNode {
  const { span, change } = dayColumn(day, zone)
  const windows = calendar.windows.filter((window) => overlap(window.span, span)).toSorted((left, right) => left.span.fromMs - right.span.fromMs)
  const blackouts = calendar.blackouts.filter((blackout) => overlap(blackout.span, span))
  const shown = windows.length > most + 1 ? windows.slice(0, most) : windows
  return (
    <section className="month-day" aria-label={dayWords(day)} data-other={isOther || undefined} data-today={isToday || undefined} data-black={blackouts.length > 0 || undefined}>
      <header className="row">
        <button type="button" className="day-number num" aria-current={isToday ? 'date' : undefined} title={`Week of ${dayWords(day)}`} onClick={() => onDay(day)}>{day.day}</button>
        {change !== undefined && <span className="day-change" title={change.words}>{change.hours} h</span>}
        {blackouts[0] !== undefined && <span className="ellipsis faint grow" title={blackouts.map(({ title, calendar: from, span: black }) => `No maintenance: ${title} (${from}), ${clockSpan(black, zone)}`).join('\n')}>{blackouts[0].title}</span>}
      </header>
      {shown.map((window) => <Chip key={window.id} window={window} day={span} zone={zone} />)}
      {shown.length < windows.length && <button type="button" className="link" onClick={() => onDay(day)}>{windows.length - shown.length} more</button>}
      <AwsChip pending={awsOf(calendar.pending, span)} zone={zone} />
    </section>
  )
}

function Chip({ window, day, zone }: { readonly window: WindowSummary; readonly day: Span; readonly zone: string }): ReactNode {
  const services = useServices()
  // One that began the day before is shown by its end.
  const shownMs = window.span.fromMs < day.fromMs ? window.span.toMs : window.span.fromMs
  const { icon: Icon, words, tone } = stageLook(window)
  return (
    <button type="button" className={`month-chip tone-${tone}`} title={`${window.title}\n${clockSpan(window.span, zone)}\n${words}${window.heldUpBy === undefined ? '' : `\n${window.heldUpBy}`}`} onClick={() => openWindow(services, window.id)}>
      <Icon aria-hidden="true" /><span className="num">{shownMs === window.span.fromMs ? '' : 'to '}{clockText(shownMs, zone)}<span className="chip-offset"> {offsetText(shownMs, zone)}</span></span><span className="ellipsis">{window.title}</span><span className="unseen">, {words}</span>
    </button>
  )
}
