import { availability, type Availability, type Span } from './availability'
import { monthOf } from './month'
import { knownUntilMs as knownUntil, atTime, conditionOf, isSuspected, type ProbeState, type UnknownReason } from './probe-state'
import type { ProbeConfig } from './probe-config'
import type { ProbeFailure } from './probe-result'

/** One probe of a tenant, as checks and screens see it. */
export interface ProbeView {
  readonly config: ProbeConfig
  readonly state: ProbeState
  /** The tenant's, for its months; absent: UTC. */
  readonly timeZone?: string
}

/** What a probe says at a moment. `sinceMs`: since when; absent: as far back as anybody knows. */
export type ProbeReading =
  | { readonly kind: 'up'; readonly sinceMs?: number }
  | { readonly kind: 'suspected'; readonly sinceMs: number }
  | { readonly kind: 'down'; readonly sinceMs: number; readonly failure: ProbeFailure }
  | { readonly kind: 'unknown'; readonly sinceMs?: number; readonly because: UnknownReason }

/** Worst first: the order of their codes in the fleet table. */
export const probeReadings = ['down', 'unknown', 'suspected', 'up'] as const satisfies readonly ProbeReading['kind'][]

export function readingOf({ config, state }: ProbeView, nowMs: number): ProbeReading {
  const now = atTime(state, nowMs, config)
  const change = now.changes.at(-1)
  const since = change === undefined ? {} : { sinceMs: change.atMs }
  switch (conditionOf(now)) {
    case 'down':
      return { kind: 'down', sinceMs: change?.atMs ?? nowMs, failure: failureOf(now) }
    case 'up':
      return isSuspected(now) ? { kind: 'suspected', sinceMs: now.failingSinceMs ?? nowMs } : { kind: 'up', ...since }
    case 'unknown':
      return { kind: 'unknown', ...since, because: isUnknownReason(change?.reason) ? change.reason : 'notYet' }
  }
}

/** When `readingOf` may differ without a new answer; undefined: never. */
export const nextReadingAtMs = ({ config, state }: ProbeView): number | undefined => {
  const untilMs = knownUntil(state, config)
  return untilMs === undefined ? undefined : untilMs + 1
}

const failureOf = ({ last, changes }: ProbeState): ProbeFailure => {
  if (last?.outcome.kind === 'failed') return last.outcome.failure
  const reason = changes.at(-1)?.reason
  return reason === undefined || isUnknownReason(reason) ? 'timeout' : reason
}

const unknownReasons: ReadonlySet<string> = new Set<UnknownReason>(['notYet', 'ourNetwork', 'asleep', 'notAsked', 'maintenance'])
const isUnknownReason = (reason: string | undefined): reason is UnknownReason => reason !== undefined && unknownReasons.has(reason)

/** The month's availability so far, as this probe found it. `windows`: announced maintenance, which the contract leaves out. */
export function availabilityOf({ config, state, timeZone }: ProbeView, goalPercent: number, nowMs: number, windows: readonly Span[] = []): Availability {
  return availability(atTime(state, nowMs, config).changes, monthOf(nowMs, timeZone), nowMs, goalPercent, windows)
}

/** Where a tenant's people train and test: nobody's business stops with it, and it spends no error budget (decision 0014). */
export const practiceEnvironment = 'sandbox'

/** The probes that stand for what the tenant's clients feel; a tenant with nothing but a sandbox is asked by that. */
export function clientProbes(probes: readonly ProbeView[]): readonly ProbeView[] {
  const felt = probes.filter(({ config }) => config.environment !== practiceEnvironment)
  return felt.length === 0 ? probes : felt
}

/** Of several probes the one with the least budget left, among those that know anything of the month: the very first answer does. */
export function worstAvailability(probes: readonly ProbeView[], goalPercent: number, nowMs: number): { readonly probe: ProbeView; readonly availability: Availability } | undefined {
  const known = clientProbes(probes).map((probe) => ({ probe, availability: availabilityOf(probe, goalPercent, nowMs) })).filter(({ probe, availability: { raw } }) => raw.percent !== undefined || readingOf(probe, nowMs).kind !== 'unknown')
  return known.sort((a, b) => a.availability.budgetLeftPercent - b.availability.budgetLeftPercent)[0]
}
