/**
 * A bucket of request rights with a rate that adapts: additive increase, multiplicative decrease.
 *
 * 1. Tokens refill at `ratePerSecond`, up to the burst; a request takes one.
 * 2. A throttled reply halves the rate (not under a floor) and empties the bucket; each success gives a little back, up to the limit.
 */
export interface Quota {
  /** Requests a second that we allow ourselves. */
  readonly ratePerSecond: number
  readonly burst: number
}

export interface Bucket {
  readonly quota: Quota
  readonly ratePerSecond: number
  readonly tokens: number
  readonly atMs: number
}

const floorRatio = 0.05
const decreaseRatio = 0.5
/** Of the full rate, for each success: from the floor back to full speed takes some forty good replies. */
const increaseRatio = 0.025

export const fullBucket = (quota: Quota, nowMs: number): Bucket => ({ quota, ratePerSecond: quota.ratePerSecond, tokens: quota.burst, atMs: nowMs })

export function refill(bucket: Bucket, nowMs: number): Bucket {
  const elapsedMs = Math.max(0, nowMs - bucket.atMs)
  return { ...bucket, tokens: Math.min(bucket.quota.burst, bucket.tokens + (elapsedMs / 1000) * bucket.ratePerSecond), atMs: nowMs }
}

/** Takes a token, or says how long to wait for one. */
export function take(bucket: Bucket, nowMs: number): { readonly bucket: Bucket; readonly waitMs: number } {
  const now = refill(bucket, nowMs)
  if (now.tokens >= 1 - tiny) return { bucket: { ...now, tokens: Math.max(0, now.tokens - 1) }, waitMs: 0 }
  return { bucket: now, waitMs: Math.max(1, Math.ceil(((1 - now.tokens) / now.ratePerSecond) * 1000)) }
}

export function slowDown(bucket: Bucket, nowMs: number): Bucket {
  const now = refill(bucket, nowMs)
  return { ...now, tokens: 0, ratePerSecond: Math.max(bucket.quota.ratePerSecond * floorRatio, now.ratePerSecond * decreaseRatio) }
}

export function speedUp(bucket: Bucket, nowMs: number): Bucket {
  if (bucket.ratePerSecond >= bucket.quota.ratePerSecond) return bucket
  const now = refill(bucket, nowMs)
  return { ...now, ratePerSecond: Math.min(bucket.quota.ratePerSecond, now.ratePerSecond + bucket.quota.ratePerSecond * increaseRatio) }
}

/** Refilling by fractions rounds; a billionth of a token must not cost a wait. */
const tiny = 1e-9
