import { describe, expect, it } from 'vitest'
import { planSchema } from '#shared/maintenance/plan-schema'
import type { Plan } from '#shared/maintenance/plan'

const plan: Plan = {
  id: 'mysql-8-0-40',
  title: 'MySQL 8.0.40',
  why: 'Security fix',
  kind: 'emergency',
  author: 'ada',
  window: { start: '2026-10-25T02:30', zone: 'Europe/Berlin', durationMinutes: 120, when: 'later' },
  databases: [{ arn: 'arn:aws:rds:eu-west-1:111122223333:db:acme', id: 'acme', tenant: 'acme', environment: 'frontend', engine: 'mysql', engineVersion: '8.0.36' }],
  groups: [{ arn: 'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:x', name: 'app', tenants: ['acme'], environment: 'frontend' }],
  steps: [
    { kind: 'db.engine-upgrade', toVersion: '8.0.40', allowMajor: false },
    { kind: 'db.modify', changes: { instanceClass: 'db.m6i.large', retentionDays: 30 } },
    { kind: 'db.apply-pending-maintenance', action: 'system-update' },
    { kind: 'db.failover-drill' },
    { kind: 'app.instance-refresh', minHealthyPercent: 90 },
    { kind: 'ssm.automation', document: 'Patch', parameters: { Target: ['a', 'b'] } },
    { kind: 'manual', instructions: 'Turn the key.' },
  ],
  onFailure: 'restore',
  emergencyReason: 'Exploited in the wild',
}

const issuesOf = (change: object): readonly string[] => {
  const read = planSchema.safeParse({ ...plan, ...change })
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

describe('A plan', () => {
  it('is read with every kind of step as it was written', () => {
    expect(planSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan)
  })

  it.each([
    ['an id that cannot be part of a name in AWS', { id: 'Upgrade für acme' }, /^id: Small letters/],
    ['an id with two hyphens in a row', { id: 'upgrade--acme' }, /^id: Small letters/],
    ['an id that ends with a hyphen', { id: 'upgrade-acme-' }, /^id: Small letters/],
    ['an id that is too long', { id: 'a'.repeat(33) }, /^id: Small letters/],
    ['no title', { title: '  ' }, /^title: Write something/],
    ['no steps', { steps: [] }, /^steps: A plan needs/],
    ['a step that changes nothing', { steps: [{ kind: 'db.modify', changes: {} }] }, /Say what is to be changed/],
    ['retention to 0', { steps: [{ kind: 'db.modify', changes: { retentionDays: 0 } }] }, /outage/],
    ['a kind of step that nobody knows', { steps: [{ kind: 'db.drop' }] }, /^steps\.0\.kind: /],
    ['a field that nobody knows', { dryRun: true }, /dryRun/],
    ['a day-long window and more', { window: { ...plan.window, durationMinutes: 1_441 } }, /^window\.durationMinutes: /],
  ])('with %s is refused, and says where', (_, change, says) => {
    expect(issuesOf(change)).toEqual([expect.stringMatching(says)])
  })
})
