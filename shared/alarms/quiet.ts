import { hourMs } from '../kernel/time'

/**
 * "Do not disturb": what is not critical makes neither note nor sound until it ends.
 *
 * 1. It always ends: in an hour, or at eight in the morning. Nothing turns it on for good.
 * 2. What is critical is told and sounds all the same. The screens, the tray and its count never change by it.
 * Times are this computer's.
 */
export const quietChoices = ['hour', 'morning', 'off'] as const
export type QuietChoice = (typeof quietChoices)[number]

export const morningHour = 8
/** Whatever is stored, it holds no longer than until the second next morning could come. */
const longestMs = 24 * hourMs

/** When it ends; absent: it is off. `nextMorningMs`: the next eight o'clock where the computer stands. */
export function quietUntil(choice: QuietChoice, nowMs: number, nextMorningMs: number): number | undefined {
  if (choice === 'hour') return nowMs + hourMs
  return choice === 'morning' ? nextMorningMs : undefined
}

/** A stored end that is over, or that no choice could have made, is none. */
export const quietNow = (untilMs: number | undefined, nowMs: number): number | undefined => (untilMs !== undefined && untilMs > nowMs && untilMs - nowMs <= longestMs + hourMs ? untilMs : undefined)
