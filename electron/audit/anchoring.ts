import { anchorKey, anchorText, dayOf, readAnchors, type Anchor } from '#shared/audit/anchor'
import type { ChainHead } from '#shared/audit/seal'
import type { AuditConfig } from '#shared/fleet/fleet-config'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { dayMs, hourMs } from '#shared/kernel/time'
import type { LockedDocument, LockedObjectOperator } from '#electron/ports/operator/objects'

/** How long nobody, not even the account's owner, can take an anchor away; the template's lifecycle archives it then. */
export const anchorLockDays = 92
/** The bucket refuses what is locked for less than that when it arrives there, and counts whole days. */
const askedLockDays = anchorLockDays + 1

export interface AnchorOptions {
  readonly config: AuditConfig
  readonly locked: LockedObjectOperator
  readonly signal: AbortSignal
}

/** Whether a chain whose last anchor is this one wants another now. At the end (`isLeaving`) once a day, by the day's name; else every 24 hours. */
export function wantsAnchor(last: Anchor | undefined, head: ChainHead, nowMs: number, isLeaving = false): boolean {
  if (head.seq === 0 || last?.seq === head.seq) return false
  if (last === undefined) return true
  const isToday = dayOf(last.atMs) === dayOf(nowMs)
  return isLeaving ? !isToday : !isToday && nowMs - last.atMs >= dayMs - hourMs
}

/**
 * Lays a chain's head into the bucket, and reads it back. What lies there under today's name already counts when it is of this chain: it was laid
 * and its answer lost. Otherwise `conflict`.
 */
export async function layAnchor({ config, locked, signal }: AnchorOptions, head: ChainHead, nowMs: number, hashAt: (seq: number) => Promise<string | undefined>): Promise<Result<Anchor, AppError>> {
  const { bucket, prefix } = config
  const call = { signal, onRequest: () => Promise.resolve() }
  const anchor: Anchor = { ...head, atMs: nowMs }
  const key = anchorKey(prefix, anchor)
  const at = `${bucket}/${key}`
  const laid = await locked.putLocked(call, { bucket, key, body: anchorText(anchor), contentType: 'application/json' }, nowMs + askedLockDays * dayMs)
  if (!laid.ok && laid.error.why !== 'conflict' && laid.error.why !== 'alreadyThere' && laid.error.why !== 'unknown') return err(told(laid.error.error, at))
  const read = await locked.getLocked(call, bucket, key)
  if (!read.ok) return err(told(read.error.error, at))
  return judge(read.value.value, head, nowMs, at, hashAt)
}

async function judge({ body, lock }: LockedDocument, { chain }: ChainHead, nowMs: number, at: string, hashAt: (seq: number) => Promise<string | undefined>): Promise<Result<Anchor, AppError>> {
  const there = readAnchors(body)
  const [anchor] = there.ok ? there.value : []
  if (anchor === undefined || anchor.chain !== chain || (await hashAt(anchor.seq)) !== anchor.hash)
    return err(appError('conflict', `In ${at} lies something that is not an anchor of this chain. Export the trail and verify it against the bucket: somebody changed one of the two.`, { at }))
  // A day less: it may have been laid this morning.
  if (lock?.mode !== 'COMPLIANCE' || lock.untilMs < nowMs + (anchorLockDays - 1) * dayMs)
    return err(appError('conflict', `The anchor in ${at} lies there, but not locked in compliance mode for ${anchorLockDays} days: whoever owns the account can take it away. Set the bucket up by the template.`, { at }))
  return ok(anchor)
}

const told = (error: AppError, at: string): AppError => ({ ...error, message: `The audit chain could not be anchored in ${at}: ${error.message}` })
