import type { Contract } from '../fleet/fleet-config'
import { copyPlaceOf } from '../fleet/offsite'
import type { DatabaseView } from '../fleet/tenant-view'
import { notApplicable } from '../health/applicability'
import { windowSlackMs } from '../health/checks/pitr-window'
import { keyWarningsMs } from '../health/checks/db-encryption'
import { keyCondition } from '../health/database-key'
import type { Health } from '../health/finding'
import { copyLateMs, copyMissingMs, copyState } from '../health/offsite-copies'
import { restoreWindow } from '../health/pitr-window'
import { lagLimits, recoveryLag } from '../health/recovery-lag'
import { durationText } from '../health/wording'
import { assertNever } from '../kernel/assert-never'
import { dayOf, dayText } from '../kernel/calendar-day'
import { dayMs, minuteMs } from '../kernel/time'
import type { DatabaseRecovery, KeyLine, OffsiteLine, RecoveryPoint, WindowBar } from './recovery'
import { snapshotDays } from './snapshot-days'
import { unreadWords } from './unread-words'

/** One database's way back. `zone`: in whose days it is told. */
export function databaseRecovery(database: DatabaseView, contract: Contract, readiness: Health, zone: string): DatabaseRecovery {
  const { record, environment, place } = database
  const why = notApplicable(record)
  const snapshots = snapshotDays(database, contract.dailySnapshots, zone)
  return {
    id: record.id,
    environment,
    engine: record.engine,
    account: place.account,
    region: place.region,
    readiness,
    ...(why === undefined ? {} : { notApplicable: why }),
    point: pointOf(database, contract, why),
    window: windowOf(database, contract, why, zone),
    ...(snapshots === undefined ? {} : { snapshots }),
    offsite: offsiteOf(database, contract, zone),
    key: keyOf(database, contract, zone),
  }
}

function pointOf(database: DatabaseView, { recoveryPointMinutes }: Contract, why: string | undefined): RecoveryPoint {
  const lag = recoveryLag(database)
  switch (lag.kind) {
    case 'notApplicable':
      return { kind: 'none', words: why ?? 'backups are off' }
    case 'missing':
      return { kind: 'none', words: 'not told: LatestRestorableTime is missing' }
    case 'ahead':
      return { kind: 'none', words: `cannot be told: ${durationText(lag.aheadMs)} ahead of AWS time` }
    case 'known': {
      const { healthyMs, breachMs } = lagLimits(recoveryPointMinutes)
      return { kind: 'known', lagMs: lag.lagMs, observedAtMs: database.observedAtMs, goalMs: recoveryPointMinutes * minuteMs, isLate: lag.lagMs > healthyMs, isBreach: lag.lagMs > breachMs }
    }
    default:
      return assertNever(lag)
  }
}

function windowOf(database: DatabaseView, { continuousBackupDays: goalDays }: Contract, why: string | undefined, zone: string): WindowBar {
  const { record, backup, observedAtMs } = database
  if (why !== undefined) return { kind: 'none', isUnknown: false, words: why }
  if (record.retentionDays === 0) return { kind: 'none', isUnknown: false, words: 'backups are off: no moment can be restored' }
  const told = database.place.feeds['rds.automated-backups']
  if (told.observedAtMs === undefined) return { kind: 'none', isUnknown: true, words: unreadWords(told) }
  const window = restoreWindow(database)
  if (window === undefined) return { kind: 'none', isUnknown: true, words: 'not told: the earliest restorable time is missing' }
  const latestAtMs = Math.max(window.earliestAtMs, record.latestRestorableAtMs ?? backup?.latestRestorableAtMs ?? observedAtMs)
  const isFull = window.earliestAtMs + goalDays * dayMs - window.observedAtMs <= windowSlackMs
  const words = isFull ? `${Math.round(window.days)} d` : unfilled(record.retentionDays, window.days, window.earliestAtMs, goalDays, zone)
  return { kind: 'known', earliestAtMs: window.earliestAtMs, latestAtMs, observedAtMs: window.observedAtMs, days: window.days, goalDays, words, isFull }
}

