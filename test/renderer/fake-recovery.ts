import type { TenantRow } from '#shared/fleet/table'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time'
import type { TenantRecovery } from '#shared/recovery/recovery'
import { fakeNowMs } from './fake-fleet'

/** A row's way back as the watch would tell it: one database, the row's own figures, everything else as promised. */
export function fakeRecovery(row: TenantRow): TenantRecovery {
  const id = `${row.id}-frontend`
  const readiness = row.recovery ?? 'healthy'
  const days = row.pitrDays ?? 30
  const failing = readiness === 'healthy' ? [] : [{ check: 'recovery-point' as const, clause: 'recoveryPoint' as const, severity: readiness, subject: id, words: `The recovery point of ${id} is late.`, sinceAtMs: fakeNowMs - hourMs }]
  return {
    id: row.id,
    name: row.name,
    model: row.model,
    readiness,
    failing,
    databases: [
      {
        id,
        environment: 'frontend',
        engine: 'mysql',
        account: row.accounts[0] ?? '',
        region: row.regions[0] ?? '',
        readiness,
        point: { kind: 'known', lagMs: row.recoveryPointLagMs ?? 3 * minuteMs, observedAtMs: fakeNowMs, goalMs: 5 * minuteMs, isLate: readiness !== 'healthy', isBreach: readiness === 'degraded' },
        window: { kind: 'known', earliestAtMs: fakeNowMs - days * dayMs, latestAtMs: fakeNowMs - 3 * minuteMs, observedAtMs: fakeNowMs, days, goalDays: 30, words: days >= 30 ? '30 d' : `${Math.floor(days)} of 30 d, full on 3 May`, isFull: days >= 30 },
        snapshots: { goal: 7, judged: 7, missing: 1, fromMs: fakeNowMs - 7 * dayMs, untilMs: fakeNowMs, ticks: [{ atMs: fakeNowMs - dayMs, state: 'available' }], gaps: [{ fromMs: fakeNowMs - 3 * dayMs, untilMs: fakeNowMs - dayMs, days: ['14 Nov'] }], words: 'no snapshot on 14 Nov' },
        offsite: { kind: 'known', account: '111122223333', region: 'eu-central-1', newestAtMs: fakeNowMs - 9 * hourMs, ageMs: 9 * hourMs, isLate: false, isMissing: false, words: 'eu-central-1, of 2 Mar' },
        key: { kind: 'ending', untilMs: fakeNowMs + 20 * dayMs, words: 'usable until 22 Mar' },
      },
    ],
  }
}
