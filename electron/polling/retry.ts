import type { AppError, AppErrorKind } from '#shared/kernel/app-error'
import { secondMs } from '#shared/kernel/time'

/** Whether a failed request is sent again, and after how long. */
export type RetryDecision = { readonly kind: 'again'; readonly afterMs: number } | { readonly kind: 'giveUp' }

export const attemptsPerRequest = 3
const firstDelayMs = 500
const longestDelayMs = 8 * secondMs

const passing = new Set<AppErrorKind>(['throttled', 'timeout', 'unreachable', 'serverFault', 'unreadableReply'])

/**
 * Passing faults: up to `attempts` times in all, exponential, half of the delay by chance so that scopes that failed together do not
 * return together. Refused keys: once more at once, with new keys. A refusal is an answer: never again.
 *
 * `attempt` counts from 1; `random` is uniform in [0, 1).
 */
export function decideRetry(error: Pick<AppError, 'kind'>, attempt: number, random: number, attempts = attemptsPerRequest): RetryDecision {
  if (error.kind === 'expired') return attempt === 1 ? { kind: 'again', afterMs: 0 } : { kind: 'giveUp' }
  if (!passing.has(error.kind) || attempt >= attempts) return { kind: 'giveUp' }
  const ceilingMs = Math.min(longestDelayMs, firstDelayMs * 2 ** attempt)
  return { kind: 'again', afterMs: Math.round(ceilingMs * (0.5 + random / 2)) }
}
