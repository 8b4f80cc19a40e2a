import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { seededIds } from '../seeded-ids'
import { factsOf, type CaseFacts } from './case-facts'
import { openCrashWorld } from './crash-world'
import type { DeathPlan } from './deaths'
import { createLife } from './life'
import { liveThrough } from './lived'
import type { CrashScenario } from './scenarios'

/** Each death is an edge of the console whose turn it is; the one after the last lives to the end. */
export async function runCase(scenario: CrashScenario, { deaths, absentMs }: Pick<DeathPlan, 'deaths' | 'absentMs'>, file: string): Promise<Result<CaseFacts, AppError>> {
  const opened = await openCrashWorld(scenario, file)
  if (!opened.ok) return opened
  const world = opened.value
  const ids = seededIds(1)
  const asked = new Set<string>()
  try {
    for (const [at, diesAt] of [...deaths, undefined].entries()) {
      const life = createLife(diesAt)
      if (at > 0) await world.time.advanceTo(world.time.clock.nowMs() + absentMs, world.settled)
      const ending = await liveThrough(world, life, ids, asked)
      if (!life.isOver()) return ok(await factsOf(world, ids, { outcome: ending?.kind === 'ended' ? ending.outcome : undefined, died: at, asked, unanswered: new Set(), edges: life.passed }))
    }
    throw new Error('The last console lives.')
  } finally {
    await world.stop()
  }
}
