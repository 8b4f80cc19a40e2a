import { dayMs, hourMs, minuteMs } from '../kernel/time'

/**
 * How far back charts look, and how finely: the period fits the range, so that every chart has some 180 to 340 points, and is asked
 * again when a period has passed.
 */
export const metricRanges = {
  '3h': { title: '3 h', spanMs: 3 * hourMs, periodMs: minuteMs },
  '24h': { title: '24 h', spanMs: dayMs, periodMs: 5 * minuteMs },
  '7d': { title: '7 d', spanMs: 7 * dayMs, periodMs: 30 * minuteMs },
} as const satisfies Record<string, { readonly title: string; readonly spanMs: number; readonly periodMs: number }>

export type MetricRange = keyof typeof metricRanges
export const metricRangeIds = Object.keys(metricRanges) as MetricRange[] // keys of a literal: exact

/** Whole periods that have ended by now; CloudWatch answers aligned questions best. */
export function metricWindow(range: MetricRange, nowMs: number): { readonly fromMs: number; readonly untilMs: number; readonly periodMs: number } {
  const { spanMs, periodMs } = metricRanges[range]
  const untilMs = Math.floor(nowMs / periodMs) * periodMs
  return { fromMs: untilMs - spanMs, untilMs, periodMs }
}
