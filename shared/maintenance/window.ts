import { appError, type AppError } from '../kernel/app-error'
import { err, ok, type Result } from '../kernel/result'
import { minuteMs } from '../kernel/time'
import { instantsOf, isZone, nextExisting, offsetText, parseWallTime, wallTimeOf, wallTimeText, type WallTime } from '../kernel/wall-time'

/**
 * When a maintenance window is.
 *
 * 1. A person plans in wall time and a zone; what happens, happens between two instants.
 * 2. Its length is elapsed time: two hours over a change of clocks are two hours.
 * 3. A start that the clocks skip is refused; one that they show twice is asked about, never guessed.
 */
export interface WindowTimes {
  /** Wall time without offset, `2026-03-29T01:30`. */
  readonly start: string
  /** IANA name, `Europe/Berlin`. */
  readonly zone: string
  readonly durationMinutes: number
  /** Which of the two, where the clocks show the start twice. */
  readonly when?: 'earlier' | 'later'
}

/** Instants; the end is exclusive. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

/** A window longer than this is a mistake or another kind of work. */
export const longestWindowMinutes = 24 * 60
export const shortestWindowMinutes = 5

/** The instants of a window, or what is wrong with its times and what to write instead. */
export function resolveWindow({ start, zone, durationMinutes, when }: WindowTimes): Result<Span, AppError> {
  if (!isZone(zone)) return refuse('zone', `"${zone}" is no time zone. Write its IANA name, such as Europe/Berlin.`)
  const wall = parseWallTime(start)
  if (wall === undefined) return refuse('start', `"${start}" is no day and time. Write it as 2026-03-29T01:30, without an offset.`)
  if (!Number.isInteger(durationMinutes) || durationMinutes < shortestWindowMinutes || durationMinutes > longestWindowMinutes)
    return refuse('durationMinutes', `A window lasts between ${shortestWindowMinutes} minutes and ${longestWindowMinutes / 60} hours, in whole minutes; ${durationMinutes} is not.`)
  const [first, second] = instantsOf(wall, zone)
  if (first === undefined) return refuse('start', skipped(wall, zone))
  if (second !== undefined && when === undefined) return refuse('when', shownTwice(wall, zone, first, second))
  const fromMs = when === 'later' && second !== undefined ? second : first
  return ok({ fromMs, toMs: fromMs + durationMinutes * minuteMs })
}

const refuse = (path: string, message: string): Result<never, AppError> => err(appError('invalidInput', message, { issues: [{ path, message }] }))

const skipped = (wall: WallTime, zone: string): string =>
  `${words(wall)} does not exist in ${zone}: the clocks go forward over it. The next time that does is ${words(nextExisting(wall, zone))}.`

const shownTwice = (wall: WallTime, zone: string, first: number, second: number): string =>
  `${words(wall)} comes twice in ${zone}, at ${offsetText(first, zone)} and at ${offsetText(second, zone)}: the clocks go back over it. Choose the earlier or the later.`

const words = (wall: WallTime): string => wallTimeText(wall).replace('T', ' ')

/** `2026-03-29 01:30 +01:00 to 04:30 +02:00`: both ends with their own offset, the day once when it is one. */
export function spanText({ fromMs, toMs }: Span, zone: string): string {
  const [from, to] = [at(fromMs, zone), at(toMs, zone)]
  return `${from.day} ${from.clock} to ${from.day === to.day ? '' : `${to.day} `}${to.clock}`
}

function at(atMs: number, zone: string): { readonly day: string; readonly clock: string } {
  const [day = '', clock = ''] = wallTimeText(wallTimeOf(atMs, zone)).split('T')
  return { day, clock: `${clock} ${offsetText(atMs, zone)}` }
}

export const overlap = (left: Span, right: Span): boolean => left.fromMs < right.toMs && right.fromMs < left.toMs
