import type { ReactNode } from 'react'
import type { MaintenanceCalendar } from '#shared/maintenance/window-view'
import { momentWords } from '../times'

/** What is not known, or cannot be done now, before anything is taken for whole. */
export function Doubts({ calendar, outdated, zone }: { readonly calendar: MaintenanceCalendar; readonly outdated: string | undefined; readonly zone: string }): ReactNode {
  const doubts = [
    ...(outdated === undefined ? [] : [`What is shown may be old: ${outdated}`]),
    ...(calendar.isCopy ? [`The desk’s store cannot be reached: this is a copy of ${momentWords(calendar.asOfMs, zone)}. Nothing can be planned, approved or started until it answers.`] : []),
    ...calendar.calendarTroubles.map((trouble) => `${trouble.calendar} could not be read, so what it forbids is not known: ${trouble.message}`),
  ]
  return doubts.length === 0 ? null : <div className="alarms-doubts" role="status">{doubts.map((doubt) => <p key={doubt}>{doubt}</p>)}</div>
}
