import type { PlanDraft } from './draft'
import type { Plan } from './plan'
import type { PlanScope } from './plan-scope'
import { factsOf } from './plan-step'

/**
 * The plan that a draft comes to, for the scope that its selection has now. Only what its steps work on is touched: a shared group would draw
 * everybody who stands on it into the window.
 */
export function planFromDraft(draft: PlanDraft, scope: PlanScope, { author, id }: { readonly author: string; readonly id: string }): Plan {
  const { select: _, ...fields } = draft
  const targets = new Set(draft.steps.map((step) => factsOf(step).target))
  return { ...fields, id, author, databases: targets.has('database') || targets.has('plan') ? scope.databases : [], groups: targets.has('group') ? scope.groups : [] }
}

const longestId = 32

/** `mysql-8-0-39-2026-03-02`: what an operator can say on the phone. `taken`: ids that are somebody's. */
export function planIdOf({ title, window }: Pick<PlanDraft, 'title' | 'window'>, taken: ReadonlySet<string>): string {
  const day = window.start.slice(0, 10)
  const words = title.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'window'
  const name = (tail: string): string => `${words.slice(0, longestId - tail.length - 1).replace(/-+$/, '')}-${tail}`
  let id = name(day)
  for (let next = 2; taken.has(id); next += 1) id = name(`${day}-${next}`)
  return id
}
