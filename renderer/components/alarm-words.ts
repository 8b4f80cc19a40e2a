import type { CoveredAlarm } from '#shared/alarms/covered-alarms'
import { isUncovered } from '#shared/alarms/covered-alarms'
import type { AlarmTrouble } from '#shared/alarms/desk-alarm'
import type { AlarmState } from '#shared/fleet/records'

export const troubleWords: Record<AlarmTrouble, string> = { firing: 'Firing', flapping: 'On and off', noData: 'No data', tellsNobody: 'Tells nobody' }
export const stateWords: Record<AlarmState, string> = { OK: 'OK', ALARM: 'in alarm', INSUFFICIENT_DATA: 'no data' }

/** Who looks after it, in a few words. */
export function coverWords(alarm: CoveredAlarm): string {
  const { coverage } = alarm
  if (coverage === undefined) return ''
  const [first, ...more] = coverage.acknowledged
  const taken = first === undefined ? undefined : more.length === 0 ? first.by : `${first.by} and ${more.length} more`
  if (taken === undefined) return coverage.informed.length === 0 ? (isUncovered(alarm) ? 'nobody' : 'suppressed') : `nobody; seen by ${coverage.informed.join(', ')}`
  return coverage.missing === 0 ? taken : `${taken}; ${coverage.missing} more to know`
}
