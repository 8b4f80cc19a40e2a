import { minuteMs, secondMs } from '#shared/kernel/time'
import { failover } from '../events/db-failover'
import { chance } from '../world/chance'
import { withoutStandby } from '../world/database-shape'
import type { DatabaseEffect, DatabaseShape, Mishap } from '../world/effects'
import type { Database } from '../world/fleet-model'
import { zones } from '../world/place'
import { upgradeWork, type Upgrade } from './engine-upgrade'
import { said, workOn } from './work'

/** What of a modification takes RDS time, and can wait for the maintenance window. */
export interface Modification {
  readonly storageGib?: number
  readonly instanceClass?: string
  readonly multiAz?: boolean
  readonly upgrade?: Upgrade
  readonly newId?: string
}

export interface ModificationTimes {
  readonly fromMs: number
  /** Since when it waits. */
  readonly askedAtMs: number
  readonly mishaps: readonly Mishap[]
}

export interface ModificationWork {
  readonly effects: readonly DatabaseEffect[]
  readonly endsAtMs: number
}

/** RDS takes a moment before anything shows. */
export const appliedAfterMs = 15 * secondMs

/** One change after the other: storage, class, standby, engine; each waits among the pending values until it is made. */
export function modificationWork(database: Database, before: DatabaseShape, change: Modification, { fromMs, askedAtMs, mishaps }: ModificationTimes): ModificationWork {
  const effects: DatabaseEffect[] = []
  let atMs = fromMs + appliedAfterMs
  const add = (part: readonly DatabaseEffect[], values: NonNullable<DatabaseEffect['waiting']>['values'], endMs: number): void => {
    effects.push(...part, waitingFor(database, askedAtMs, endMs, values))
    atMs = endMs
  }
  const takes = (what: string, least: number, more: number): number => atMs + Math.floor((least + chance(database.noise, atMs, what) * more) * minuteMs)
  if (change.storageGib !== undefined) {
    const endMs = takes('storage', 2, 3)
    add(storageWork(database, change.storageGib, atMs, endMs), { AllocatedStorage: change.storageGib }, endMs)
  }
  if (change.instanceClass !== undefined) {
    const endMs = takes('class', 7, 5)
    add(classWork(database, change.instanceClass, before, atMs, endMs), { DBInstanceClass: change.instanceClass }, endMs)
  }
  if (change.multiAz !== undefined) {
    const endMs = takes('standby', change.multiAz ? 7 : 1, change.multiAz ? 6 : 1)
    add([standbyWork(database, change.multiAz, before, atMs, endMs)], { MultiAZ: change.multiAz }, endMs)
  }
  if (change.upgrade !== undefined) {
    const part = upgradeWork(database, change.upgrade, atMs, mishaps)
    const endMs = Math.max(...part.filter(({ toMs }) => toMs !== Infinity).map(({ toMs }) => toMs))
    add(part, { EngineVersion: change.upgrade.version }, endMs)
  }
  if (change.newId !== undefined) {
    const endMs = takes('renaming', 1, 1)
    add([workOn(database, { fromMs: atMs, toMs: endMs, status: 'renaming', isDown: false })], { DBInstanceIdentifier: change.newId }, endMs)
  }
  return { effects, endsAtMs: atMs }
}

const waitingFor = (database: Database, fromMs: number, toMs: number, values: NonNullable<DatabaseEffect['waiting']>['values']): DatabaseEffect => ({ on: 'database', kind: 'db.modification', target: database, fromMs, toMs, waiting: { fromMs, toMs, values }, truth: [] })

function storageWork(database: Database, storageGib: number, fromMs: number, toMs: number): readonly DatabaseEffect[] {
  const notices = [said('storageApplying', fromMs), said('storageApplied', toMs)]
  const modifying = workOn(database, { fromMs, toMs, status: 'modifying', isDown: false, more: { notices, settings: { fromMs: toMs, values: { storageGib } } } })
  return [modifying, workOn(database, { fromMs: toMs, toMs: toMs + 30 * minuteMs, status: 'storage-optimization', isDown: false })]
}

/** The standby gets the new class first, then takes over; without one the database is away for minutes. */
function classWork(database: Database, instanceClass: string, before: DatabaseShape, fromMs: number, toMs: number): readonly DatabaseEffect[] {
  const awayMs = before.secondaryAz === undefined ? 4 * minuteMs : 70 * secondMs
  const awayFromMs = toMs - minuteMs - awayMs
  const notices = [said('classApplying', fromMs), said('classApplied', toMs)]
  const modifying = workOn(database, { fromMs, toMs, status: 'modifying', isDown: false, more: { notices, settings: { fromMs: toMs - minuteMs, values: { instanceClass } } } })
  if (before.secondaryAz !== undefined) return [modifying, failover(database, { fromMs: awayFromMs, completedMs: awayFromMs + awayMs, azLagMs: 20 * secondMs, planned: true, reason: 'reasonModified', duringWork: true })]
  const restart = [said('shutdown', awayFromMs), said('restarted', awayFromMs + awayMs)]
  return [modifying, workOn(database, { fromMs: awayFromMs, toMs: awayFromMs + awayMs, status: 'modifying', isDown: true, more: { notices: restart } })]
}

function standbyWork(database: Database, multiAz: boolean, before: DatabaseShape, fromMs: number, toMs: number): DatabaseEffect {
  const secondaryAz = zones(database.region).find((zone) => zone !== before.az) ?? before.az
  const notices = multiAz ? [said('convertingToMultiAz', fromMs), said('convertedToMultiAz', toMs)] : [said('convertingToSingleAz', fromMs), said('convertedToSingleAz', toMs)]
  const isPromised = database.secondaryAz !== undefined
  return workOn(database, {
    fromMs,
    toMs,
    status: 'modifying',
    isDown: false,
    more: {
      notices,
      shape: (shape, nowMs) => (nowMs < toMs ? { ...shape, status: 'modifying' } : multiAz ? { ...shape, multiAz: true, secondaryAz: shape.az === secondaryAz ? before.az : secondaryAz } : withoutStandby(shape)),
      truth: multiAz || !isPromised ? [] : [{ kind: 'db.lost-standby', fromMs, toMs: Infinity, checks: ['db-lost-standby', 'db-multi-az'] }],
    },
  })
}
