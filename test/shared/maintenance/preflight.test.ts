import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import type { Plan } from '#shared/maintenance/plan'
import { preflight, type PreflightFacts } from '#shared/maintenance/preflight'

const fromMs = Date.UTC(2026, 2, 10, 21)
const span = { fromMs, toMs: fromMs + 2 * hourMs }
const db = (id: string, tenant: string) => ({ arn: `arn:${id}`, id, tenant, environment: 'frontend', engine: 'mysql', engineVersion: '8.0.36' })
const plan: Plan = {
  id: 'p',
  title: 'Engine upgrade',
  why: 'security fix',
  kind: 'downtime',
  author: 'ada',
  window: { start: '2026-03-10T22:00', zone: 'Europe/Berlin', durationMinutes: 120 },
  databases: [db('db-1', 'acme'), db('db-2', 'zeta')],
  groups: [],
  steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.40', allowMajor: false }],
  onFailure: 'restore',
}
const fine: PreflightFacts = {
  nowMs: fromMs,
  skewMs: 0,
  approval: { isApproved: true, approvers: ['bob'], missing: 0, void: [], needsReason: false },
  notice: { isLegal: true, waitingFor: [] },
  conflicts: [],
  databases: new Map(plan.databases.map(({ arn, tenant, engineVersion }) => [arn, { status: 'available', engineVersion, tenant }])),
  quotas: [{ place: '111122223333/eu-west-1', manualSnapshots: 98, most: 100, wanted: 2 }],
}
const messages = (change: Partial<PreflightFacts>, of: Plan = plan): readonly string[] => preflight(of, span, { ...fine, ...change }).map(({ message }) => message)
const databaseIs = (now: object | undefined) => {
  const databases = new Map(fine.databases)
  if (now === undefined) databases.delete('arn:db-2')
  else databases.set('arn:db-2', { ...databases.get('arn:db-2')!, ...now })
  return { databases }
}

describe('Between a plan and its start', () => {
  it('stands nothing when all is as it was planned', () => {
    expect(messages({})).toEqual([])
    expect(messages({ nowMs: span.toMs - 65 * minuteMs, skewMs: -60 * secondMs })).toEqual([])
  })

  it.each([
    ['a clock that is wrong', { skewMs: 61 * secondMs }, 'This computer’s clock is 61 s ahead of AWS. Set it right: nothing that is timed begins on a wrong clock.'],
    ['a minute too early', { nowMs: fromMs - minuteMs }, 'The window begins at 2026-03-10 22:00 +01:00.'],
    [
      'a moment after the cut-off',
      { nowMs: span.toMs - 65 * minuteMs + 1 },
      'The last safe start of the change was 2026-03-10 22:55 +01:00: after it a restore would not end inside the window. Plan another window.',
    ],
    ['nobody’s approval', { approval: { ...fine.approval, missing: 1 } }, 'Another operator has to approve this plan.'],
    [
      'an approval of what was edited since',
      { approval: { ...fine.approval, missing: 1, void: [{ approval: { by: 'bob', planHash: 'x', atMs: 0 }, because: 'planChanged' as const }] } },
      'Another operator has to approve this plan. The plan was edited after an approval, which voids it.',
    ],
    [
      'a tenant that is not told',
      { notice: { isLegal: false, waitingFor: [{ tenant: 'zeta', untold: ['email' as const, 'loginScreen' as const] }] } },
      'zeta is not proven to have been told by email and login screen. Send the notice again, or see why it does not arrive.',
    ],
    [
      'a tenant that was told late',
      { notice: { isLegal: false, waitingFor: [{ tenant: 'zeta', untold: [], earliestMs: fromMs + hourMs }] } },
      'zeta was told too late for this start: the earliest is 2026-03-10 23:00 +01:00.',
    ],
    [
      'a blackout',
      { conflicts: [{ kind: 'blackout' as const, with: { calendar: 'Bank holidays', title: 'Quarter end', span }, tenants: ['acme'] }] },
      'Bank holidays: “Quarter end”, 2026-03-10 22:00 +01:00 to 2026-03-11 00:00 +01:00, allows no window for acme.',
    ],
    ['a database that is gone', databaseIs(undefined), 'db-2 is not there any more. Make the plan anew.'],
    ['a database that is busy', databaseIs({ status: 'backing-up' }), 'db-2 is backing-up: no snapshot can be taken until it is available.'],
    ['a database that somebody upgraded', databaseIs({ engineVersion: '8.0.40' }), 'db-2 runs 8.0.40; the plan was made for 8.0.36. Make the plan anew.'],
    ['a database of somebody else', databaseIs({ tenant: 'omega' }), 'db-2 belongs to omega now; the plan was made for zeta. Make the plan anew.'],
    [
      'no room for the snapshots',
      { quotas: [{ place: '111122223333/eu-west-1', manualSnapshots: 99, most: 100, wanted: 2 }] },
      '111122223333/eu-west-1 has 99 of 100 manual snapshots; this plan needs 2 more. Delete some, or ask AWS for a higher quota.',
    ],
  ])('stands %s', (_, change, says) => {
    expect(messages(change)).toEqual([says])
  })

  it('stands a window in which the change could not be undone', () => {
    const long: Plan = { ...plan, steps: [...plan.steps, { kind: 'ssm.automation', document: 'Reindex', parameters: {} }, ...plan.steps, ...plan.steps] }
    expect(messages({}, long)).toEqual(['The window has 120 min; preparing, changing and, if it must be, restoring take 135 min. Make it longer or the plan smaller.'])
  })

  it('stands whatever is wrong together: nothing hides another', () => {
    const wrongs = fc.record({ clock: fc.boolean(), late: fc.boolean(), approval: fc.boolean(), notice: fc.boolean(), database: fc.boolean(), quota: fc.boolean() })
    fc.assert(
      fc.property(wrongs, ({ clock, late, approval, notice, database, quota }) => {
        const kinds = preflight(plan, span, {
          ...fine,
          ...(clock ? { skewMs: hourMs } : {}),
          ...(late ? { nowMs: span.toMs } : {}),
          ...(approval ? { approval: { ...fine.approval, missing: 1 } } : {}),
          ...(notice ? { notice: { isLegal: false, waitingFor: [{ tenant: 'acme', untold: ['email'] }] } } : {}),
          ...(database ? databaseIs(undefined) : {}),
          ...(quota ? { quotas: [{ place: 'x', manualSnapshots: 100, most: 100, wanted: 1 }] } : {}),
        }).map(({ kind }) => kind)
        expect([...kinds].sort()).toEqual(Object.entries({ clock, late, approval, notice, database, quota }).flatMap(([kind, is]) => (is ? [kind] : [])).sort())
      }),
    )
  })
})
