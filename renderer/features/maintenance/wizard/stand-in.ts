import { dayMs } from '#shared/kernel/time'
import type { WindowTimes } from '#shared/maintenance/window'
import { wallTimeOf, wallTimeText } from '#shared/kernel/wall-time'
import type { Services } from '../../../stores/services'

/** A time that stands for none, so that what a plan touches is counted before its time is chosen. The same all day. */
export function standInTimes({ maintenance }: Pick<Services, 'maintenance'>): WindowTimes {
  const { calendar } = maintenance.getState()
  const nowMs = calendar.kind === 'ready' ? calendar.value.asOfMs : 0
  const start = wallTimeText(wallTimeOf(Math.ceil(nowMs / dayMs) * dayMs + 7 * dayMs, 'UTC'))
  return { start, zone: 'UTC', durationMinutes: 24 * 60 }
}
