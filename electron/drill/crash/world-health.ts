import { ok } from '#shared/kernel/result'
import type { RunHealth } from '#electron/maintenance/effects/run-context'
import type { CrashWorld } from './entered-world'
import { counted } from './guarded-operators'

/** How a tenant is, from the world's own mouth: this drill is about runs, not about the watch. */
export const worldHealth = ({ conditions, time, traffic }: CrashWorld): RunHealth['now'] => async (tenant) => {
  const wrong = await counted(traffic, conditions)
  const own = wrong.filter((condition) => condition.tenant === tenant && condition.checks.length > 0 && condition.explainsOnly !== true)
  return ok({ asOfMs: time.clock.nowMs(), problems: own.map(({ kind, subject }) => ({ id: `${kind}|${subject}`, severity: 'critical' as const, words: `${kind} of ${subject}` })) })
}
