import { complete, type FeedPoller } from './feed-poller'

/** Three sweeps whose one call returns everything there is. */
export const pollSnapshots: FeedPoller = async ({ reader, call }) => [complete('rds.snapshots', await reader.snapshots(call))]
export const pollAutomatedBackups: FeedPoller = async ({ reader, call }) => [complete('rds.automated-backups', await reader.automatedBackups(call))]
export const pollPendingMaintenance: FeedPoller = async ({ reader, call }) => [complete('rds.pending-maintenance', await reader.pendingMaintenance(call))]
