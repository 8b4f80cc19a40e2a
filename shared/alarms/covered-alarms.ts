import { coverageOf, type AlarmMark, type Coverage } from './acknowledgement'
import { isCalling, type DeskAlarm, type DeskAlarms } from './desk-alarm'

/** An alarm with who looks after it; only one that fires or goes on and off needs anybody. */
export interface CoveredAlarm extends DeskAlarm {
  readonly coverage?: Coverage
}

export interface CoveredAlarms extends Omit<DeskAlarms, 'alarms'> {
  readonly alarms: readonly CoveredAlarm[]
}

/** Joins the alarms with all marks made for them: what nobody takes care of first, then as they came. */
export function coverAlarms({ alarms, ...rest }: DeskAlarms, marks: readonly AlarmMark[]): CoveredAlarms {
  const byAlarm = new Map<string, AlarmMark[]>()
  for (const mark of marks) byAlarm.set(mark.alarm, [...(byAlarm.get(mark.alarm) ?? []), mark])
  const covered = alarms.map((alarm): CoveredAlarm => (isCalling(alarm) ? { ...alarm, coverage: coverageOf(alarm, byAlarm.get(alarm.key) ?? [], alarm.wanted, rest.atMs) } : alarm))
  return { ...rest, alarms: covered.map((alarm, at) => ({ alarm, at })).sort((a, b) => rank(a.alarm) - rank(b.alarm) || a.at - b.at).map(({ alarm }) => alarm) }
}

/** Fires, is not suppressed, and nobody has said to take care of it: knowing of it alone helps no client. */
export const isUncovered = ({ coverage, suppressedBy }: CoveredAlarm): boolean => coverage !== undefined && suppressedBy === undefined && coverage.acknowledged.length === 0

function rank(alarm: CoveredAlarm): number {
  if (isUncovered(alarm)) return 0
  if (alarm.coverage === undefined) return 4
  if (alarm.suppressedBy !== undefined) return 3
  return alarm.coverage.state === 'covered' ? 2 : 1
}
