import { minuteMs } from '#shared/kernel/time'
import type { Plan } from '#shared/maintenance/plan'
import type { RunEvent } from '#shared/maintenance/run-event'
import type { RunStory } from '#shared/maintenance/run-view'

export const opensMs = Date.UTC(2026, 2, 5, 21)

export const aPlan = (over: Partial<Plan> = {}): Plan => ({
  id: 'upgrade-1',
  title: 'Upgrade, all of it; <now>',
  why: 'Support ends',
  kind: 'downtime',
  author: 'ana',
  window: { start: '2026-03-05T22:00', zone: 'Europe/Berlin', durationMinutes: 240 },
  databases: ['acme', 'zenith'].map((tenant) => ({ arn: `arn:aws:rds:eu-west-1:111122223333:db:${tenant}-frontend`, id: `${tenant}-frontend`, tenant, environment: 'frontend', engine: 'mysql', engineVersion: '8.0.36' })),
  groups: [],
  steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.39', allowMajor: false }],
  onFailure: 'restore',
  ...over,
})

export const aSpan = { fromMs: opensMs, toMs: opensMs + 240 * minuteMs }

export const aStory = (events: readonly RunEvent[], over: Partial<RunStory> = {}): RunStory => ({
  plan: aPlan(),
  span: aSpan,
  events,
  startedAtMs: opensMs,
  startedBy: 'ana',
  carriedBy: { kind: 'here' },
  names: new Map([['acme', 'Acme Bank']]),
  ...over,
})

/** Each begun and done within a second of the one before. */
export const doneEvents = (effects: readonly string[]): readonly RunEvent[] =>
  effects.flatMap((effect, at): readonly RunEvent[] => [
    { kind: 'started', effect, atMs: opensMs + 2 * at },
    { kind: 'done', effect, atMs: opensMs + 2 * at + 1, evidence: [{ label: 'Seen', value: effect }] },
  ])
