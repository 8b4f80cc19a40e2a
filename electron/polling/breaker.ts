import type { AppErrorKind } from '#shared/kernel/app-error'
import { secondMs } from '#shared/kernel/time'

/**
 * Stops asking a scope that does not answer, and finds out when it does again.
 *
 * 1. Only silence and nonsense count (no reply, time-out, server fault, unreadable): throttling is the limiter's, a refusal the operator's.
 * 2. It opens after `failuresToOpen` polls in a row. While open nothing is asked until `probeAtMs`; then one poll is let through.
 * 3. A good probe closes it; a failed one opens it for twice as long, up to a limit under the shortest staleness limit.
 */
export interface Breaker {
  readonly failures: number
  /** Set while open: when one poll may try. */
  readonly probeAtMs?: number
  readonly probing: boolean
}

export const closedBreaker: Breaker = { failures: 0, probing: false }

export const failuresToOpen = 3
const firstOpenMs = 30 * secondMs
const longestOpenMs = 120 * secondMs

const silent = new Set<AppErrorKind>(['timeout', 'unreachable', 'serverFault', 'unreadableReply'])
export const countsForBreaker = (kind: AppErrorKind): boolean => silent.has(kind)

export type Permission = { readonly kind: 'go' } | { readonly kind: 'probe' } | { readonly kind: 'wait'; readonly untilMs: number }

export function permission(breaker: Breaker, nowMs: number): Permission {
  if (breaker.probeAtMs === undefined) return { kind: 'go' }
  if (breaker.probing) return { kind: 'wait', untilMs: Number.POSITIVE_INFINITY }
  return nowMs >= breaker.probeAtMs ? { kind: 'probe' } : { kind: 'wait', untilMs: breaker.probeAtMs }
}

export const probing = (breaker: Breaker): Breaker => ({ ...breaker, probing: true })

export function afterFailure(breaker: Breaker, nowMs: number): Breaker {
  const failures = breaker.failures + 1
  if (failures < failuresToOpen) return { failures, probing: false }
  const openMs = Math.min(longestOpenMs, firstOpenMs * 2 ** (failures - failuresToOpen))
  return { failures, probeAtMs: nowMs + openMs, probing: false }
}
