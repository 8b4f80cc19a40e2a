import { minuteMs } from '#shared/kernel/time'
import { chance } from './chance'
import type { Database, DatabaseSettings, Tags } from './fleet-model'

/** A snapshot that somebody made or copied, with what the database was like. It stays until it is deleted. */
export interface ManualSnapshot {
  readonly id: string
  readonly account: string
  readonly region: string
  readonly database: Database
  readonly settings: DatabaseSettings
  readonly az: string
  readonly begunAtMs: number
  /** Progress begins here; until then a copy waits in its Region's queue. */
  readonly movesAtMs: number
  readonly endsAtMs: number
  readonly fails: boolean
  readonly tags: Tags
  readonly keyArn: string
  /** Copies only. */
  readonly source?: { readonly arn: string; readonly region: string; readonly originalAtMs: number }
}

export interface SnapshotProgress {
  readonly status: 'creating' | 'available' | 'failed'
  readonly percent: number
}

const failsAtPercent = 37

export function progressOf({ movesAtMs, endsAtMs, fails }: ManualSnapshot, nowMs: number): SnapshotProgress {
  const percent = Math.max(0, Math.min(100, Math.floor((100 * (nowMs - movesAtMs)) / (endsAtMs - movesAtMs))))
  if (fails && percent >= failsAtPercent) return { status: 'failed', percent: failsAtPercent }
  return { status: percent < 100 ? 'creating' : 'available', percent }
}

/** When its work is over, well or not. */
export const workEndsAt = ({ movesAtMs, endsAtMs, fails }: ManualSnapshot): number => (fails ? movesAtMs + Math.ceil(((endsAtMs - movesAtMs) * failsAtPercent) / 100) : endsAtMs)

/** RDS copies what changed since the snapshot before: minutes, more for more storage. */
export const snapshotTakesMs = (database: Database, atMs: number, storageGib: number): number => Math.floor((3 + chance(database.noise, atMs, 'snapshot-length') * 5 + storageGib / 1000) * minuteMs)

export const snapshotArn = ({ account, region, id }: Pick<ManualSnapshot, 'account' | 'region' | 'id'>): string => `arn:aws:rds:${region}:${account}:snapshot:${id}`
