import { dayMs, minuteMs } from '#shared/kernel/time'
import type { Database } from '../world/fleet-model'

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** The next start of a database's weekly window (UTC) after a moment. */
export function nextWindowMs({ maintenanceWindow }: Pick<Database, 'maintenanceWindow'>, afterMs: number): number {
  const [day = 'sun', hours = '2', minutes = '0'] = maintenanceWindow.split(/[:-]/)
  const midnightMs = Math.floor(afterMs / dayMs) * dayMs
  const ahead = (days.indexOf(day) - new Date(midnightMs).getUTCDay() + 7) % 7
  const atMs = midnightMs + ahead * dayMs + (Number(hours) * 60 + Number(minutes)) * minuteMs
  return atMs > afterMs ? atMs : atMs + 7 * dayMs
}