/** `17 of 30 d, full on 3 May`; a setting that is too low never fills it. */
function unfilled(retentionDays: number | undefined, days: number, earliestAtMs: number, goalDays: number, zone: string): string {
  const had = `${Math.floor(days)} of ${goalDays} d`
  if (retentionDays !== undefined && retentionDays < goalDays) return `${had}: kept for ${retentionDays} d only`
  return `${had}, full on ${dayText(dayOf(earliestAtMs + goalDays * dayMs, zone))}`
}

function offsiteOf(database: DatabaseView, { offsite }: Contract, zone: string): OffsiteLine {
  const { record } = database
  if (offsite === false) return { kind: 'notPromised', words: 'not promised' }
  if (record.replicaOf !== undefined || record.clusterId !== undefined) return { kind: 'notPromised', words: 'its source is copied' }
  if (copyPlaceOf(offsite, record) === 'home') return { kind: 'unknown', words: 'the fleet file names its own Region' }
  const { place } = database
  const { observedAtMs } = place.feeds['offsite.copies']
  const state = copyState(database)
  if (state === undefined || database.offsite === undefined || observedAtMs === undefined) return { kind: 'unknown', words: unreadWords(place.feeds['offsite.copies']) }
  const { newest, ageMs, underWay, stuck, failed } = state
  const { account, region } = database.offsite
  const underWayPercent = underWay[0]?.progressPercent
  const note = stuck !== undefined ? ', the next stands still' : failed !== undefined ? ', the next failed' : ''
  return {
    kind: 'known',
    account,
    region,
    ...(newest === undefined ? {} : { newestAtMs: newest.snapshotAtMs }),
    ...(ageMs === undefined ? {} : { ageMs }),
    isLate: ageMs === undefined || ageMs > copyLateMs,
    isMissing: ageMs === undefined || ageMs > copyMissingMs,
    ...(underWayPercent === undefined ? {} : { underWayPercent }),
    words: newest === undefined ? `no copy in ${region}` : `${region}, of ${dayText(dayOf(newest.snapshotAtMs, zone))}${note}`,
  }
}

function keyOf(database: DatabaseView, { ownKey }: Contract, zone: string): KeyLine {
  const condition = keyCondition(database)
  const day = (atMs: number): string => dayText(dayOf(atMs, zone))
  switch (condition.kind) {
    case 'none':
      return { kind: 'none', words: 'not encrypted' }
    case 'untold':
      return { kind: 'unknown', words: 'not told' }
    case 'unread':
      return { kind: 'unknown', words: 'not read yet' }
    case 'refused':
      return { kind: 'unknown', words: condition.why === 'denied' ? 'AWS refuses to describe it' : 'KMS does not know it' }
    case 'lost':
      return { kind: 'lost', untilMs: condition.untilMs, words: `lost, recoverable until ${day(condition.untilMs)}` }
    case 'gone':
      return { kind: 'lost', words: 'lost for good' }
    case 'unusable':
      return { kind: 'unusable', words: condition.untilMs === undefined ? stateWords(condition.state) : `to be deleted on ${day(condition.untilMs)}`, ...(condition.untilMs === undefined ? {} : { untilMs: condition.untilMs }) }
    case 'usable':
      if (condition.endsAtMs !== undefined) {
        const isEnding = condition.endsAtMs - database.observedAtMs <= keyWarningsMs.watch
        return { kind: isEnding ? 'ending' : 'usable', untilMs: condition.endsAtMs, words: `usable until ${day(condition.endsAtMs)}` }
      }
      return condition.byDefault ? { kind: ownKey ? 'none' : 'usable', words: 'aws/rds, not its own' } : { kind: 'usable', words: 'usable' }
    default:
      return assertNever(condition)
  }
}

const stateWords = (state: string): string => ({ Disabled: 'disabled', PendingImport: 'without material', Unavailable: 'key store not connected', PendingDeletion: 'to be deleted' })[state] ?? state
