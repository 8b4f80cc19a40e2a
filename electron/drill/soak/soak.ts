import type { AppError } from '#shared/kernel/app-error'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { ok, type Result } from '#shared/kernel/result'
import type { HistoryEntry } from '#shared/history/entry'
import { openLocalDatabase, type LocalDatabase } from '#electron/adapters/sqlite/local-database'
import { silentLogger } from '#electron/adapters/system/logger'
import { createHistoryKeeper } from '#electron/app/history/history-keeper'
import type { HistoryStore } from '#electron/ports/history'
import type { Watch } from '#electron/polling/watch'
import { judgeIncidents } from '../incident-judgement'
import { openStage, type Stage } from '../stage'
import { judgeKept, type KeptCount } from './kept-judgement'
import { slopePerMs, type Reading } from './slope'
import { soakScenario } from './soak-scenario'

export interface SoakOptions {
  /** Simulated minutes in which the heap is measured: every place is polled once in each. */
  readonly minutes: number
  /** Lived through before that: see `coldMinutes`. What is lost or doubled counts from the start. */
  readonly warmUpMinutes: number
  /** The history database; whatever is there is removed. */
  readonly file: string
  /** Bytes of heap in use, after a collection. */
  readonly heapBytes: () => number
  readonly onProgress?: (minute: number) => void
}

export interface Soak {
  /** Rounds of polls that reached every account x Region, without the warm-up's. */
  readonly polls: number
  /** Growth of the heap in a simulated day; the world's own memory is part of it. */
  readonly heapSlopeBytesPerDay: number
  /** The same over the first and over the second half: what only warms up slows down, what leaks does not. */
  readonly halves: readonly [number, number]
  readonly kept: KeptCount
  /** Entries and incidents in the database. */
  readonly rows: number
  readonly incidents: number
}

const readingEveryMinutes = 15
/** Without a warm-up, the first hour is not measured all the same: every feed is asked for the first time. */
const leastWarmUpMinutes = 60
/**
 * Until then the heap grows by what V8 compiles and learns of the code that runs, and by what the product means to keep for hours: half of
 * its growth of four days comes in the first six hours, and from the second day on it is a tenth of that (docs/OPERATIONS.md).
 */
export const coldMinutes = 720
const nightMinutes = 120

/**
 * Lives through a simulated day of bad nights with the history on the disk, and counts what it lost, what it doubled, and what it
 * forgot to forget.
 */
export async function runSoak({ minutes: measured, warmUpMinutes, file, heapBytes, onProgress }: SoakOptions): Promise<Result<Soak, AppError>> {
  const minutes = warmUpMinutes + measured
  const scenario = soakScenario(Math.ceil(minutes / nightMinutes))
  if (!scenario.ok) return scenario
  const startedMs = scenario.value.startAtMs
  const opened = openLocalDatabase({ file, anew: true, nowMs: startedMs, timeMayBeginAnew: true })
  if (!opened.ok) return opened
  const staged = await openStage({ scenario: scenario.value, logger: silentLogger, onHistory: (items) => keeper.add(items) })
  if (!staged.ok) return staged
  const stage = staged.value
  const keeper = createHistoryKeeper({ open: () => Promise.resolve(opened), timers: stage.time.timers, logger: silentLogger, onKept: () => undefined })
  const heap: Reading[] = []
  const shown: Shown[] = []
  try {
    stage.watch.start()
    for (let minute = 1; minute <= minutes + 1; minute += 1) {
      await stage.playTo(startedMs + minute * minuteMs)
      lookAt(stage.watch)
      if (minute % 60 === 0) shown.push(shownBy(stage))
      if (minute >= Math.max(warmUpMinutes, leastWarmUpMinutes) && minute % readingEveryMinutes === 0) heap.push({ atMs: minute * minuteMs, value: heapBytes() })
      onProgress?.(minute)
    }
    await keeper.stop()
    return ok(await resultOf({ stage, startedMs, heap, shown, minutes, warmUpMinutes, faults: scenario.value.faults }, file))
  } finally {
    await stage.stop()
  }
}

