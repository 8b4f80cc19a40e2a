import { databaseEvents, eventMessage } from '#shared/fleet/database-events'
import { secondMs } from '#shared/kernel/time'
import { chance } from './chance'
import { backupsDue, outcomeOf } from './database-backups'
import type { DatabaseEffect, Notice } from './effects'
import type { Database } from './fleet-model'

/** An entry of the event stream as DescribeEvents returns it. */
export interface StreamEntry {
  readonly database: Database
  readonly atMs: number
  readonly message: string
  readonly category: string
}

/** The longest time by which an event shows up after its own date. */
const latestDelayMs = 75 * secondMs

/**
 * Events whose date is in [fromMs, untilMs] and that have shown up by `nowMs`: late by up to 75 s, one in six twice, not in order.
 * AWS promises neither order nor a single delivery; who reads them must not rely on either.
 */
export function eventStream(database: Database, effects: readonly DatabaseEffect[], window: { readonly fromMs: number; readonly untilMs: number }, nowMs: number): StreamEntry[] {
  return [...backupNotices(database, effects, window), ...effects.flatMap((effect) => effect.notices ?? [])]
    .filter((notice) => notice.atMs >= window.fromMs && notice.atMs <= window.untilMs)
    .flatMap((notice) => {
      const entry = { database, atMs: notice.atMs, message: eventMessage(notice.meaning, ...notice.parts), category: databaseEvents[notice.meaning].category }
      const shown = notice.atMs + noticeDelayMs(database, notice) <= nowMs
      const again = chance(database.noise, notice.meaning, notice.atMs, 'twice') < 1 / 6 && notice.atMs + latestDelayMs <= nowMs
      return shown ? (again ? [entry, entry] : [entry]) : []
    })
}

/** How late an event shows up. */
export const noticeDelayMs = (database: Database, notice: Pick<Notice, 'meaning' | 'atMs'>): number =>
  Math.floor(chance(database.noise, notice.meaning, notice.atMs, 'late') * latestDelayMs)

function backupNotices(database: Database, effects: readonly DatabaseEffect[], window: { readonly fromMs: number; readonly untilMs: number }): Notice[] {
  if (database.retentionDays === 0) return []
  return backupsDue(database, Math.max(window.fromMs - database.backupTakesMs, database.readyAtMs ?? -Infinity), window.untilMs).flatMap((dueAtMs) => {
    const outcome = outcomeOf(database, effects, dueAtMs)
    const started: Notice = { atMs: dueAtMs, meaning: 'backupStarted', parts: [] }
    const finished: Notice = { atMs: dueAtMs + database.backupTakesMs, meaning: 'backupFinished', parts: [] }
    return outcome === 'missing' ? [] : outcome === 'failed' ? [started] : [started, finished]
  })
}

/** Shuffled a little, the same way each time: neighbours within two minutes may change places. */
export function streamOrder(entries: readonly StreamEntry[]): StreamEntry[] {
  const rank = (entry: StreamEntry): number => entry.atMs + (chance(entry.database.noise, entry.message, entry.atMs, 'order') - 0.5) * 240 * secondMs
  return entries.map((entry) => ({ entry, rank: rank(entry) })).sort((left, right) => left.rank - right.rank).map(({ entry }) => entry)
}
