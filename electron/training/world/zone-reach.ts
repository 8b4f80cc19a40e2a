import { secondMs } from '#shared/kernel/time'
import { chance } from './chance'
import type { Database } from './fleet-model'

/** An outage reaches everything of its zone within this time. */
export const reachesWithinMs = 40 * secondMs

/** When the outage of a zone that was lost at `lostAtMs` reaches a database: each at a moment of its own. A shorter one may spare it. */
export const reachedAtMs = (database: Database, lostAtMs: number): number => lostAtMs + Math.floor(chance(database.noise, lostAtMs, 'begins') * reachesWithinMs)
