import { feedIds, feeds } from '#shared/fleet/feeds'
import { checkIds, type CheckId } from '#shared/health/finding'
import { dayMs } from '#shared/kernel/time'
import { newsMs, slackMs } from './check-rules'
import type { WorldCondition } from './world'

/**
 * What each kind of trouble should look like in the product. The world names the checks that can show a condition; this registry fills
 * in where it does not, and says what else a condition may rightly set off.
 *
 * 1. `shownBy`: any of these on the condition's subject is the product saying it.
 * 2. `mayShow`: consequences; they explain a finding, but do not count as having seen the cause.
 * 3. `course`: `steady` while it lasts; `flickers` on and off by nature, so that a moment of green in between is no lie; `event` can be
 *    read afterwards too, by these checks alone, and must be seen however short it was.
 */
export interface ConditionKind {
  readonly shownBy: readonly CheckId[]
  readonly mayShow: readonly CheckId[]
  readonly course: 'steady' | 'flickers' | 'event'
}

const kind = (shownBy: readonly CheckId[], mayShow: readonly CheckId[] = [], course: ConditionKind['course'] = 'steady'): ConditionKind => ({ shownBy, mayShow, course })

const redundancy: readonly CheckId[] = ['db-multi-az', 'db-lost-standby', 'db-failover', 'db-status']
const backups: readonly CheckId[] = ['recovery-point', 'pitr-window', 'daily-snapshots', 'backup-retention', 'offsite-copies']
const app: readonly CheckId[] = ['app-capacity', 'app-az-spread', 'target-health']
// What clients feel of it.
const felt: readonly CheckId[] = ['probe']
// What the load balancer's metrics show while answers are slow or fail.
const load: readonly CheckId[] = ['app-latency', 'app-errors']
const alarms: readonly CheckId[] = ['alarm-firing', 'alarm-flapping', 'alarm-no-data']

// Of a place that was never read, nobody knows who lives there: the file's tenants are then looked for in vain.
const unread: readonly CheckId[] = ['stale-data', 'no-resources']

const kinds: Readonly<Record<string, ConditionKind>> = {
  'db.failover': kind(['db-failover'], [...felt, ...redundancy, 'recovery-point'], 'event'),
  'db.failover-stuck': kind(['db-failover'], [...felt, ...redundancy, 'recovery-point'], 'event'),
  'db.lost-standby': kind(['db-lost-standby', 'db-multi-az'], redundancy),
  'db.lrt-freeze': kind(['recovery-point'], ['pitr-window']),
  'db.snapshot-fails': kind(['daily-snapshots']),
  'db.snapshot-missing': kind(['daily-snapshots']),
  'db.status': kind(['db-status'], [...felt, 'db-encryption', ...redundancy, ...backups]),
  'db.retention-short': kind(['backup-retention'], backups),
  'db.retention-changed': kind(['backup-retention'], backups),
  'db.window-filling': kind(['pitr-window'], backups),
  'db.key-unusable': kind(['db-encryption', 'db-status'], [...felt, ...redundancy, ...backups]),
  'db.key-expires': kind(['db-encryption']),
  'db.copy-late': kind(['offsite-copies']),
  'db.copy-stops': kind(['offsite-copies']),
  'db.pending-maintenance': kind(['pending-maintenance']),
  'db.storage-fills': kind(['alarm-firing'], [...felt, 'db-status', ...backups, ...alarms]),
  'db.cpu-high': kind(['alarm-firing'], alarms),
  'db.replica-lag': kind(['alarm-firing'], alarms),
  'app.instance-fails': kind(app, [...app, ...felt]),
  'app.capacity-short': kind(app, [...app, ...felt]),
  'app.az-lost': kind(app, [...app, ...felt]),
  // Both are news more than trouble: green beside them is no lie.
  'app.refresh': kind(['app-refresh'], [...app, ...felt], 'flickers'),
  'app.scales-out': kind(['app-scaled', 'app-at-max'], app, 'flickers'),
  'app.at-max': kind(['app-at-max'], [...app, 'app-scaled']),
  'app.latency-high': kind(['alarm-firing'], [...alarms, ...load, ...felt]),
  'app.errors-high': kind(['alarm-firing'], [...alarms, ...load, ...felt]),
  'probe.down': kind(['probe']),
  // A drill makes an alarm fire by its metric, which is then seen as well.
  'alarm.fires': kind(['alarm-firing'], load),
  'alarm.flaps': kind(['alarm-firing'], load, 'flickers'),
  'alarm.no-data': kind(['alarm-no-data']),
  'alarm.actions-off': kind(['alarm-actions-off']),
  'alarm.topic-gone': kind(['alarm-actions-off']),
  'az.outage': kind([...redundancy, ...app], felt),
  'account.access-denied': kind(unread),
  'session.revoked': kind(unread),
  'sftp.offline': kind(['sftp']),
  'waf.detached': kind(['allowlist']),
  'waf.open': kind(['allowlist']),
  'waf.empty': kind(['allowlist']),
  'bucket.public': kind(['bucket-lock']),
  'bucket.unlocked': kind(['bucket-lock']),
  'log.export-off': kind(['log-alarms']),
}

