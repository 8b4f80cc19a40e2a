import { minuteMs } from '../kernel/time'
import { monthOf } from '../probes/month'
import type { Course } from './courses'
import type { CustomerOutage, Incident } from './incident'
import type { ProbeWitness } from './witness'

/** A probe that comes back and is gone again within this time tells of one outage. */
const joinMs = 5 * minuteMs

/** Sightings of probes put together: those that overlap or nearly do. Sorted in, sorted out. */
export function joinOutages(probes: readonly ProbeWitness[]): readonly (readonly ProbeWitness[])[] {
  const joined: ProbeWitness[][] = []
  let endMs = -Infinity
  for (const probe of probes) {
    if (probe.atMs - endMs > joinMs) joined.push([])
    joined.at(-1)?.push(probe)
    endMs = Math.max(endMs, probe.untilMs ?? Infinity)
  }
  return joined
}

/** What the customer felt, else what AWS's events span, else nothing that can be told. */
export function outageOf(course: Course, probes: readonly ProbeWitness[]): CustomerOutage {
  if (probes.length > 0) {
    const fromMs = Math.min(...probes.map(({ atMs }) => atMs))
    const lasts = probes.some(({ untilMs }) => untilMs === undefined)
    const untilMs = Math.max(...probes.map((probe) => probe.untilMs ?? 0))
    return { basis: 'probe', fromMs, downMs: coveredMs(probes), ...(lasts ? {} : { untilMs }) }
  }
  const { startedAtMs, endedAtMs, result } = course
  if (startedAtMs === undefined || result === 'abandoned' || result === 'unfinished') return { basis: 'none' }
  return { basis: 'events', fromMs: startedAtMs, ...(endedAtMs === undefined ? {} : { untilMs: endedAtMs }) }
}

/** Time that at least one probe was down, as far as its end is known. */
function coveredMs(probes: readonly ProbeWitness[]): number {
  let covered = 0
  let reachedMs = -Infinity
  for (const { atMs, untilMs = atMs } of [...probes].sort((a, b) => a.atMs - b.atMs)) {
    covered += Math.max(0, untilMs - Math.max(atMs, reachedMs))
    reachedMs = Math.max(reachedMs, untilMs)
  }
  return covered
}

/** How long clients were cut off, `nowMs` for one that lasts; undefined: cannot be told. */
export function outageMs({ outage }: Pick<Incident, 'outage'>, nowMs: number): number | undefined {
  if (outage.basis === 'none') return undefined
  if (outage.untilMs === undefined) return Math.max(0, nowMs - outage.fromMs)
  return outage.basis === 'probe' ? outage.downMs : outage.untilMs - outage.fromMs
}

/** What the contract allows in the month that the incident began in, as the tenant's clocks show it: 99.99 % of 30 days is 4.32 minutes. */
export function budgetMs({ subject, beganAtMs }: Pick<Incident, 'subject' | 'beganAtMs'>): number {
  const { fromMs, toMs } = monthOf(beganAtMs, subject.timeZone)
  return ((toMs - fromMs) * (100 - subject.availabilityPercent)) / 100
}

/** Share of a month's error budget that an incident burned (1: all of it); undefined: its outage cannot be told, or spends none. */
export function budgetShare(incident: Incident, nowMs: number): number | undefined {
  if (incident.subject.isPractice === true) return undefined
  const lostMs = outageMs(incident, nowMs)
  const allowedMs = budgetMs(incident)
  return lostMs === undefined ? undefined : allowedMs === 0 ? (lostMs === 0 ? 0 : Infinity) : lostMs / allowedMs
}

/** A failover takes one to two minutes; one that takes this long is stuck. */
export const stuckAfterMs = 10 * minuteMs

/** Whether it took, or takes by now, longer than a failover ever should. */
export function isStuck({ kind, state, startedAtMs, completedAtMs }: Incident, nowMs: number): boolean {
  if (kind !== 'failover' || startedAtMs === undefined || state === 'abandoned') return false
  return (completedAtMs ?? nowMs) - startedAtMs > stuckAfterMs
}
