import { morningHour } from '#shared/alarms/quiet'

/** The next eight o'clock on the wall where this computer stands, whatever the clocks do in between. */
export function nextMorningMs(nowMs: number): number {
  const morning = new Date(nowMs)
  morning.setHours(morningHour, 0, 0, 0)
  if (morning.getTime() <= nowMs) morning.setDate(morning.getDate() + 1)
  return morning.getTime()
}
