import { z } from 'zod'
import { accountAccessDenied } from './account'
import { alarmActionsOff, alarmFires, alarmFlaps, alarmNoData, alarmTopicGone } from './alarms'
import { appAzLost, appCapacityShort, appInstanceFails } from './app-capacity'
import { appErrorsHigh, appLatencyHigh } from './app-load'
import { appRefresh } from './app-refresh'
import { appScalesOut } from './app-scales-out'
import { azOutage } from './az-outage'
import { dbCopyStops } from './db-copies'
import { dbFailover, dbFailoverStuck } from './db-failover'
import { dbKeyExpires, dbKeyUnusable } from './db-key'
import { dbCpuHigh, dbReplicaLag, dbStorageFills } from './db-load'
import { dbLrtFreeze } from './db-logs'
import { dbPendingMaintenance } from './db-maintenance'
import { dbManualSnapshotFails } from './db-manual-snapshot-fails'
import { dbRestoreSlow } from './db-restore-slow'
import { dbRetentionChanged } from './db-retention'
import { dbSnapshotFails, dbSnapshotMissing } from './db-snapshots'
import { dbLostStandby } from './db-standby'
import { dbStatus } from './db-status'
import { dbUpgradeFails } from './db-upgrade-fails'
import { dbUpgradeFailsOver } from './db-upgrade-fails-over'
import type { EventKind } from './event-kind'
import { mailBounces } from './mail-bounces'
import { noticeUnreachable } from './notice-unreachable'
import { probeDown } from './probe-down'
import { bucketPublic, bucketUnlocked, logExportOff, sftpOffline, wafDetached, wafEmpty, wafOpen } from './services'
import { sessionRevoked } from './session'
import { supportClientEnds, supportCloserMissing, supportDocumentDeleted, supportDocumentWritten, supportRevokeFails, supportScheduleDeleted, supportStrayRule, supportWriteFails } from './support'
import { clockSkew, operatorAddressChanges } from './surroundings'

/** Every kind of event a scenario or the control surface may use. */
export const eventKinds = {
  'db.failover': dbFailover,
  'db.failover-stuck': dbFailoverStuck,
  'db.lost-standby': dbLostStandby,
  'db.lrt-freeze': dbLrtFreeze,
  'db.snapshot-fails': dbSnapshotFails,
  'db.snapshot-missing': dbSnapshotMissing,
  'db.status': dbStatus,
  'db.retention-changed': dbRetentionChanged,
  'db.storage-fills': dbStorageFills,
  'db.cpu-high': dbCpuHigh,
  'db.replica-lag': dbReplicaLag,
  'db.key-unusable': dbKeyUnusable,
  'db.key-expires': dbKeyExpires,
  'db.copy-stops': dbCopyStops,
  'db.pending-maintenance': dbPendingMaintenance,
  'app.instance-fails': appInstanceFails,
  'app.capacity-short': appCapacityShort,
  'app.az-lost': appAzLost,
  'app.latency-high': appLatencyHigh,
  'app.errors-high': appErrorsHigh,
  'app.refresh': appRefresh,
  'app.scales-out': appScalesOut,
  'probe.down': probeDown,
  'alarm.fires': alarmFires,
  'alarm.flaps': alarmFlaps,
  'alarm.no-data': alarmNoData,
  'alarm.actions-off': alarmActionsOff,
  'alarm.topic-gone': alarmTopicGone,
  'az.outage': azOutage,
  'account.access-denied': accountAccessDenied,
  'session.revoked': sessionRevoked,
  'sftp.offline': sftpOffline,
  'waf.detached': wafDetached,
  'waf.open': wafOpen,
  'waf.empty': wafEmpty,
  'bucket.public': bucketPublic,
  'bucket.unlocked': bucketUnlocked,
  'log.export-off': logExportOff,
  'db.manual-snapshot-fails': dbManualSnapshotFails,
  'db.upgrade-fails': dbUpgradeFails,
  'db.upgrade-fails-over': dbUpgradeFailsOver,
  'db.restore-slow': dbRestoreSlow,
  'mail.bounces': mailBounces,
  'notice.unreachable': noticeUnreachable,
  'support.write-fails': supportWriteFails,
  'support.revoke-fails': supportRevokeFails,
  'support.schedule-deleted': supportScheduleDeleted,
  'support.client-ends': supportClientEnds,
  'support.document-written': supportDocumentWritten,
  'support.document-deleted': supportDocumentDeleted,
  'support.stray-rule': supportStrayRule,
  'support.closer-missing': supportCloserMissing,
  'operator.address-changes': operatorAddressChanges,
  'clock.skew': clockSkew,
} as const satisfies Record<string, EventKind>

export type TrainingEventKind = keyof typeof eventKinds

/** An event as it is written: durations as ISO 8601 texts, defaults left out. */
export type TrainingEvent = { [K in TrainingEventKind]: z.input<(typeof eventKinds)[K]['schema']> }[TrainingEventKind]
/** An event after parsing: durations in milliseconds, defaults filled in. */
export type ParsedEvent = { [K in TrainingEventKind]: z.output<(typeof eventKinds)[K]['schema']> }[TrainingEventKind]

const schemas = Object.values(eventKinds).map((kind) => kind.schema)
export const eventSchema = z.discriminatedUnion('kind', schemas as [(typeof schemas)[number], ...typeof schemas]) // the registry is not empty
