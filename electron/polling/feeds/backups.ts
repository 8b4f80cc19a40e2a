import { dayMs, minuteMs } from '#shared/kernel/time'
import type { SnapshotRecord } from '#shared/fleet/records'
import { complete, failed, type FeedPoller } from './feed-poller'

/** Three sweeps whose one call returns everything there is. */
export const pollSnapshots: FeedPoller = async ({ reader, call, awsNowMs, dailySnapshots }) => {
  const reply = await reader.snapshots(call)
  if (!reply.ok) return [failed('rds.snapshots', reply.error)]
  const oldestMs = awsNowMs() - (dailySnapshots + slackDays) * dayMs
  const records = reply.value.records.filter((snapshot) => snapshot.type !== 'automated' || (snapshot.createdAtMs ?? Infinity) >= oldestMs)
  const polled = complete('rds.snapshots', { ok: true, value: { ...reply.value, records } })
  return [records.some((snapshot) => failedLately(snapshot, awsNowMs())) ? { ...polled, againInMs: soonMs } : polled]
}

/** A database has a daily snapshot for each day of its retention; those beyond what is promised weigh most of a fleet's memory. */
const slackDays = 3

/** RDS tries a failed daily snapshot again: whether that helped is not left for hours. */
const soonMs = 30 * minuteMs
const failedLately = ({ status, createdAtMs }: SnapshotRecord, nowMs: number): boolean => status === 'failed' && nowMs - (createdAtMs ?? nowMs) < dayMs
export const pollAutomatedBackups: FeedPoller = async ({ reader, call }) => [complete('rds.automated-backups', await reader.automatedBackups(call))]
export const pollPendingMaintenance: FeedPoller = async ({ reader, call }) => [complete('rds.pending-maintenance', await reader.pendingMaintenance(call))]
