import { minuteMs } from '#shared/kernel/time'
import { instantsOf, nextExisting, parseWallTime, wallTimeOf, wallTimeText } from '#shared/kernel/wall-time'
import type { PlanForm } from '../../../stores/plan-form'

/** The fields that mean an instant in the form's zone; of one that the clocks show twice also which. */
export function whenOf(atMs: number, zone: string): Pick<PlanForm, 'day' | 'time' | 'when'> {
  const wall = wallTimeOf(atMs, zone)
  const text = wallTimeText(wall)
  const instants = instantsOf(wall, zone)
  return { day: text.slice(0, 10), time: text.slice(11), when: instants.length < 2 ? undefined : instants[0] === atMs ? 'earlier' : 'later' }
}

/** What is wrong with the chosen time in its zone: skipped, with the next that there is, or shown twice, with both instants. */
export type ClockTrouble = { readonly kind: 'skipped'; readonly day: string; readonly time: string } | { readonly kind: 'twice'; readonly earlierMs: number; readonly laterMs: number }

export function clockTrouble({ day, time, zone }: Pick<PlanForm, 'day' | 'time' | 'zone'>): ClockTrouble | undefined {
  const wall = parseWallTime(`${day}T${time}`)
  if (wall === undefined) return undefined
  const [first, second] = instantsOf(wall, zone)
  if (first === undefined) {
    const next = wallTimeText(nextExisting(wall, zone))
    return { kind: 'skipped', day: next.slice(0, 10), time: next.slice(11) }
  }
  return second === undefined ? undefined : { kind: 'twice', earlierMs: first, laterMs: second }
}

const stepMs = 15 * minuteMs

/** A time that people can say, at or after an instant. */
export const sayable = (atMs: number): number => Math.ceil(atMs / stepMs) * stepMs
