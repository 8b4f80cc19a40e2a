import type { Effect } from './effects'
import { tenantsOf, type Plan } from './plan'
import { effectState, type RunState } from './run-state'

/**
 * What was verified before a restore says nothing of what was brought back: those tenants are verified once more.
 *
 * 1. Of tenants of whom a database is restored, and of those whose verification failed and led to the restore of others.
 * 2. A tenant that is verified for the first time after its restore needs no second time.
 */
export function againEffects(plan: Plan, state: Pick<RunState, 'effects' | 'answers' | 'outdated'>): readonly Effect[] {
  if (state.outdated.size === 0) return []
  const restored = new Set(plan.databases.filter(({ arn }) => state.effects.has(`restore:${arn}`)).map(({ tenant }) => tenant))
  const ledToIt = (verify: string): boolean => effectState(state, verify).kind === 'failed' && state.answers.get(`failed:${verify}`) !== 'keep'
  return tenantsOf(plan)
    .filter((tenant) => state.outdated.has(`verify:${tenant}`) && (restored.has(tenant) || ledToIt(`verify:${tenant}`)))
    .map((tenant) => ({ id: `verifyAgain:${tenant}`, phase: 'verifyAgain', subject: tenant }))
}