/** What windows ask all day: the table, the alarms, the status, a tenant's detail. */
function lookAt(watch: Watch): void {
  watch.snapshot()
  watch.alarms()
  watch.status()
  for (const { row } of watch.tenants()) watch.tenant(row.id)
}

/** What was on the screen at a moment, as the history tells it again. */
interface Shown {
  readonly atMs: number
  readonly words: string
}

function shownBy({ watch, time }: Stage): Shown {
  const rows = watch.tenants().map(({ row, findings }) => `${row.id} ${row.health} ${findings.length}`)
  return { atMs: time.clock.nowMs(), words: rows.sort().join('\n') }
}

interface Played {
  readonly stage: Stage
  readonly startedMs: number
  readonly heap: readonly Reading[]
  readonly shown: readonly Shown[]
  readonly minutes: number
  readonly warmUpMinutes: number
  readonly faults: Parameters<typeof judgeKept>[2]['faults']
}

async function resultOf({ stage, startedMs, heap, shown, minutes, warmUpMinutes, faults }: Played, file: string): Promise<Soak> {
  // What counts is what is on the disk: it is opened again.
  const again = openLocalDatabase({ file, nowMs: startedMs, timeMayBeginAnew: true })
  if (!again.ok) throw new Error(again.error.message)
  const database: LocalDatabase = again.value
  const atMs = stage.time.clock.nowMs()
  const conditions = stage.fleet.conditionsSince(startedMs)
  const rows = await entriesOf(database.history, startedMs, atMs)
  const incidents = await database.history.incidents({ fromMs: startedMs, toMs: atMs })
  if (!incidents.ok) throw new Error(incidents.error.message)
  const judged = judgeIncidents(incidents.value, { startedMs, atMs, faults, conditions: conditions.map((each) => ({ ...each, ...(each.endedMs === undefined ? {} : { clearedMs: each.endedMs }) })) })
  const kept = judgeKept(rows, judged, { conditions, faults, startedMs, atMs })
  const forgotten = await forgottenOf(database.history, shown)
  await database.close()
  const events = stage.fleet.billing().lines.filter(({ operation }) => operation === 'DescribeEvents').map(({ requests }) => requests)
  return {
    polls: Math.max(0, Math.min(minutes, ...events) - warmUpMinutes),
    heapSlopeBytesPerDay: perDay(heap),
    halves: [perDay(heap.slice(0, Math.ceil(heap.length / 2))), perDay(heap.slice(Math.floor(heap.length / 2)))],
    kept: { ...kept, lost: [...kept.lost, ...forgotten] },
    rows: rows.length,
    incidents: incidents.value.length,
  }
}

const perDay = (heap: readonly Reading[]): number => Math.round(slopePerMs(heap) * 24 * hourMs)

async function entriesOf(history: HistoryStore, fromMs: number, toMs: number): Promise<readonly HistoryEntry[]> {
  const entries: HistoryEntry[] = []
  for (let atMs = fromMs; atMs <= toMs; atMs += hourMs) {
    const changes = await history.changes({ fromMs: atMs, toMs: Math.min(toMs, atMs + hourMs - 1) })
    if (!changes.ok || changes.value.leftOut > 0) throw new Error(changes.ok ? `${changes.value.leftOut} entries of an hour cannot be read` : changes.error.message)
    entries.push(...changes.value.entries)
  }
  return entries
}

/** Moments that the history tells otherwise than they were shown. */
async function forgottenOf(history: HistoryStore, shown: readonly Shown[]): Promise<readonly string[]> {
  const forgotten: string[] = []
  for (const { atMs, words } of shown) {
    const then = await history.fleetAt({ atMs })
    const kept = then.ok ? then.value.tenants.map(({ tenant, health, findings }) => `${tenant} ${health} ${findings}`).sort().join('\n') : then.error.message
    if (kept !== words) forgotten.push(`at ${atMs} was shown:\n${words}\nand kept:\n${kept}`)
  }
  return forgotten
}
