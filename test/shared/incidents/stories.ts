import fc from 'fast-check'
import { databaseEvents, type DatabaseEventMeaning } from '#shared/fleet/database-events'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import type { IncidentSubject } from '#shared/incidents/incident'
import type { EventWitness, Witness } from '#shared/incidents/witness'

export const mondayMs = Date.UTC(2026, 2, 2, 2)

export const subject: IncidentSubject = {
  key: 'arn:aws:rds:eu-west-1:111122223333:db:acme-frontend',
  tenant: 'acme-bank',
  tenantName: 'Acme Bank',
  environment: 'frontend',
  account: '111122223333',
  region: 'eu-west-1',
  database: 'acme-frontend',
  availabilityPercent: 99.99,
}

export const event = (meaning: DatabaseEventMeaning, atMs: number): EventWitness => ({ kind: 'event', atMs, meaning, message: databaseEvents[meaning].message })

/** What really happened, and every sighting that there can be of it. */
export interface Story {
  readonly startMs: number
  readonly endMs: number
  readonly fromAz: string
  readonly toAz: string
  readonly outage?: { readonly fromMs: number; readonly untilMs: number }
  readonly witnesses: readonly Witness[]
}

export function aStory({ startMs = mondayMs, tookMs = 71 * secondMs, zoneLagMs = 3 * minuteMs, back = false, probed = true, planned = false }: Partial<{ startMs: number; tookMs: number; zoneLagMs: number; back: boolean; probed: boolean; planned: boolean }> = {}): Story {
  const endMs = startMs + tookMs
  const [fromAz, toAz] = back ? ['eu-west-1b', 'eu-west-1a'] : ['eu-west-1a', 'eu-west-1b']
  const outage = { fromMs: startMs + 4 * secondMs, untilMs: endMs + 9 * secondMs }
  return {
    startMs,
    endMs,
    fromAz,
    toAz,
    ...(probed ? { outage } : {}),
    witnesses: [
      event('failoverStarted', startMs),
      event('restarted', startMs + Math.floor(tookMs / 2)),
      event('failoverCompleted', endMs),
      event('failoverDnsPropagating', endMs + 700),
      event(planned ? 'reasonRequested' : 'reasonUnreachableHost', endMs + 12 * secondMs),
      { kind: 'zone', atMs: endMs + zoneLagMs, fromAz, toAz },
      ...(probed ? [{ kind: 'probe' as const, atMs: outage.fromMs, untilMs: outage.untilMs, probe: 'https://acme.example/health' }] : []),
    ],
  }
}

/** Failovers there and back, hours apart. */
export const stories: fc.Arbitrary<readonly Story[]> = fc
  .array(
    fc.record({
      apartMs: fc.integer({ min: 3 * hourMs, max: 40 * hourMs }),
      tookMs: fc.integer({ min: 20 * secondMs, max: 9 * minuteMs }),
      zoneLagMs: fc.integer({ min: 0, max: 40 * minuteMs }),
      probed: fc.boolean(),
      planned: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((plans) => {
    let atMs = mondayMs
    return plans.map(({ apartMs, ...plan }, index) => {
      atMs += apartMs
      return aStory({ startMs: atMs, back: index % 2 === 1, ...plan })
    })
  })

/** The same sightings in another order, some of them twice, cut into arrivals. */
export const arrivals = (witnesses: readonly Witness[]): fc.Arbitrary<readonly (readonly Witness[])[]> =>
  fc
    .tuple(fc.shuffledSubarray([...witnesses], { minLength: witnesses.length }), fc.subarray([...witnesses]), fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 12 }))
    .map(([shuffled, again, sizes]) => {
      const all = [...shuffled, ...again]
      const parts: (readonly Witness[])[] = []
      let from = 0
      for (const size of sizes) {
        parts.push(all.slice(from, from + size))
        from += size
      }
      return [...parts, all.slice(from)]
    })
