import type { ProbeReading } from '#shared/probes/probe-view'
import { missing } from '../../format/duration'

/** What a probe finds, as the desk says it. */
export const probeWords: Record<ProbeReading['kind'], string> = {
  up: 'up',
  suspected: 'failed once, being asked again',
  down: 'down for clients',
  unknown: 'not known',
}

/** `61 %`; what was spent beyond the month's budget reads as a debt: `-12 %`. */
export function budgetText(leftPercent: number): string {
  if (Number.isNaN(leftPercent)) return missing
  // Almost all is not all: only an untouched budget reads 100 %.
  return `${leftPercent < 100 ? Math.min(99, Math.floor(leftPercent)) : 100} %`
}
