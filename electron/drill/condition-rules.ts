import type { CheckId } from '#shared/health/finding'
import { feeds, type FeedId } from '#shared/fleet/feeds'
import { minuteMs, secondMs } from '#shared/kernel/time'

/**
 * What each kind of trouble in the world should look like in the product, and how soon.
 *
 * 1. `shownBy`: any of these checks on the condition's subject is the product saying it.
 * 2. `mayShow`: what it may rightly set off besides; explains a finding, but does not count as having seen the cause.
 * 3. `feed`: the data that shows it; its cadence plus `thresholdMs` (what the rule waits for) plus slack is the allowance.
 * 4. `lingersMs`: how long the product rightly keeps saying it after the end, beyond the cadence of the data.
 * 5. `course`: `steady` while it lasts; `flickers` on and off by nature; `trace` can be read afterwards (events).
 * 6. `harmless`: the contract still holds while it lasts; a healthy tenant is no lie.
 */
export interface ConditionRule {
  readonly shownBy: readonly CheckId[]
  readonly mayShow: readonly CheckId[]
  readonly feed: FeedId
  readonly thresholdMs: number
  readonly lingersMs: number
  readonly course: 'steady' | 'flickers' | 'trace'
  readonly harmless: boolean
}

/** Phase, limiter, retries and the squashing of patches: what a poll may come late by. */
export const slackMs = 75 * secondMs

/** How long after its beginning the product must say so, with its data in reach. */
export const allowanceMs = (rule: ConditionRule): number => feeds[rule.feed].cadenceMs + rule.thresholdMs + slackMs

const rule = (feed: FeedId, shownBy: readonly CheckId[], more: Partial<ConditionRule> = {}): ConditionRule => ({
  feed,
  shownBy,
  mayShow: [],
  thresholdMs: 0,
  lingersMs: 0,
  course: 'steady',
  harmless: false,
  ...more,
})

const redundancy: readonly CheckId[] = ['db-multi-az', 'db-lost-standby', 'db-failover', 'db-status']
const app: readonly CheckId[] = ['app-capacity', 'app-az-spread', 'target-health']
const alarms: readonly CheckId[] = ['alarm-firing', 'alarm-no-data']
const failoverMs = 60 * minuteMs
// An alarm is evaluated each minute over M of N periods of a minute: it follows its cause up to five minutes later, both ways.
const alarmDelayMs = 5 * minuteMs

const byKind: Readonly<Record<string, ConditionRule>> = {
  'db.failover': rule('rds.events', ['db-failover'], { mayShow: [...redundancy, ...alarms, 'recovery-point'], lingersMs: failoverMs, course: 'trace' }),
  'db.failover-stuck': rule('rds.events', ['db-failover'], { mayShow: [...redundancy, ...alarms, 'recovery-point'], lingersMs: failoverMs, course: 'trace' }),
  'db.lost-standby': rule('rds.instances', ['db-lost-standby', 'db-multi-az'], { mayShow: [...redundancy, ...alarms] }),
  'db.single-az': rule('rds.instances', ['db-multi-az', 'db-lost-standby']),
  'db.lrt-freeze': rule('rds.instances', ['recovery-point'], { mayShow: ['pitr-window', ...alarms], thresholdMs: 10 * minuteMs, lingersMs: 5 * minuteMs }),
  'db.snapshot-fails': rule('rds.snapshots', ['daily-snapshots'], { lingersMs: 24 * 60 * minuteMs, thresholdMs: 60 * minuteMs }),
  'db.snapshot-missing': rule('rds.snapshots', ['daily-snapshots'], { lingersMs: 24 * 60 * minuteMs, thresholdMs: 60 * minuteMs }),
  'db.status': rule('rds.instances', ['db-status'], { mayShow: ['recovery-point', 'daily-snapshots', 'pitr-window', 'backup-retention', ...redundancy, ...alarms], lingersMs: 10 * minuteMs }),
  'db.retention-changed': rule('rds.instances', ['backup-retention'], { mayShow: ['pitr-window', 'daily-snapshots', 'recovery-point'], lingersMs: Infinity }),
  'db.key-unusable': rule('rds.instances', ['db-status'], { mayShow: ['recovery-point', 'daily-snapshots', 'pitr-window', 'backup-retention', ...redundancy, ...alarms], lingersMs: 10 * minuteMs }),
  'db.pending-maintenance': rule('rds.pending-maintenance', ['pending-maintenance'], { harmless: true }),
  'db.storage-fills': rule('cloudwatch.firing', ['alarm-firing', 'db-status'], { thresholdMs: alarmDelayMs, lingersMs: alarmDelayMs, mayShow: alarms }),
  'db.cpu-high': rule('cloudwatch.firing', ['alarm-firing'], { thresholdMs: alarmDelayMs, lingersMs: alarmDelayMs, mayShow: alarms }),
  'db.replica-lag': rule('cloudwatch.firing', ['alarm-firing'], { thresholdMs: alarmDelayMs, lingersMs: alarmDelayMs, mayShow: alarms }),
  'app.instance-fails': rule('autoscaling.groups', app, { mayShow: alarms, lingersMs: alarmDelayMs }),
  'app.capacity-short': rule('autoscaling.groups', app, { mayShow: alarms, lingersMs: alarmDelayMs }),
  'app.az-lost': rule('autoscaling.groups', app, { mayShow: alarms, lingersMs: alarmDelayMs }),
  'app.refresh': rule('autoscaling.groups', app, { mayShow: alarms, lingersMs: alarmDelayMs, course: 'flickers', harmless: true }),
  'app.latency-high': rule('cloudwatch.firing', ['alarm-firing'], { thresholdMs: alarmDelayMs, lingersMs: alarmDelayMs, mayShow: alarms }),
  'app.errors-high': rule('cloudwatch.firing', ['alarm-firing'], { thresholdMs: alarmDelayMs, lingersMs: alarmDelayMs, mayShow: alarms }),
  'alarm.fires': rule('cloudwatch.firing', ['alarm-firing']),
  'alarm.flaps': rule('cloudwatch.firing', ['alarm-firing'], { thresholdMs: alarmDelayMs, course: 'flickers' }),
  'alarm.no-data': rule('cloudwatch.no-data', ['alarm-no-data']),
  'alarm.actions-off': rule('cloudwatch.alarms', ['alarm-actions-off']),
  'az.outage': rule('rds.instances', [...redundancy, ...app, 'alarm-firing'], { mayShow: [...alarms, 'recovery-point'], lingersMs: failoverMs }),
  'account.access-denied': rule('rds.instances', ['stale-data']),
  'session.revoked': rule('rds.instances', ['stale-data']),
}

/** The rule of a kind; undefined: a kind that the drill does not know, which is a bug of the drill. */
export const conditionRule = (kind: string): ConditionRule | undefined => byKind[kind]
export const knownConditionKinds: readonly string[] = Object.keys(byKind)

/** Conditions that keep the product from asking: like a fault on the whole account. */
export const blocksCalls = (kind: string): boolean => kind === 'account.access-denied' || kind === 'session.revoked'
