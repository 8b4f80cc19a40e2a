import type { FleetTable } from '#shared/fleet/table'
import type { Settings } from '#shared/ipc/settings'
import { minuteMs } from '#shared/kernel/time'
import { probeReadings } from '#shared/probes/probe-view'
import type { MarkKind } from '../../components/health-mark'
import { formatDuration } from '../../format/duration'
import { healthWords } from '../../format/words'
import { countAt, healthAt, numberAt, textAt } from '../../stores/cells'
import { budgetText } from '../../components/tenant/probe-words'

export interface TileLook {
  readonly kind: MarkKind
  /** Empty on a healthy tile: a wall of names alone is a quiet night. */
  readonly words: string
  /** What is wrong, where the measure is the health; shown where there is room. */
  readonly finding: string
  readonly sinceMs?: number
}

/** The colours of the lag measure: steps for the eye, not verdicts (those know the tenant's own contract). */
const lagSteps: readonly { readonly fromMs: number; readonly kind: MarkKind }[] = [
  { fromMs: 15 * minuteMs, kind: 'critical' },
  { fromMs: 10 * minuteMs, kind: 'watch' },
]

/** How a tile looks and what it says under the chosen measure. */
export function tileOf(table: FleetTable, row: number, measure: Settings['boardMeasure']): TileLook {
  if (measure === 'health') {
    const health = healthAt(table, row)
    if (health === 'healthy') return { kind: health, words: '', finding: '' }
    return { kind: health, words: healthWords[health], sinceMs: numberAt(table, 'healthSinceMs', row), finding: textAt(table, 'worstSummary', row) }
  }
  if (measure === 'errorBudget') return budgetTile(numberAt(table, 'budgetLeftPercent', row), countAt(table, 'probe', row))
  const lagMs = numberAt(table, 'recoveryPointLagMs', row)
  if (Number.isNaN(lagMs)) return { kind: 'unknown', words: 'not known', finding: '' }
  const step = lagSteps.find(({ fromMs }) => lagMs > fromMs)
  return { kind: step?.kind ?? 'healthy', words: formatDuration(lagMs), finding: '' }
}

/** Who is down now stands out whatever is left; without probes there is nothing to colour. */
function budgetTile(leftPercent: number, probe: number | undefined): TileLook {
  const reading = probeReadings[probe ?? -1]
  if (reading === undefined) return { kind: 'unknown', words: 'no probe', finding: '' }
  if (reading === 'down') return { kind: 'critical', words: `down, ${budgetText(leftPercent)}`, finding: '' }
  if (Number.isNaN(leftPercent)) return { kind: 'unknown', words: 'not known', finding: '' }
  return { kind: leftPercent < 0 ? 'critical' : leftPercent < 50 ? 'watch' : 'healthy', words: budgetText(leftPercent), finding: '' }
}
