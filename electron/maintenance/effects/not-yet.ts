import { minuteMs, secondMs } from '#shared/kernel/time'
import type { Before, Sighting } from '../effect-handler'

const lookAgainInMs = 5 * secondMs
/** What AWS took is shown by then, to whoever asks. */
const settlesMs = 2 * minuteMs

/** Whether what AWS took may still be on its way to where it is read. */
export const maySettle = ({ accepted, begunMs }: Before, nowMs: number): boolean => accepted && nowMs - begunMs < settlesMs

/** What was asked for is not to be seen: never done, not shown yet, or gone again. */
export function notYet(before: Before, nowMs: number, message: string): Sighting {
  if (!before.accepted) return { kind: 'notThere' }
  return maySettle(before, nowMs) ? { kind: 'tooEarly', lookAgainInMs } : { kind: 'failed', message, again: 'later' }
}

/** What AWS was asked for without a word of answer is shown by then. */
const showsMs = minuteMs

/** Begun, without an answer, and everything is as if it had not been: only once AWS must show it is it certain that nothing was done. */
export const neverWas = ({ begunMs }: Before, nowMs: number): Sighting => (nowMs - begunMs < showsMs ? lookAgain : { kind: 'notThere', untouched: true })

export const lookAgain: Sighting = { kind: 'tooEarly', lookAgainInMs }
