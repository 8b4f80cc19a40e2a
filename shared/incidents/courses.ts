import type { DatabaseEventMeaning } from '../fleet/database-events'
import { dayMs, minuteMs, secondMs } from '../kernel/time'
import type { EventWitness } from './witness'

/**
 * Courses of failovers, as a database's events tell them.
 *
 * 1. Events are read by their dates: AWS sends them late, twice and in any order.
 * 2. Several starts before an end are one course (started, activation started), several ends close together too (completed, DNS).
 * 3. One that AWS does not end within a day stays unfinished: a start after that is another. An end alone is still its end, as far back as
 *    AWS keeps events.
 */
export interface Course {
  readonly startedAtMs?: number
  readonly endedAtMs?: number
  readonly result: 'inProgress' | 'completed' | 'failed' | 'abandoned' | 'unfinished'
}

const startings: ReadonlySet<DatabaseEventMeaning> = new Set(['failoverStarted', 'activationStarted', 'clusterFailoverStartedSameAz', 'clusterFailoverStartedCrossAz'])
const endings: ReadonlySet<DatabaseEventMeaning> = new Set(['failoverCompleted', 'failoverDnsPropagating', 'activationCompleted', 'partialFailoverRecovered', 'clusterFailoverCompleted', 'clusterFailoverFailed'])

/** Whether an event makes a course by itself; the others only tell more about one. */
export const makesCourse = (meaning: DatabaseEventMeaning): boolean => startings.has(meaning) || endings.has(meaning) || meaning === 'failoverAbandoned'

/** An end without a start belongs to the end before it when it is this close. */
const secondEndMs = 15 * minuteMs
const longestMs = dayMs
const keptMs = 14 * dayMs
/** Two events of one second come in any order. */
export const sameInstantMs = secondMs

export function coursesOf(events: readonly EventWitness[]): readonly Course[] {
  const ordered = [...events].filter(({ meaning }) => makesCourse(meaning)).sort((a, b) => a.atMs - b.atMs || order(a) - order(b))
  return ordered.reduce<readonly Course[]>(follow, []).map(closed(ordered.at(-1)?.atMs ?? 0))
}

const order = ({ meaning }: EventWitness): number => (startings.has(meaning) ? 0 : 1)

function follow(courses: readonly Course[], { atMs, meaning }: EventWitness): readonly Course[] {
  // A request that was not carried out is told of by one event alone.
  if (meaning === 'failoverAbandoned') return insertBefore(courses, { startedAtMs: atMs, endedAtMs: atMs, result: 'abandoned' })
  const last = courses.at(-1)
  const openForMs = last === undefined || last.endedAtMs !== undefined ? Infinity : atMs - (last.startedAtMs ?? atMs)
  if (startings.has(meaning)) return openForMs <= longestMs ? courses : [...courses, { startedAtMs: atMs, result: 'inProgress' }]
  const result = meaning === 'clusterFailoverFailed' ? 'failed' : 'completed'
  if (last !== undefined && openForMs <= keptMs) return [...courses.slice(0, -1), { ...last, endedAtMs: atMs, result }]
  const isSecondEnd = last?.endedAtMs !== undefined && atMs - last.endedAtMs <= secondEndMs
  return isSecondEnd ? courses : [...courses, { endedAtMs: atMs, result }]
}

/** The course under way stays the last one, so that its end finds it. */
function insertBefore(courses: readonly Course[], abandoned: Course): readonly Course[] {
  const last = courses.at(-1)
  return last === undefined ? [abandoned] : [...courses.slice(0, -1), abandoned, last]
}

// Time alone does not say that AWS will never end it: only a later event of the same database shows how much time has passed.
const closed =
  (newestMs: number) =>
  (course: Course): Course =>
    course.endedAtMs === undefined && newestMs - (course.startedAtMs ?? newestMs) > longestMs ? { ...course, result: 'unfinished' } : course
