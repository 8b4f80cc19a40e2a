import { minuteMs } from '../kernel/time'
import type { AlarmRecord, AlarmState } from './records'

/**
 * Alarms that changed their state lately, as far as polls saw it.
 *
 * 1. A turn is a StateUpdatedTimestamp with the state it led to: the same turn seen by two feeds is one.
 * 2. What is kept depends on which turns were told, never on the order in which they were.
 * 3. Only the last half hour is kept: alarms that stand still cost nothing.
 */
export interface AlarmTurn {
  readonly atMs: number
  readonly to: AlarmState
}

export interface AlarmTurns {
  /** The newest turn or reply so far: what "the last half hour" is counted from. */
  readonly newestMs: number
  /** By alarm key, oldest first. */
  readonly byAlarm: ReadonlyMap<string, readonly AlarmTurn[]>
}

/** Four or more changes within half an hour are one flapping alarm, not four matters (choice, semantics). */
export const flappingSpanMs = 30 * minuteMs
export const flappingFrom = 4

export const noTurns: AlarmTurns = { newestMs: -Infinity, byAlarm: new Map() }

export interface TurnsChange {
  readonly next: AlarmTurns
  /** Keys of alarms with other turns than before. */
  readonly touched: readonly string[]
}

/** Adds the turns that these records tell of; `atMs` is the reply's time. */
export function noteTurns(before: AlarmTurns, records: readonly AlarmRecord[], atMs: number): TurnsChange {
  const newestMs = Math.max(before.newestMs, atMs)
  const oldestMs = newestMs - flappingSpanMs
  const byAlarm = new Map<string, readonly AlarmTurn[]>()
  const touched = new Set<string>()
  for (const [key, turns] of before.byAlarm) {
    const kept = turns.filter((turn) => turn.atMs >= oldestMs)
    if (kept.length > 0) byAlarm.set(key, kept.length === turns.length ? turns : kept)
    if (kept.length !== turns.length) touched.add(key)
  }
  for (const { key, state, stateUpdatedAtMs } of records) {
    if (stateUpdatedAtMs === undefined || stateUpdatedAtMs < oldestMs) continue
    const turns = byAlarm.get(key) ?? []
    if (turns.some((turn) => turn.atMs === stateUpdatedAtMs && turn.to === state)) continue
    byAlarm.set(key, [...turns, { atMs: stateUpdatedAtMs, to: state }].sort(inOrder))
    touched.add(key)
  }
  if (touched.size === 0 && newestMs === before.newestMs) return { next: before, touched: [] }
  return { next: { newestMs, byAlarm: touched.size === 0 ? before.byAlarm : byAlarm }, touched: [...touched] }
}

/** How often the alarm changed in the half hour before `nowMs`. Twice the same state in a row means a change in between that no poll saw. */
export function turnsWithin(turns: readonly AlarmTurn[], nowMs: number): number {
  const within = turns.filter(({ atMs }) => atMs > nowMs - flappingSpanMs)
  return within.reduce((sum, turn, at) => sum + (turn.to === within[at - 1]?.to ? 2 : 1), 0)
}

/** One that did not fire in that time does not flap, however often its data came and went: that is alarm-no-data's to say, in grey. */
export const isFlapping = (turns: readonly AlarmTurn[], nowMs: number): boolean =>
  turnsWithin(turns, nowMs) >= flappingFrom && turns.some(({ atMs, to }) => to === 'ALARM' && atMs > nowMs - flappingSpanMs)

const inOrder = (a: AlarmTurn, b: AlarmTurn): number => a.atMs - b.atMs || (a.to < b.to ? -1 : a.to > b.to ? 1 : 0)
