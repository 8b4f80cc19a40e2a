import type { Check } from '../check'
import { alarmActionsOff } from './alarm-actions-off'
import { alarmFiring } from './alarm-firing'
import { alarmFlapping } from './alarm-flapping'
import { alarmNoData } from './alarm-no-data'
import { allowlist } from './allowlist'
import { appAtMax } from './app-at-max'
import { appAzSpread } from './app-az-spread'
import { appCapacity } from './app-capacity'
import { appErrors } from './app-errors'
import { appLatency } from './app-latency'
import { appRefresh } from './app-refresh'
import { appScaled } from './app-scaled'
import { backupRetention } from './backup-retention'
import { bucketLock } from './bucket-lock'
import { dailySnapshots } from './daily-snapshots'
import { dbEncryption } from './db-encryption'
import { dbFailover } from './db-failover'
import { dbLostStandby } from './db-lost-standby'
import { dbMultiAz } from './db-multi-az'
import { dbStatus } from './db-status'
import { logAlarms } from './log-alarms'
import { noResources } from './no-resources'
import { offsiteCopies } from './offsite-copies'
import { pendingMaintenance } from './pending-maintenance'
import { pitrWindow } from './pitr-window'
import { probe } from './probe'
import { recoveryPoint } from './recovery-point'
import { sftp } from './sftp'
import { staleData } from './stale-data'
import { supportDrift } from './support-drift'
import { targetHealth } from './target-health'
import { windowLeftover } from './window-leftover'

/** Every check, once. The order decides among findings of equal severity: what a client feels comes first. */
export const checks: readonly Check[] = [
  windowLeftover,
  supportDrift,
  probe,
  dbStatus,
  dbEncryption,
  dbFailover,
  appCapacity,
  targetHealth,
  appErrors,
  appLatency,
  sftp,
  allowlist,
  recoveryPoint,
  dbLostStandby,
  dbMultiAz,
  appAzSpread,
  backupRetention,
  pitrWindow,
  dailySnapshots,
  offsiteCopies,
  appAtMax,
  alarmFiring,
  alarmFlapping,
  appRefresh,
  staleData,
  noResources,
  pendingMaintenance,
  bucketLock,
  logAlarms,
  alarmNoData,
  alarmActionsOff,
  appScaled,
]
