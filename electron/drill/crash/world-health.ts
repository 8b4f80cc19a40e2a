import { ok } from '#shared/kernel/result'
import type { RunHealth } from '#electron/maintenance/effects/run-context'
import type { Clock } from '#electron/ports/clock'
import type { TrainingFleet } from '#electron/training/index'

/** How a tenant is, from the world's own mouth: this drill is about runs, not about the watch. */
export const worldHealth = (fleet: TrainingFleet, clock: Clock): RunHealth['now'] => async (tenant) =>
  ok({
    asOfMs: clock.nowMs(),
    problems: fleet
      .truth()
      .filter((condition) => condition.tenant === tenant && condition.checks.length > 0 && condition.explainsOnly !== true)
      .map(({ kind, subject }) => ({ id: `${kind}|${subject}`, severity: 'critical' as const, words: `${kind} of ${subject}` })),
  })
