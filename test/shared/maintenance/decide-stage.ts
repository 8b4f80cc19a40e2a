import { hourMs } from '#shared/kernel/time'
import type { RunFrame } from '#shared/maintenance/decide'
import { effectsOf } from '#shared/maintenance/effects'
import type { Plan } from '#shared/maintenance/plan'
import type { Behaviour, RunStory } from './run-world'

/** Two banks with a database each, and an app group that both are on. */
export const plan: Plan = {
  id: 'plan-1',
  title: 'Engine upgrade',
  why: 'security fix',
  kind: 'downtime',
  author: 'ada',
  window: { start: '2026-03-10T22:00', zone: 'Europe/Berlin', durationMinutes: 120 },
  databases: ['acme', 'zeta'].map((tenant) => ({ arn: `db-${tenant}`, id: tenant, tenant, environment: 'frontend', engine: 'mysql', engineVersion: '8.0.36' })),
  groups: [{ arn: 'asg', name: 'asg', tenants: ['acme', 'zeta'], environment: 'frontend' }],
  steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.40', allowMajor: false }, { kind: 'app.instance-refresh', minHealthyPercent: 90 }],
  onFailure: 'restore',
}
export const frame = (more: Partial<RunFrame & Pick<Plan, 'kind'>> = {}): RunFrame => ({
  effects: effectsOf({ ...plan, kind: more.kind ?? plan.kind }),
  onFailure: more.onFailure ?? plan.onFailure,
  cutOffMs: more.cutOffMs ?? hourMs,
})
export const only = (effect: string, behaviour: Behaviour): ((effect: string) => Behaviour) => (each) => (each === effect ? behaviour : {})
export const firstOf = (story: RunStory, phase: string): number => story.happened.findIndex((effect) => effect.startsWith(`${phase}:`))
export const lastOf = (story: RunStory, phase: string): number => story.happened.findLastIndex((effect) => effect.startsWith(`${phase}:`))
export const times = (story: RunStory, effect: string): number => story.happened.filter((each) => each === effect).length
