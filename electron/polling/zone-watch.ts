import type { Observation } from '#shared/fleet/observation'
import { sameValue } from '#shared/fleet/same-value'
import { zoneKey, zoneOutages, type ZoneOutage, type ZoneSight } from '#shared/incidents/zone-outage'
import { minuteMs } from '#shared/kernel/time'
import { placeKey } from './awaited-tenants'

/**
 * Looks for whole zones that are down, in places whose events, databases or app groups were just read; and, while one is, again each
 * minute, because it ends by time alone.
 */
export interface ZoneWatch {
  observed(observation: Observation): void
  /** Looks again where needed. `began` and `over` since the last call. */
  look(): { readonly began: readonly ZoneOutage[]; readonly over: readonly ZoneOutage[]; readonly changed: boolean }
  outages(): readonly ZoneOutage[]
}

const telling: ReadonlySet<string> = new Set(['rds.events', 'rds.instances', 'autoscaling.groups'])

export function createZoneWatch(sightOf: (place: string) => ZoneSight | undefined, awsNowMs: () => number): ZoneWatch {
  const touched = new Set<string>()
  const known = new Map<string, readonly ZoneOutage[]>()
  let lookedAtMs = -Infinity

  return {
    observed: ({ feed, scope, outcome }) => {
      if (outcome.kind !== 'error' && telling.has(feed)) touched.add(placeKey(scope))
    },
    look: () => {
      const nowMs = awsNowMs()
      if (nowMs - lookedAtMs >= minuteMs) for (const place of known.keys()) touched.add(place)
      const before = [...known.values()].flat()
      let changed = false
      for (const place of touched) {
        const sight = sightOf(place)
        const found = sight === undefined ? [] : zoneOutages(sight, nowMs)
        changed ||= !sameValue(known.get(place) ?? [], found)
        if (found.length === 0) known.delete(place)
        else known.set(place, found)
      }
      touched.clear()
      lookedAtMs = nowMs
      const after = [...known.values()].flat()
      const keys = (outages: readonly ZoneOutage[]): ReadonlySet<string> => new Set(outages.map(zoneKey))
      const [old, now] = [keys(before), keys(after)]
      return { began: after.filter((outage) => !old.has(zoneKey(outage))), over: before.filter((outage) => !now.has(zoneKey(outage))), changed }
    },
    outages: () => [...known.values()].flat().sort((a, b) => a.sinceAtMs - b.sinceAtMs),
  }
}
