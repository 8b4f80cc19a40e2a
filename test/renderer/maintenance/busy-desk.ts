import { appError } from '#shared/kernel/app-error'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time'
import { fakeNowMs } from '../fake-fleet'
import { fakeHash, toldAll, type FakeDesk, type FakeWindow } from './fake-office'
import { banks, databaseOf, fakeJournal, fakePlan, groupOf, wholeJournal } from './fake-plans'

const twelve = banks.map((tenant) => databaseOf(tenant))
const approvedBy = (window: Pick<FakeWindow, 'plan'>, ...people: readonly string[]) => people.map((by) => ({ by, planHash: fakeHash(window.plan), atMs: fakeNowMs - 3 * dayMs }))
const told = (plan: FakeWindow['plan']) => toldAll(plan, fakeNowMs - 4 * dayMs)
const settled = (plan: FakeWindow['plan'], more: Partial<FakeWindow> = {}): FakeWindow => ({ plan, approvals: approvedBy({ plan }, 'ben'), deliveries: told(plan), ...more })

/** 2 March 2026, 06:12 UTC: a window in every stage there is. */
const running = fakePlan({ id: 'mysql-8-0-39-2026-03-02', title: 'MySQL 8.0.39 for the pooled banks', window: { start: '2026-03-02T06:30', zone: 'Europe/Berlin', durationMinutes: 180 }, databases: twelve, groups: [groupOf('frontend', banks)], steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.39', allowMajor: false }, { kind: 'app.instance-refresh', minHealthyPercent: 90 }] })
const asking = fakePlan({ id: 'polaris-class-2026-03-02', title: 'Polaris: db.r6i.xlarge', window: { start: '2026-03-02T06:00', zone: 'Europe/Berlin', durationMinutes: 120 }, databases: [databaseOf('polaris-credit', 'cron'), databaseOf('polaris-credit', 'portal')], steps: [{ kind: 'db.modify', changes: { instanceClass: 'db.r6i.xlarge' } }], onFailure: 'stopAndAsk' })
const due = fakePlan({ id: 'harbour-drill-2026-03-02', title: 'Harbour Mutual: failover drill', window: { start: '2026-03-02T07:00', zone: 'Europe/Berlin', durationMinutes: 60 }, databases: [databaseOf('harbour-mutual', 'portal')], steps: [{ kind: 'db.failover-drill' }], onFailure: 'stopAndAsk' })
const planned = fakePlan({ id: 'mysql-8-0-39-silo-2026-03-08', title: 'MySQL 8.0.39, portals of all banks', databases: banks.map((tenant) => databaseOf(tenant, 'portal')) })
const ready = fakePlan({ id: 'ami-march-2026-03-07', title: 'App servers: March image', kind: 'noDowntime', window: { start: '2026-03-07T22:00', zone: 'Europe/Berlin', durationMinutes: 90 }, databases: [], groups: [groupOf('frontend', banks), groupOf('cron', banks)], steps: [{ kind: 'app.instance-refresh', minHealthyPercent: 80 }] })
const emergency = fakePlan({ id: 'openssl-2026-03-03', title: 'Emergency: OpenSSL on every app server', kind: 'emergency', window: { start: '2026-03-03T23:30', zone: 'Europe/Berlin', durationMinutes: 120 }, databases: [], groups: [groupOf('frontend', banks)], steps: [{ kind: 'app.instance-refresh', minHealthyPercent: 90 }], emergencyReason: 'The hole is exploited in the wild since this morning.' })
const spring = fakePlan({ id: 'kernel-2026-03-29', title: 'Storage for Kauri over the change of clocks', window: { start: '2026-03-29T01:30', zone: 'Europe/Berlin', durationMinutes: 120 }, databases: [databaseOf('kauri-bank')], steps: [{ kind: 'db.modify', changes: { storageGib: 400 } }] })
const ended = fakePlan({ id: 'first-cedar-2026-02-26', title: 'First Cedar: retention to 35 days', window: { start: '2026-02-26T02:00', zone: 'Europe/Berlin', durationMinutes: 120 }, databases: [databaseOf('first-cedar')], steps: [{ kind: 'db.modify', changes: { retentionDays: 35 } }] })
const restored = fakePlan({ id: 'northwind-2026-02-28', title: 'Northwind: MySQL 8.0.39', window: { start: '2026-02-28T02:00', zone: 'Europe/Berlin', durationMinutes: 180 }, databases: [databaseOf('northwind-savings')] })
const missed = fakePlan({ id: 'lender-017-2026-03-01', title: 'Lender 017: bigger disks', window: { start: '2026-03-01T03:00', zone: 'Europe/Berlin', durationMinutes: 60 }, databases: [databaseOf('lender-017')], steps: [{ kind: 'db.modify', changes: { storageGib: 800 } }] })
const calledOff = fakePlan({ id: 'acme-2026-03-04', title: 'Acme: parameter group', window: { start: '2026-03-04T02:00', zone: 'Europe/Berlin', durationMinutes: 60 }, databases: [databaseOf('acme-bank')], steps: [{ kind: 'db.modify', changes: { parameterGroup: 'acme-mysql80-v2' } }] })
const orphan = fakePlan({ id: 'sol-2026-03-02', title: 'Banco del Sol: pending OS update', window: { start: '2026-03-02T05:30', zone: 'Europe/Berlin', durationMinutes: 150 }, databases: [databaseOf('banco-del-sol', 'sandbox')], steps: [{ kind: 'db.apply-pending-maintenance', action: 'system-update' }] })

const restoredJournal = (() => {
  const startMs = Date.UTC(2026, 1, 28, 1, 0, 9)
  const whole = fakeJournal(restored, { startMs, until: 'change', failed: 'AWS gave up the upgrade: incompatible-parameters (pre-check failed at table ledger.postings).' })
  const id = restored.databases[0]!.arn
  let atMs = startMs + 30 * minuteMs
  const after = [`restore:${id}`, 'verify:northwind-savings', 'reopen:northwind-savings', 'unmute:northwind-savings', 'tell:northwind-savings'].flatMap((effect) => [
    { kind: 'started' as const, effect, atMs: (atMs += minuteMs) },
    { kind: 'done' as const, effect, atMs: (atMs += 6 * minuteMs), evidence: effect.startsWith('restore') ? [{ label: 'Restored from', value: 'wf-northwind-2026-02-28-northwind-savings-frontend' }, { label: 'Difference', value: 'none' }] : [] },
  ])
  return [...whole, ...after]
})()

export const busyDesk: FakeDesk = {
  windows: [
    settled(running, { run: { startedAtMs: Date.UTC(2026, 2, 2, 5, 30, 12), startedBy: 'ana', events: fakeJournal(running, { startMs: Date.UTC(2026, 2, 2, 5, 30, 14), until: 'snapshot', done: 8, busy: [64, 41, 12, 0] }) } }),
    settled(asking, { run: { startedAtMs: Date.UTC(2026, 2, 2, 5, 0, 30), startedBy: 'trainee', events: fakeJournal(asking, { startMs: Date.UTC(2026, 2, 2, 5, 0, 31), until: 'change', done: 1, failed: 'AWS refused: db.r6i.xlarge has no capacity in eu-west-1b at the moment (InsufficientDBInstanceCapacity).' }) } }),
    settled(due),
    { plan: planned, deliveries: toldAll(planned, fakeNowMs - hourMs).map((delivery) => (delivery.tenant === 'first-cedar' && delivery.channel === 'email' ? { ...delivery, state: 'bounced' as const, words: 'it@first-cedar.example is on the suppression list since 12 Feb: the mailbox does not exist. Correct the contact in the fleet file.' } : delivery.tenant === 'kauri-bank' && delivery.channel === 'loginScreen' ? { ...delivery, state: 'failed' as const, words: 'Read back, login.kauri-bank.example still shows revision 13. Send it again; if it stays so, the page is cached in front of the bucket.' } : delivery)) },
    settled(ready),
    { plan: emergency, approvals: approvedBy({ plan: emergency }, 'ben') },
    settled(spring),
    settled(ended, { run: { startedAtMs: Date.UTC(2026, 1, 26, 1, 0, 4), startedBy: 'ben', carriedBy: { kind: 'nobody' }, events: wholeJournal(ended, Date.UTC(2026, 1, 26, 1, 0, 5)) } }),
    settled(restored, { run: { startedAtMs: Date.UTC(2026, 1, 28, 1, 0, 4), startedBy: 'ana', carriedBy: { kind: 'nobody' }, events: restoredJournal } }),
    settled(missed),
    settled(calledOff, { calledOff: { by: 'mia', why: 'The bank has its year-end run that night after all.', atMs: fakeNowMs - dayMs } }),
    settled(orphan, { run: { startedAtMs: Date.UTC(2026, 2, 2, 4, 30, 9), startedBy: 'mia', carriedBy: { kind: 'nobody' }, events: fakeJournal(orphan, { startMs: Date.UTC(2026, 2, 2, 4, 30, 10), until: 'verify' }), trouble: appError('unreachable', 'The desk’s store did not answer for 40 s: what other consoles write is not seen meanwhile.') } }),
  ],
  blackouts: [
    { calendar: 'Bank holidays', title: 'Quarter end: no changes', span: { fromMs: Date.UTC(2026, 2, 29, 22), toMs: Date.UTC(2026, 3, 2, 22) } },
    { calendar: 'Kauri Bank', title: 'Audit at Kauri', span: { fromMs: Date.UTC(2026, 2, 4, 7), toMs: Date.UTC(2026, 2, 6, 17) }, tenants: ['kauri-bank'] },
  ],
  pending: [
    { tenant: 'kauri-bank', database: 'kauri-bank-frontend', action: 'system-update', description: 'New operating system update is available', autoAppliedAfterMs: Date.UTC(2026, 2, 7, 3) },
    { tenant: 'acme-bank', database: 'acme-bank-portal', action: 'db-upgrade', description: 'Automatic minor version upgrade to 8.0.40', forcedApplyMs: Date.UTC(2026, 2, 15, 3, 30) },
    { tenant: 'lender-017', database: 'lender-017-cron', action: 'db-upgrade', description: 'Automatic minor version upgrade to 8.0.40', forcedApplyMs: Date.UTC(2026, 2, 15, 4) },
    { tenant: 'northwind-savings', database: 'northwind-savings-cron', action: 'hardware-maintenance' },
  ],
}
