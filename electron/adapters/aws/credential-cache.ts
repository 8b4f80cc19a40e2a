import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { Clock } from '#electron/ports/clock'
import type { AwsCredentials } from '#electron/ports/credentials'

export interface CredentialCache {
  readonly fetch: () => Promise<Result<AwsCredentials, AppError>>
  readonly drop: () => void
}

/** Keys without an end are asked for again so often: the chain behind them may rotate. */
const withoutEndMs = 15 * 60_000
const renewAtRatio = 0.8

/** Keeps one set of keys: single-flight, renewed at 80 % of its life, never older than a `drop`. A failure is not kept. */
export function cacheCredentials(clock: Clock, obtain: () => Promise<Result<AwsCredentials, AppError>>): CredentialCache {
  let kept: { readonly result: Result<AwsCredentials, AppError>; readonly renewAtMs: number } | undefined
  let inFlight: Promise<Result<AwsCredentials, AppError>> | undefined

  const renew = async (): Promise<Result<AwsCredentials, AppError>> => {
    const nowMs = clock.nowMs()
    try {
      const result = await obtain()
      kept = result.ok ? { result, renewAtMs: nowMs + renewAfterMs(result.value, nowMs) } : undefined
      return result
    } finally {
      inFlight = undefined
    }
  }
  return {
    fetch: async () => {
      if (kept !== undefined && clock.nowMs() < kept.renewAtMs) return kept.result
      inFlight ??= renew()
      return inFlight
    },
    drop: () => {
      // A renewal in the air began after the refused keys were handed out: it is kept.
      kept = undefined
    },
  }
}

const renewAfterMs = (keys: AwsCredentials, nowMs: number): number => (keys.expiresAtMs === undefined ? withoutEndMs : (keys.expiresAtMs - nowMs) * renewAtRatio)
