import type { CoveredAlarm } from '#shared/alarms/covered-alarms'
import { coverWords, troubleWords } from '../../components/alarm-words'

export { coverWords, stateWords, troubleWords } from '../../components/alarm-words'

export function tenantWords({ tenants }: CoveredAlarm): string {
  const [first, second] = tenants
  if (first === undefined) return 'no tenant'
  if (second === undefined) return first.name
  return tenants.length === 2 ? `${first.name}, ${second.name}` : `${first.name} and ${tenants.length - 1} more`
}

/** Whether every word of the filter is somewhere in what the row says. */
export function matches(alarm: CoveredAlarm, filter: string): boolean {
  const said = [alarm.name, alarm.account, alarm.region, alarm.environment ?? '', troubleWords[alarm.trouble], coverWords(alarm), ...alarm.tenants.flatMap(({ id, name }) => [id, name])].join('\n').toLowerCase()
  return filter.toLowerCase().split(/\s+/).every((word) => said.includes(word))
}
