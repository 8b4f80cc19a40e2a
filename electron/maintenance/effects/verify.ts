import { ok } from '#shared/kernel/result'
import type { EffectHandler } from '../effect-handler'
import { againstBefore, graceMs, isOfPage, sightingOf } from './against-before'
import type { RunContext } from './run-context'

/**
 * Compares a tenant with how it was before the run: only what is new or worse counts. What was only to be watched before and is no problem now
 * is evidence, no failure. What cannot be judged any more is neither: a change is not taken back because we are blind; a person is asked.
 */
export const verifyEffect = (context: RunContext): EffectHandler => ({
  perform: async () => ({ kind: 'inProgress', lookAgainInMs: 0 }),
  observe: ({ subject }, { sinceMs, begunMs }) =>
    againstBefore(context, subject, async (before, now) => {
      const doors = await context.doors.kept(subject)
      if (!doors.ok) return doors
      // Behind closed doors a tenant's pages answer with ours.
      const isClosed = (doors.value ?? []).length > 0
      const judged = isClosed ? { ...now, problems: now.problems.filter(({ id }) => !isOfPage(id)) } : now
      return ok(sightingOf(subject, before, judged, { changedMs: begunMs, overdue: context.clock.nowMs() - sinceMs >= graceMs }))
    }),
})
