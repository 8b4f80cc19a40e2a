import type { AccountQuota } from '@aws-sdk/client-rds'
import type { SnapshotQuota } from '#electron/ports/operator/databases'

/** The one of an account's quotas that a window needs; undefined: AWS did not tell it. */
export function toSnapshotQuota(quotas: readonly AccountQuota[] | undefined): SnapshotQuota | undefined {
  const quota = quotas?.find(({ AccountQuotaName: name }) => name === 'ManualSnapshots')
  return quota?.Used === undefined || quota.Max === undefined ? undefined : { used: quota.Used, most: quota.Max }
}
