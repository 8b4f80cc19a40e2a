import { addDays, dayText, type CalendarDay } from '#shared/kernel/calendar-day'
import type { CalendarLook } from '../../../stores/maintenance-store'
import { mondayOf } from '../times'

/** A day in the next or last week, or the first of the next or last month. */
export function shifted(day: CalendarDay, look: CalendarLook, by: -1 | 1): CalendarDay {
  if (look !== 'month') return addDays(mondayOf(day), 7 * by)
  const month = day.month + by
  return month === 0 ? { year: day.year - 1, month: 12, day: 1 } : month === 13 ? { year: day.year + 1, month: 1, day: 1 } : { year: day.year, month, day: 1 }
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const

/** `2 Mar to 8 Mar 2026`, `March 2026` */
export function periodWords(day: CalendarDay, look: CalendarLook): string {
  if (look === 'month') return `${months[day.month - 1] ?? ''} ${day.year}`
  const monday = mondayOf(day)
  const sunday = addDays(monday, 6)
  return `${dayText(monday)}${monday.year === sunday.year ? '' : ` ${monday.year}`} to ${dayText(sunday)} ${sunday.year}`
}

/** The weeks that a month touches, Monday first. */
export function weeksOfMonth({ year, month }: CalendarDay): readonly (readonly CalendarDay[])[] {
  const weeks: CalendarDay[][] = []
  let monday = mondayOf({ year, month, day: 1 })
  do {
    const first = monday
    weeks.push(Array.from({ length: 7 }, (_, at) => addDays(first, at)))
    monday = addDays(monday, 7)
  } while (monday.year === year && monday.month === month)
  return weeks
}
