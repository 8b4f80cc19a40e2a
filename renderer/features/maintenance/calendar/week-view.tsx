import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import { daysFrom, type CalendarDay } from '#shared/kernel/calendar-day'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { overlap } from '#shared/maintenance/window'
import type { AwsMaintenance, MaintenanceCalendar, WindowSummary } from '#shared/maintenance/window-view'
import { openWindow } from '../../../stores/maintenance-visit'
import { useServices, useTimed } from '../../../stores/services'
import { kindWords, stageLook } from '../stage-words'
import { clockSpan, dayWords, mondayOf } from '../times'
import { tenantsWords, useTenantNames } from '../use-tenant-names'
import { AwsChip } from './aws-chip'
import { placeInDay, weekFrom, type DayColumn, type Placed } from './day-column'

interface Props {
  readonly calendar: MaintenanceCalendar
  readonly day: CalendarDay
  readonly today: CalendarDay
  readonly zone: string
}

/** As short as a block with two lines of words can be on a small screen. */
const leastMs = 100 * minuteMs
/** So many side by side leave room for a name and no more. */
const manyLanes = 3
const threeLinesMs = 150 * minuteMs

/** Seven days, each as long as it really is: one of 23 hours is shorter, one of 25 longer. */
export function WeekView({ calendar, day, today, zone }: Props): ReactNode {
  const days = useMemo(() => weekFrom(mondayOf(day), zone), [day, zone])
  const longestMs = Math.max(...days.map(({ span }) => span.toMs - span.fromMs))
  const scroller = useRef<HTMLDivElement>(null)
  const { time } = useServices()
  useEffect(() => showNow(scroller.current, days, time.getState().nowMs), [days, time])
  const plain = days.find(({ change }) => change === undefined) ?? days[0]!
  return (
    <div className="week" role="group" aria-label={`Week of ${dayWords(mondayOf(day))}`}>
      <div className="week-heads">
        <span />
        {days.map((column) => <DayHead key={column.span.fromMs} column={column} isToday={daysFrom(today, column.day) === 0} />)}
      </div>
      <div className="week-aws" role="group" aria-label="AWS’s own maintenance">
        <span className="faint">AWS</span>
        {days.map(({ span }) => <AwsChip key={span.fromMs} pending={awsOf(calendar.pending, span)} zone={zone} />)}
      </div>
      <div className="week-scroll" ref={scroller} tabIndex={0} role="group" aria-label="Hours of the week">
        <div className="week-body">
          <div className="week-axis" aria-hidden="true">
            {plain.hours.filter((_, at) => at % 2 === 0).map(({ atMs, clock }) => <span key={atMs} className="num" style={{ top: share(atMs - plain.span.fromMs, longestMs) }}>{clock}</span>)}
          </div>
          {days.map((column) => <Day key={column.span.fromMs} column={column} calendar={calendar} longestMs={longestMs} zone={zone} />)}
        </div>
      </div>
    </div>
  )
}

/** Where the day does not fit, it begins around now. */
function showNow(scroller: HTMLElement | null, days: readonly DayColumn[], nowMs: number): void {
  const today = days.find(({ span }) => nowMs >= span.fromMs && nowMs < span.toMs)
  if (scroller === null || today === undefined) return
  const part = (nowMs - today.span.fromMs) / (today.span.toMs - today.span.fromMs)
  scroller.scrollTop = part * scroller.scrollHeight - scroller.clientHeight / 2
}

const share = (partMs: number, ofMs: number): string => `${Math.round((partMs / ofMs) * 100_000) / 1_000}%`

export const awsOf = (pending: readonly AwsMaintenance[], { fromMs, toMs }: DayColumn['span']): readonly AwsMaintenance[] =>
  pending.filter(({ autoAppliedAfterMs, forcedApplyMs }) => [autoAppliedAfterMs, forcedApplyMs].some((atMs) => atMs !== undefined && atMs >= fromMs && atMs < toMs))

function DayHead({ column: { day, change }, isToday }: { readonly column: DayColumn; readonly isToday: boolean }): ReactNode {
  return (
    <h3 aria-current={isToday ? 'date' : undefined}>
      {dayWords(day)}
      {change !== undefined && <span className="day-change" title={change.words}>{change.hours} h<span className="unseen">: {change.words}</span></span>}
    </h3>
  )
}

