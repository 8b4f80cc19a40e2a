import { ok } from '#shared/kernel/result'
import type { Evidence } from '#shared/maintenance/run-event'
import type { EffectHandler, Sighting } from '../effect-handler'
import { againstBefore, graceMs, isOfPage, lookAgainInMs, sightingOf } from './against-before'
import type { PageSight, RunContext, TenantCondition } from './run-context'

/**
 * Compares a tenant with how it was before the run once its people are in again, its pages with it: by answers that are newer than the opening.
 * A page that nobody could ask in time holds no run up; the evidence says that it was not compared.
 */
export const compareEffect = (context: RunContext): EffectHandler => ({
  perform: async () => ({ kind: 'inProgress', lookAgainInMs: 0 }),
  observe: ({ subject }, { sinceMs, begunMs }) =>
    againstBefore(context, subject, (before, now) => {
      const overdue = context.clock.nowMs() - sinceMs >= graceMs
      const { pages = [] } = now
      const unseen = pages.filter((page) => !isSettled(page, begunMs))
      if (unseen.length > 0 && !overdue) return ok({ kind: 'inProgress', lookAgainInMs })
      return ok(withPages(sightingOf(subject, before, asSeen(now, unseen), { changedMs: begunMs, overdue }), pages, unseen))
    }),
})

/** One failure is a suspicion: it is asked again within seconds. */
const isSettled = ({ answeredAtMs, isSuspected }: PageSight, begunMs: number): boolean => !isSuspected && answeredAtMs !== undefined && answeredAtMs > begunMs

/** What nobody could ask is no problem that a person could judge here. */
const asSeen = (now: TenantCondition, unseen: readonly PageSight[]): TenantCondition =>
  unseen.length === 0 ? now : { ...now, problems: now.problems.filter(({ id, severity }) => !isOfPage(id) || severity !== 'unknown') }

function withPages(sighting: Sighting, pages: readonly PageSight[], unseen: readonly PageSight[]): Sighting {
  if (sighting.kind !== 'done') return sighting
  const missing: readonly Evidence[] = pages.length === 0 ? [{ label: 'Not compared', value: 'pages: none of this tenant is asked' }] : unseen.map(({ url }) => ({ label: 'Not compared', value: `${url} did not answer for certain since access was opened` }))
  return { ...sighting, evidence: [...sighting.evidence, ...missing] }
}
