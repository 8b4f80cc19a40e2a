import { dayMs, minuteMs } from '#shared/kernel/time'
import { promisedDays } from '../events/db-retention'
import { chance, hexOf } from '../world/chance'
import { keyIdOf } from '../world/database-key'
import type { DatabaseEffect } from '../world/effects'
import type { Database, DatabaseSettings } from '../world/fleet-model'
import { zones } from '../world/place'
import { said, workOn } from './work'

/** What a restore was asked to make. */
export interface Restoration {
  readonly id: string
  /** What it is made of, as it was then. */
  readonly source: Database
  readonly settings: DatabaseSettings
  readonly multiAz: boolean
  readonly retentionDays: number
  readonly az?: string
  /** Said in the event stream: a snapshot's name, or the source's. */
  readonly from: { readonly kind: 'snapshot'; readonly id: string } | { readonly kind: 'time'; readonly id: string }
  /** How many times slower than usual. */
  readonly factor: number
}

export interface Restored {
  readonly database: Database
  readonly effects: readonly DatabaseEffect[]
}

/**
 * A new instance: `creating`, its first backup, then (where asked for) its standby. Whatever bore its name before is past: a restored
 * database shares no state with it, and how far back it can be restored begins anew.
 */
export function restore({ id, source, settings, multiAz, retentionDays, az, from, factor }: Restoration, fromMs: number): Restored {
  const draw = (what: string): number => chance(source.noise, id, fromMs, what)
  const createdAtMs = fromMs + Math.floor((9 + draw('creating') * 6) * factor * minuteMs)
  const readyAtMs = createdAtMs + Math.floor((2 + draw('first-backup') * 2) * minuteMs)
  const standbyAtMs = readyAtMs + Math.floor((4 + draw('standby') * 4) * minuteMs)
  const { secondaryAz: _before, offsite: _copies, replicas: _replicas, readyAtMs: _ready, ...rest } = source
  const home = az ?? source.az
  const database: Database = {
    ...rest,
    key: `arn:aws:rds:${source.region}:${source.account}:db:${id}`,
    id,
    resourceId: `db-${hexOf(26, source.resourceId, id, fromMs, 'restored').toUpperCase()}`,
    ...pick(settings),
    madeWith: settings,
    keyId: keyIdOf(source),
    az: home,
    replicas: [],
    retentionDays,
    createdAtMs,
    readyAtMs,
  }
  const notices = [said('created', createdAtMs), said('backupStarted', createdAtMs + 1000), said('backupFinished', readyAtMs), from.kind === 'snapshot' ? said('restoredFromSnapshot', createdAtMs, from.id) : said('restored', createdAtMs, from.id, id)]
  const creating = workOn(database, { fromMs, toMs: createdAtMs, status: 'creating', isDown: true, more: { cut: () => true, notices } })
  const backup = workOn(database, { fromMs: createdAtMs, toMs: readyAtMs, status: 'backing-up', isDown: false, more: { logsStop: { fromMs: createdAtMs, toMs: readyAtMs } } })
  const young: DatabaseEffect = { on: 'database', kind: 'db.restored', target: database, fromMs, toMs: Infinity, truth: [...youth(fromMs, readyAtMs, multiAz ? standbyAtMs : Infinity), ...closedLogs(id, source, settings, fromMs)] }
  const secondaryAz = zones(source.region).find((zone) => zone !== home) ?? home
  const standby = workOn(database, {
    fromMs: readyAtMs,
    toMs: standbyAtMs,
    status: 'modifying',
    isDown: false,
    more: {
      notices: [said('convertingToMultiAz', readyAtMs), said('convertedToMultiAz', standbyAtMs)],
      shape: (shape, nowMs) => (nowMs < standbyAtMs ? { ...shape, status: 'modifying' } : { ...shape, multiAz: true, secondaryAz }),
    },
  })
  return { database, effects: [{ ...creating, truth: [...creating.truth] }, young, backup, ...(multiAz ? [standby] : [])] }
}

const pick = ({ engineVersion, instanceClass, storageGib, logExports }: DatabaseSettings) => ({ engineVersion, instanceClass, storageGib, logExports })

/** How little a young database has of what its tenant is promised; known, and nothing to be called wrong. */
const youth = (fromMs: number, readyAtMs: number, standbyAtMs: number): DatabaseEffect['truth'] => [
  { kind: 'db.window-filling', fromMs, toMs: readyAtMs + (promisedDays + 1) * dayMs, checks: ['pitr-window', 'daily-snapshots', 'recovery-point', 'backup-retention', 'offsite-copies'], explainsOnly: true },
  { kind: 'db.lost-standby', fromMs, toMs: standbyAtMs, checks: ['db-multi-az', 'db-lost-standby'], explainsOnly: true },
]

/** A default opens no log: what reads one finds nothing until somebody opens it again. */
const closedLogs = (id: string, source: Database, { logExports }: DatabaseSettings, fromMs: number): DatabaseEffect['truth'] =>
  source.logExports.filter((log) => !logExports.includes(log)).map((log) => ({ kind: 'log.export-off', subject: `/aws/rds/instance/${id}/${log}`, fromMs, toMs: Infinity, checks: ['log-alarms'], explainsOnly: true }))
