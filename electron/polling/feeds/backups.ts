import { dayMs, minuteMs } from '#shared/kernel/time'
import type { SnapshotRecord } from '#shared/fleet/records'
import { complete, type FeedPoller } from './feed-poller'

/** Three sweeps whose one call returns everything there is. */
export const pollSnapshots: FeedPoller = async ({ reader, call, awsNowMs }) => {
  const reply = await reader.snapshots(call)
  const polled = complete('rds.snapshots', reply)
  return [reply.ok && reply.value.records.some((snapshot) => failedLately(snapshot, awsNowMs())) ? { ...polled, againInMs: soonMs } : polled]
}

/** RDS tries a failed daily snapshot again: whether that helped is not left for hours. */
const soonMs = 30 * minuteMs
const failedLately = ({ status, createdAtMs }: SnapshotRecord, nowMs: number): boolean => status === 'failed' && nowMs - (createdAtMs ?? nowMs) < dayMs
export const pollAutomatedBackups: FeedPoller = async ({ reader, call }) => [complete('rds.automated-backups', await reader.automatedBackups(call))]
export const pollPendingMaintenance: FeedPoller = async ({ reader, call }) => [complete('rds.pending-maintenance', await reader.pendingMaintenance(call))]