const fault = kind(unread)
const unheardOf = kind([])

export const conditionKind = (name: string): ConditionKind => kinds[name] ?? (name.startsWith('fault.') ? fault : unheardOf)

/** The checks that can show a condition: as the world says, else as its kind does. */
export function shownBy(condition: WorldCondition): readonly CheckId[] {
  const known = shown.get(condition)
  if (known !== undefined) return known
  const found = findShownBy(condition)
  shown.set(condition, found)
  return found
}
const shown = new WeakMap<WorldCondition, readonly CheckId[]>()

function findShownBy({ kind: name, checks }: WorldCondition): readonly CheckId[] {
  if (conditionKind(name).course === 'event') return conditionKind(name).shownBy
  const named = (checks ?? []).flatMap((check) => checkIds.find((id) => id === check) ?? [])
  const showing = named.length > 0 ? named : conditionKind(name).shownBy
  // An alarm that fired often lately is told as one that flaps.
  return showing.includes('alarm-firing') ? [...showing, 'alarm-flapping'] : showing
}

/** These, and its consequences. */
export function explains(condition: WorldCondition): readonly CheckId[] {
  const known = explained.get(condition)
  if (known !== undefined) return known
  const found = [...shownBy(condition), ...conditionKind(condition.kind).mayShow]
  explained.set(condition, found)
  return found
}
const explained = new WeakMap<WorldCondition, readonly CheckId[]>()

/** Events are kept for a day: what began before shows by what it does, as the world says. */
export const showsAfter = (condition: WorldCondition, atMs: number): readonly CheckId[] =>
  conditionKind(condition.kind).course === 'event' && atMs - condition.sinceMs > dayMs ? [...shownBy(condition), ...conditionKind(condition.kind).mayShow] : shownBy(condition)

/** Whether it is about redundancy or backups, which are not judged of a database that is stopped or being made. */
export const isOfDatabaseClause = (condition: WorldCondition): boolean => shownBy(condition).some((check) => check !== 'db-status' && (redundancy.includes(check) || backups.includes(check)))

/** Whether the product must show it by itself; a mere cause or excuse need not be seen. */
export const mustShow = ({ checks, explainsOnly }: WorldCondition): boolean => explainsOnly !== true && checks?.length !== 0

/** How long after its beginning the product must say it, with its data in reach: the soonest of the checks that can. */
export function allowanceMs(condition: WorldCondition): number {
  if (condition.kind.startsWith('fault.')) return ageingMs(condition.subject)
  const unseenMs = Math.max(0, (condition.observableMs ?? condition.sinceMs) - condition.sinceMs)
  return unseenMs + Math.min(...shownBy(condition).map(newsMs))
}

/** A fault need not show before the first data of its service is older than its limit: one lost poll is no news. */
function ageingMs(scope: string): number {
  const own = feedIds.map((id) => feeds[id]).filter(({ service }) => scope.endsWith(`/${service}`))
  return Math.min(...own.map(({ staleAfterMs, cadenceMs }) => staleAfterMs + cadenceMs)) + slackMs
}

/** Conditions that keep the product from asking: like a fault on the whole account. */
export const blocksCalls = (name: string): boolean => name === 'account.access-denied' || name === 'session.revoked' || name.startsWith('fault.')
