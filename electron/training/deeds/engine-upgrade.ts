import { minuteMs, secondMs } from '#shared/kernel/time'
import { failover } from '../events/db-failover'
import { chance } from '../world/chance'
import type { DatabaseEffect, Mishap } from '../world/effects'
import type { Database } from '../world/fleet-model'
import { said, workOn } from './work'

export interface Upgrade {
  readonly version: string
  readonly isMajor: boolean
}

/**
 * An engine upgrade: `upgrading` from its beginning to its end, away from the middle on. One that fails comes back with the old version,
 * or not at all; one during which the zone of the primary fails takes longer.
 */
export function upgradeWork(database: Database, { version, isMajor }: Upgrade, fromMs: number, mishaps: readonly Mishap[]): readonly DatabaseEffect[] {
  const failsOver = mishaps.some(({ kind }) => kind === 'upgradeFailsOver')
  const failure = mishaps.find((mishap) => mishap.kind === 'upgradeFails')
  const draw = chance(database.noise, fromMs, 'upgrade-length')
  const lengthMs = Math.floor((isMajor ? 22 + draw * 12 : 9 + draw * 7) * minuteMs)
  const downMs = fromMs + Math.floor(lengthMs * 0.35)
  const changedMs = fromMs + Math.floor(lengthMs * 0.8) + (failsOver ? 4 * minuteMs : 0)
  const toMs = fromMs + lengthMs + (failsOver ? 4 * minuteMs : 0)
  const begins = [said('upgradeChecking', fromMs), said('upgradeChecked', fromMs + lengthMs * 0.15), said('downtimeStarted', downMs), said('shutdown', downMs + secondMs), said('upgradeStarted', downMs + 5 * secondMs)]
  const upgrading = workOn(database, { fromMs, toMs, status: 'upgrading', isDown: false })
  const away = workOn(database, { fromMs: downMs, toMs: changedMs, status: 'upgrading', isDown: true })
  const zone = failsOver ? [failover(database, { fromMs: downMs + minuteMs, completedMs: downMs + 3 * minuteMs, azLagMs: 0, planned: false, duringWork: true })] : []
  if (failure === undefined) {
    const done = [said('restarted', changedMs), said('upgradeFinished', changedMs + secondMs), said('upgradeFinishing', changedMs + 2 * secondMs)]
    return [{ ...upgrading, notices: [...begins, ...done] }, { ...away, settings: { fromMs: changedMs, values: { engineVersion: version } } }, ...zone]
  }
  if (failure.rolledBack) return [{ ...upgrading, notices: [...begins, said('restarted', changedMs), said('upgradeRolledBack', toMs)] }, away, ...zone]
  const lost = workOn(database, { fromMs: changedMs, toMs: Infinity, status: 'failed', isDown: true })
  return [{ ...upgrading, notices: [...begins, said('failedState', changedMs, 'failed')] }, away, ...zone, { ...lost, truth: [{ kind: 'db.status', fromMs: changedMs, toMs: Infinity, checks: ['db-status', 'recovery-point', 'pitr-window'] }] }]
}
