import type { Health } from '../health/finding'
import { coverageOf, type AlarmMark } from './acknowledgement'
import type { AlarmMatter, Standing } from './matter'
import { otherWords, trayLines, type TrayLine } from './tray-lines'

/** What the tray shows of the fleet: how many of the worst, and all of it in words. */
export interface TrayView {
  readonly worst: Extract<Health, 'critical' | 'degraded' | 'unknown' | 'healthy'>
  /** Tenants and other matters that are critical; if none, what nobody takes care of; if none, tenants whose health is not known. */
  readonly count: number
  /** Names nobody. */
  readonly words: string
  /** The worst of it by name. */
  readonly lines: readonly TrayLine[]
  /** As many again that have no line. */
  readonly more: number
}

export const trayBeforeReading: TrayView = { worst: 'unknown', count: 0, words: 'the fleet has not been read yet', lines: [], more: 0 }

/** `uncovered`: firing alarms that nobody takes care of. `covered`: the window is, and names nobody. */
export function trayView({ criticalTenants, unknownTenants, settled, matters }: Omit<Standing, 'atMs'>, uncovered: number, covered: boolean): TrayView {
  const trail = matters.filter(({ kind }) => kind === 'trail')
  // A grant's tenant is critical by it, but for a moment in which it was not judged yet.
  const ofAccess = new Set(matters.filter(({ kind }) => kind === 'access').flatMap(({ tenants }) => tenants.map(({ id }) => id))).size
  const critical = Math.max(criticalTenants, ofAccess) + trail.filter((matter) => matter.critical).length
  const mild = uncovered + trail.filter((matter) => !matter.critical).length
  const words = [
    ...(criticalTenants > 0 ? [`${criticalTenants} ${criticalTenants === 1 ? 'tenant' : 'tenants'} critical`] : []),
    ...otherWords(matters),
    ...(uncovered > 0 ? [`${uncovered} ${uncovered === 1 ? 'alarm' : 'alarms'} uncovered`] : []),
    ...(unknownTenants > 0 ? [`${unknownTenants} unknown`] : []),
  ]
  const say = (worst: TrayView['worst'], count: number): TrayView => ({ worst, count, words: words.length === 0 ? 'nothing critical, no alarm uncovered' : words.join(', '), ...trayLines(matters, covered) })
  if (critical > 0) return say('critical', critical)
  if (mild > 0) return say('degraded', mild)
  if (unknownTenants > 0) return say('unknown', unknownTenants)
  return settled ? say('healthy', 0) : trayBeforeReading
}

/** Firing alarms that are not suppressed and that nobody has said to take care of. */
export function uncoveredAlarms({ matters, atMs }: Pick<Standing, 'matters' | 'atMs'>, marks: readonly AlarmMark[]): number {
  const byAlarm = new Map<string, AlarmMark[]>()
  for (const mark of marks) byAlarm.set(mark.alarm, [...(byAlarm.get(mark.alarm) ?? []), mark])
  return matters.filter((matter): matter is AlarmMatter => matter.kind === 'alarm' && !matter.suppressed).filter((alarm) => coverageOf(alarm, byAlarm.get(alarm.key) ?? [], 1, atMs).acknowledged.length === 0).length
}
