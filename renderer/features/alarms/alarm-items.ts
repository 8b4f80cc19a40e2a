import type { CoveredAlarm } from '#shared/alarms/covered-alarms'
import { isCalling, type AlarmTrouble } from '#shared/alarms/desk-alarm'

/** A line of the list: an alarm, or the head of a group of mild ones that can be folded. */
export type AlarmItem =
  | { readonly kind: 'alarm'; readonly id: string; readonly alarm: CoveredAlarm }
  | { readonly kind: 'group'; readonly id: string; readonly trouble: AlarmTrouble; readonly count: number; readonly isOpen: boolean }

/** What fires line by line; what has no data or tells nobody in groups, folded unless opened. */
export function alarmItems(alarms: readonly CoveredAlarm[], open: ReadonlySet<AlarmTrouble>): readonly AlarmItem[] {
  const lines = (of: readonly CoveredAlarm[]): readonly AlarmItem[] => of.map((alarm) => ({ kind: 'alarm', id: alarm.key, alarm }))
  const group = (trouble: AlarmTrouble): readonly AlarmItem[] => {
    const members = alarms.filter((alarm) => alarm.trouble === trouble)
    if (members.length === 0) return []
    return [{ kind: 'group', id: trouble, trouble, count: members.length, isOpen: open.has(trouble) }, ...(open.has(trouble) ? lines(members) : [])]
  }
  return [...lines(alarms.filter(isCalling)), ...group('noData'), ...group('tellsNobody')]
}
