import type { Phase } from '#shared/maintenance/effects'
import { effectsOf, phases } from '#shared/maintenance/effects'
import type { Plan, PlanDatabase, PlanGroup } from '#shared/maintenance/plan'
import type { Evidence, RunEvent } from '#shared/maintenance/run-event'
import { minuteMs, secondMs } from '#shared/kernel/time'

export const banks = ['acme-bank', 'banco-del-sol', 'first-cedar', 'harbour-mutual', 'kauri-bank', 'lender-017', 'northwind-savings', 'polaris-credit', 'lender-00010', 'lender-00011', 'lender-00012', 'lender-00013'] as const

export const databaseOf = (tenant: string, environment = 'frontend'): PlanDatabase => ({
  arn: `arn:aws:rds:eu-west-1:111122223333:db:${tenant}-${environment}`,
  id: `${tenant}-${environment}`,
  tenant,
  environment,
  engine: 'mysql',
  engineVersion: '8.0.36',
})

export const groupOf = (environment: string, tenants: readonly string[]): PlanGroup => ({ arn: `arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:1:autoScalingGroupName/pooled-${environment}`, name: `pooled-${environment}`, tenants, environment })

export const fakePlan = (more: Partial<Plan> & Pick<Plan, 'id' | 'title'>): Plan => ({
  why: 'MySQL 8.0.36 leaves standard support in April; 8.0.39 closes two holes that the auditors named.',
  kind: 'downtime',
  author: 'ana',
  window: { start: '2026-03-08T02:00', zone: 'Europe/Berlin', durationMinutes: 120 },
  databases: banks.slice(0, 1).map((tenant) => databaseOf(tenant)),
  groups: [],
  steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.39', allowMajor: false }],
  onFailure: 'restore',
  ...more,
})

const evidenceOf = (phase: Phase, subject: string): readonly Evidence[] => {
  const name = subject.split(':').at(-1) ?? subject
  switch (phase) {
    case 'close':
    case 'reopen':
      return [{ label: 'Rule', value: `app/${name}/50dc6c495c0c9188/${phase === 'close' ? 'f2f7dc8efc522ab2' : 'deleted'}` }, { label: 'Login screen', value: `revision ${phase === 'close' ? 14 : 15}` }]
    case 'closeLonger':
      return [{ label: 'Pages name the new end', value: '1' }]
    case 'mute':
    case 'muteLonger':
    case 'unmute':
      return [{ label: 'Alarms', value: '6' }]
    case 'snapshot':
      return [{ label: 'Snapshot', value: `wf-run-${name}` }, { label: 'Status', value: 'available' }]
    case 'copy':
      return [{ label: 'Copy', value: `wf-run-${name}` }, { label: 'Status', value: 'available' }]
    case 'change':
      return [{ label: 'Engine version', value: '8.0.39' }]
    case 'verify':
    case 'verifyAgain':
    case 'compare':
      return [{ label: 'New problems', value: 'none' }]
    case 'restore':
      return [{ label: 'Restored from', value: `wf-run-${name}` }, { label: 'Old instance', value: `${name}-before-restore` }]
    case 'tell':
      return [{ label: 'Message', value: `0102018e-${name.slice(0, 6)}-000000` }]
    case 'validate':
      return [{ label: 'Databases', value: 'as planned' }]
  }
}

export interface JournalWish {
  readonly startMs: number
  /** Done until before this phase. */
  readonly until: Phase
  /** How many of that phase are done; of the rest the first `busy` are on their way. */
  readonly done?: number
  readonly busy?: readonly number[]
  readonly failed?: string
}

/** A run's journal as one console writes it: phase after phase, some seconds each. Restores are left out unless they are asked for. */
export function fakeJournal(plan: Plan, { startMs, until, done = 0, busy = [], failed }: JournalWish): readonly RunEvent[] {
  const events: RunEvent[] = []
  let atMs = startMs
  const finish = (id: string, phase: Phase, subject: string): void => {
    atMs += 4 * secondMs
    events.push({ kind: 'done', effect: id, atMs, evidence: evidenceOf(phase, subject) })
  }
  for (const phase of phases) {
    const effects = effectsOf(plan).filter((effect) => effect.phase === phase)
    if (phase === until) {
      const begun = effects.slice(0, done + busy.length + (failed === undefined ? 0 : 1))
      begun.forEach(({ id }) => events.push({ kind: 'started', effect: id, atMs: (atMs += secondMs) }))
      begun.slice(0, done).forEach(({ id, subject }) => finish(id, phase, subject))
      begun.slice(done, done + busy.length).forEach(({ id }, at) => events.push({ kind: 'inProgress', effect: id, atMs: (atMs += secondMs), lookAgainAtMs: atMs + minuteMs, percent: busy[at] ?? 0 }))
      if (failed !== undefined) events.push({ kind: 'failed', effect: begun.at(-1)!.id, atMs: (atMs += secondMs), message: failed, again: 'never' })
      return events
    }
    if (phase === 'restore') continue
    effects.forEach(({ id }) => events.push({ kind: 'started', effect: id, atMs: (atMs += secondMs) }))
    effects.forEach(({ id, subject }) => finish(id, phase, subject))
    atMs += phase === 'snapshot' || phase === 'change' ? 9 * minuteMs : 0
  }
  return events
}

/** Every effect but the restores done. */
export function wholeJournal(plan: Plan, startMs: number): readonly RunEvent[] {
  const untilTold = fakeJournal(plan, { startMs, until: 'tell', done: effectsOf(plan).filter(({ phase }) => phase === 'tell').length })
  return untilTold
}