function Day({ column, calendar, longestMs, zone }: { readonly column: DayColumn; readonly calendar: MaintenanceCalendar; readonly longestMs: number; readonly zone: string }): ReactNode {
  const { span, hours, change } = column
  const at = (atMs: number): string => share(atMs - span.fromMs, longestMs)
  const lengthMs = span.toMs - span.fromMs
  const blackouts = calendar.blackouts.filter((blackout) => overlap(blackout.span, span))
  return (
    <section className="day" aria-label={dayWords(column.day)}>
      {hours.map((hour) => <span key={hour.atMs} className="day-hour" aria-hidden="true" style={{ top: at(hour.atMs), height: share(hourMs, longestMs) }}>{change !== undefined && hour.atMs >= change.atMs && <span className="num">{hour.clock}</span>}</span>)}
      {change !== undefined && <span className="day-change-line" aria-hidden="true" style={{ top: at(change.atMs) }} />}
      {lengthMs < longestMs && <span className="day-none" aria-hidden="true" style={{ top: share(lengthMs, longestMs) }} />}
      {blackouts.map((blackout) => {
        const fromMs = Math.max(blackout.span.fromMs, span.fromMs)
        const toMs = Math.min(blackout.span.toMs, span.toMs)
        const words = `No maintenance: ${blackout.title} (${blackout.calendar}), ${clockSpan(blackout.span, zone)}`
        return <p key={`${blackout.calendar} ${blackout.title} ${blackout.span.fromMs}`} className="blackout" style={{ top: at(fromMs), height: share(toMs - fromMs, longestMs) }} title={words}><span className="ellipsis"><span className="unseen">No maintenance: </span>{blackout.title}{blackout.tenants === undefined ? '' : ` (${blackout.tenants.length === 1 ? '1 tenant' : `${blackout.tenants.length} tenants`})`}</span></p>
      })}
      {placeInDay(calendar.windows, span, leastMs).map((placed) => <Block key={placed.item.id} placed={placed} at={at} longestMs={longestMs} zone={zone} />)}
      <NowLine span={span} longestMs={longestMs} />
    </section>
  )
}

function NowLine({ span, longestMs }: { readonly span: DayColumn['span']; readonly longestMs: number }): ReactNode {
  const top = useTimed((nowMs) => (nowMs >= span.fromMs && nowMs < span.toMs ? share(Math.floor((nowMs - span.fromMs) / minuteMs) * minuteMs, longestMs) : ''))
  return top === '' ? null : <span className="now-line" style={{ top }} aria-hidden="true" />
}

interface BlockProps {
  readonly placed: Placed<WindowSummary>
  readonly at: (atMs: number) => string
  readonly longestMs: number
  readonly zone: string
}

function Block({ placed: { item, fromMs, toMs, lane, lanes }, at, longestMs, zone }: BlockProps): ReactNode {
  const services = useServices()
  const nameOf = useTenantNames()
  const { icon: Icon, words, tone } = stageLook(item)
  const when = clockSpan(item.span, zone)
  const isNarrow = lanes >= manyLanes
  const whom = tenantsWords(item.tenants, nameOf)
  const hover = [item.title, when, `${words}, ${kindWords[item.kind].toLowerCase()}`, whom, item.heldUpBy].filter((part) => part !== undefined).join('\n')
  return (
    <button
      type="button"
      className={`cal-block tone-${tone}${isNarrow ? ' narrow' : ''}`}
      style={{ top: at(fromMs), height: share(toMs - fromMs, longestMs), left: `${(lane / lanes) * 100}%`, width: `${100 / lanes}%` }}
      title={hover}
      onClick={() => openWindow(services, item.id)}
    >
      <span className="row"><Icon aria-hidden="true" /><span className="unseen">{words}, {kindWords[item.kind]}: </span><span className="ellipsis strong">{item.title}</span></span>
      {!isNarrow && <span className="num ellipsis">{when}</span>}
      {!isNarrow && toMs - fromMs >= threeLinesMs && <span className="ellipsis soft">{item.tenants.length === 1 ? whom : `${item.tenants.length} tenants`} · {words}</span>}
    </button>
  )
}
