import { minuteMs } from '../kernel/time'
import type { Span } from './window'

/** How long the slowest of a kind is expected to take. */
export interface Expectation {
  /** From the start of the window to the start of the change: closing, muting, snapshots, their gate. */
  readonly prepareMinutes: number
  readonly changeMinutes: number
  /** Putting everything back from the snapshots, should the change fail. */
  readonly restoreMinutes: number
}

/** The last moment at which a change may begin and could still be undone inside the window. May lie before the window: see `fits`. */
export const cutOffMs = ({ toMs }: Span, { changeMinutes, restoreMinutes }: Expectation): number => toMs - (changeMinutes + restoreMinutes) * minuteMs

/** The shortest window in which all of it could be done and undone. */
export const leastMinutes = ({ prepareMinutes, changeMinutes, restoreMinutes }: Expectation): number => prepareMinutes + changeMinutes + restoreMinutes

export const fits = ({ fromMs, toMs }: Span, expected: Expectation): boolean => toMs - fromMs >= leastMinutes(expected) * minuteMs

export type Offer = 'change' | 'restore' | 'reopen'

/** What an operator may still choose; a restore only where something was changed. */
export function offersAt(nowMs: number, span: Span, { expected, hasChanged }: { readonly expected: Expectation; readonly hasChanged: boolean }): readonly Offer[] {
  const change: readonly Offer[] = nowMs <= cutOffMs(span, expected) ? ['change'] : []
  return [...change, ...(hasChanged ? (['restore'] as const) : []), 'reopen']
}
