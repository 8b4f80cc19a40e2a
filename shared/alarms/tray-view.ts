import type { Health } from '../health/finding'
import { coverageOf, type AlarmMark } from './acknowledgement'
import type { AlarmMatter, Standing } from './matter'

/** What the tray shows of the fleet: how many of the worst, and all of it in words. */
export interface TrayView {
  readonly worst: Extract<Health, 'critical' | 'degraded' | 'unknown' | 'healthy'>
  /** Critical tenants; if none, alarms that nobody takes care of; if none, tenants whose health is not known. */
  readonly count: number
  readonly words: string
}

export const trayBeforeReading: TrayView = { worst: 'unknown', count: 0, words: 'the fleet has not been read yet' }

/** `uncovered`: firing alarms that nobody takes care of. */
export function trayView({ criticalTenants, unknownTenants, settled }: Pick<Standing, 'criticalTenants' | 'unknownTenants' | 'settled'>, uncovered: number): TrayView {
  const words = [
    ...(criticalTenants > 0 ? [`${criticalTenants} ${criticalTenants === 1 ? 'tenant' : 'tenants'} critical`] : []),
    ...(uncovered > 0 ? [`${uncovered} ${uncovered === 1 ? 'alarm' : 'alarms'} uncovered`] : []),
    ...(unknownTenants > 0 ? [`${unknownTenants} unknown`] : []),
  ]
  const say = (worst: TrayView['worst'], count: number): TrayView => ({ worst, count, words: words.length === 0 ? 'nothing critical, no alarm uncovered' : words.join(', ') })
  if (criticalTenants > 0) return say('critical', criticalTenants)
  if (uncovered > 0) return say('degraded', uncovered)
  if (unknownTenants > 0) return say('unknown', unknownTenants)
  return settled ? say('healthy', 0) : trayBeforeReading
}

/** Firing alarms that are not suppressed and that nobody has said to take care of. */
export function uncoveredAlarms({ matters, atMs }: Pick<Standing, 'matters' | 'atMs'>, marks: readonly AlarmMark[]): number {
  const byAlarm = new Map<string, AlarmMark[]>()
  for (const mark of marks) byAlarm.set(mark.alarm, [...(byAlarm.get(mark.alarm) ?? []), mark])
  return matters.filter((matter): matter is AlarmMatter => matter.kind === 'alarm' && !matter.suppressed).filter((alarm) => coverageOf(alarm, byAlarm.get(alarm.key) ?? [], 1, atMs).acknowledged.length === 0).length
}
