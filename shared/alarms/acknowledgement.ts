import { isFlapping, type AlarmTurn } from '../fleet/alarm-turns'

/**
 * Who looks after an alarm that fires.
 *
 * 1. A mark belongs to (alarm, StateUpdatedTimestamp): an alarm that fires anew is a new matter.
 * 2. Of an alarm that goes on and off, marks made since its first change stick while it does.
 * 3. Marks are added, never edited: taking one back is a mark of its own.
 * 4. Covered means: as many people know of it as the contract wants (two), and one of them has acknowledged it.
 * 5. Only CloudWatch says that an alarm is over.
 */
export interface AlarmMark {
  readonly id: string
  /** `AlarmRecord.key`. */
  readonly alarm: string
  /** The StateUpdatedTimestamp it was made for. */
  readonly stateUpdatedAtMs: number
  readonly kind: MarkKind
  /** Who, as AWS knows them. */
  readonly by: string
  /** AWS time. */
  readonly atMs: number
  readonly note?: string
}

/** `acknowledged`: takes care of it. `seen`: knows of it. `withdrawn`: takes back one's own mark. */
export type MarkKind = 'acknowledged' | 'seen' | 'withdrawn'

export interface Coverage {
  readonly state: 'uncovered' | 'partly' | 'covered'
  /** Who takes care of it, the first first. */
  readonly acknowledged: readonly Mark[]
  /** Who knows of it, the ones who take care of it included. */
  readonly informed: readonly string[]
  /** How many more people must know of it. */
  readonly missing: number
}

export interface Mark {
  readonly by: string
  readonly atMs: number
  readonly note?: string
}

export interface MarkedAlarm {
  readonly key: string
  readonly stateUpdatedAtMs?: number
  readonly turns: readonly AlarmTurn[]
}

/** Who covers this firing of the alarm, from all marks ever made. `wanted`: the contract's operatorsNotified. */
export function coverageOf(alarm: MarkedAlarm, marks: readonly AlarmMark[], wanted: number, nowMs: number): Coverage {
  const standing = standingMarks(marks.filter((mark) => mark.alarm === alarm.key && concerns(mark, alarm, nowMs)))
  const acknowledged = standing.filter(({ kind }) => kind === 'acknowledged').map(({ by, atMs, note }): Mark => ({ by, atMs, ...(note === undefined ? {} : { note }) }))
  const informed = standing.map(({ by }) => by)
  const missing = Math.max(0, wanted - informed.length)
  const state = informed.length === 0 ? 'uncovered' : acknowledged.length > 0 && missing === 0 ? 'covered' : 'partly'
  return { state, acknowledged, informed, missing }
}

function concerns(mark: AlarmMark, { stateUpdatedAtMs, turns }: MarkedAlarm, nowMs: number): boolean {
  if (mark.stateUpdatedAtMs === stateUpdatedAtMs) return true
  const first = turns[0]
  return first !== undefined && isFlapping(turns, nowMs) && mark.stateUpdatedAtMs >= first.atMs
}

/** Each person's last word, in the order in which they first spoke; those who took it back say nothing. Later `seen` does not undo `acknowledged`. */
function standingMarks(marks: readonly AlarmMark[]): readonly AlarmMark[] {
  const inTime = [...marks].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
  const byPerson = new Map<string, AlarmMark>()
  for (const mark of inTime) {
    const before = byPerson.get(mark.by)
    if (mark.kind === 'withdrawn') byPerson.delete(mark.by)
    else if (before === undefined || (before.kind === 'seen' && mark.kind === 'acknowledged')) byPerson.set(mark.by, mark)
  }
  return [...byPerson.values()]
}
