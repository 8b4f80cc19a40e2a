import { z } from 'zod'
import { err, ok } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import { chance } from '../world/chance'
import type { DatabaseEffect, DatabaseShape, ZoneEffect } from '../world/effects'
import type { AppGroup, Database } from '../world/fleet-model'
import { reachedAtMs } from '../world/zone-reach'
import { lostZone } from './app-capacity'
import { failover } from './db-failover'
import { causeOf } from './db-load'
import { lostStandby } from './db-standby'
import { inStatus } from './db-status'
import { defineEvent, timing, type When } from './event-kind'

/** Everything of an account in one Availability Zone goes: primaries fail over, standbys are lost, app machines are replaced elsewhere. */
export const azOutage = defineEvent({
  schema: z.strictObject({ kind: z.literal('az.outage'), ...timing, account: z.string(), az: z.string() }),
  // A zone is out once: what strikes it again ends when that is over.
  exclusiveKey: ({ account, az }) => `zone ${account} ${az}`,
  plan: (event, when, { places }) => {
    const regions = places.keys.filter((key) => key.account === event.account).map((key) => key.region)
    if (regions.length === 0) return err({ field: 'account', message: `no account '${event.account}' in this fleet` })
    const region = regions.find((name) => [`${name}a`, `${name}b`, `${name}c`].includes(event.az))
    if (region === undefined) return err({ field: 'az', message: `account '${event.account}' has ${regions.map((name) => `${name}a to c`).join(', ')}, no '${event.az}'` })
    const effect: ZoneEffect = {
      on: 'zone',
      kind: 'az.outage',
      account: event.account,
      region,
      az: event.az,
      ...when,
      truth: [{ ...causeOf('az.outage', when), subject: event.az }],
      database: (database) => struck(database, event.az, when),
      group: (group) => untouchedOr(group, event.az, when),
    }
    return ok([effect])
  },
})

function struck(database: Database, az: string, when: When): DatabaseEffect {
  return { on: 'database', kind: 'az.outage', target: database, ...when, truth: [], expand: (before) => consequences(database, az, when, before) }
}

function consequences(database: Database, az: string, when: When, before: DatabaseShape): readonly DatabaseEffect[] {
  const draw = (what: string): number => chance(database.noise, when.fromMs, what)
  const fromMs = reachedAtMs(database, when.fromMs)
  if (fromMs >= when.toMs) return []
  if (before.az === az && before.secondaryAz === undefined) {
    return [inStatus(database, { fromMs, toMs: when.toMs }, { status: 'failed', kind: 'db.status', notices: [{ atMs: fromMs, meaning: 'failedState', parts: ['failed'] }] })]
  }
  if (before.az === az) {
    const completedMs = fromMs + Math.floor((60 + draw('takes') * 60) * secondMs)
    const azLagMs = Math.floor((120 + draw('lag') * 120) * secondMs)
    const times = { fromMs, completedMs, azLagMs, planned: false }
    // The old primary's zone is out, so the new one has no standby once the fields have caught up.
    const alone = completedMs + azLagMs < when.toMs ? materialised(lostStandby(database, { fromMs: completedMs + azLagMs, toMs: when.toMs }), before) : []
    return [...materialised(failover(database, times), before), ...alone]
  }
  return before.secondaryAz === az ? materialised(lostStandby(database, { fromMs, toMs: when.toMs }), before) : []
}

const materialised = (effect: DatabaseEffect, before: DatabaseShape): readonly DatabaseEffect[] => effect.expand?.(before) ?? [effect]

function untouchedOr(group: AppGroup, az: string, when: When) {
  return group.azs.includes(az) ? lostZone(group, az, when) : { on: 'group' as const, kind: 'az.outage', target: group, ...when, truth: [] }
}
