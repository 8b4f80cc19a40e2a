import { minuteMs } from '../kernel/time'
import type { Matter, Standing } from './matter'
import { notesOf, type Note } from './note'

/**
 * Which matters are told to the operator by the operating system, and how loudly.
 *
 * 1. A matter is told once: an alarm once for each firing, one that goes on and off when that begins; a failover once, under way or
 *    over; trouble again only when it was gone for a while.
 * 2. INSUFFICIENT_DATA and its end are told to nobody: they are no matters.
 * 3. What is critical goes through "do not disturb"; nothing else does.
 * 4. What stands at the very first look is on the screen and in the tray's count: no flood. Later starts, and waking up, tell in one
 *    note what nobody was told before.
 * 5. More than a few at once are one note with their number.
 */
export interface NotifyMemory {
  /** By `Matter.key`. */
  readonly told: ReadonlyMap<string, Told>
  readonly begun: boolean
}

export interface Told {
  readonly sinceAtMs: number
  readonly flapping: boolean
  /** AWS time at which it was first seen not to stand any more. */
  readonly goneAtMs?: number
}

export const nothingTold: NotifyMemory = { told: new Map(), begun: false }

export interface NotifyPlan {
  readonly memory: NotifyMemory
  /** What is told, worst first. */
  readonly news: readonly Matter[]
  readonly notes: readonly Note[]
}

export interface NotifyOptions {
  /** "Do not disturb" is on. */
  readonly quiet: boolean
  /** The window is covered: who passes by must not read whom it concerns. */
  readonly covered?: boolean
}

/** Trouble that comes back within this is the same trouble. */
const sameTroubleMs = 5 * minuteMs
/** AWS's events and its zones date one failover differently. */
const sameFailoverMs = 15 * minuteMs

/** What to tell now. */
export function planNotes(memory: NotifyMemory, standing: Standing, options: NotifyOptions): NotifyPlan {
  const fresh = standing.matters.filter((matter) => !isTold(memory, matter) && !(matter.kind === 'alarm' && matter.suppressed))
  // While the fleet is read again nothing is told: what is new then is told together.
  const holding = memory.begun && !standing.settled
  const held: ReadonlySet<Matter> = new Set(holding ? fresh : [])
  const news = memory.begun && !holding ? fresh.filter(({ critical }) => critical || !options.quiet).sort(worstFirst) : []
  const next = { told: toldAfter(memory, standing, held), begun: memory.begun || standing.settled }
  return { memory: next, news, notes: notesOf(news, options.covered === true) }
}

function isTold({ told }: NotifyMemory, matter: Matter): boolean {
  const before = told.get(matter.key)
  if (before === undefined) return false
  switch (matter.kind) {
    case 'alarm':
      return matter.flapping ? before.flapping : before.sinceAtMs === matter.sinceAtMs
    case 'failover':
      return Math.abs(before.sinceAtMs - matter.sinceAtMs) <= sameFailoverMs
    case 'trouble':
    case 'zone':
    case 'access':
    case 'trail':
      return true
  }
}

function toldAfter(memory: NotifyMemory, { atMs, matters, settled }: Standing, held: ReadonlySet<Matter>): ReadonlyMap<string, Told> {
  const now = matters.filter((matter) => !held.has(matter)).map((matter) => [matter.key, { sinceAtMs: matter.sinceAtMs, flapping: matter.kind === 'alarm' && matter.flapping }] as const)
  // What is not read is not over.
  if (!settled) return new Map([...memory.told, ...now])
  const gone = [...memory.told].map(([key, told]) => [key, { ...told, goneAtMs: told.goneAtMs ?? atMs }] as const)
  return new Map([...gone.filter(([, { goneAtMs }]) => atMs - goneAtMs <= sameTroubleMs), ...now])
}

const kinds: readonly Matter['kind'][] = ['zone', 'failover', 'trouble', 'access', 'trail', 'alarm']

/** Order of matters. */
export const worstFirst = (a: Matter, b: Matter): number =>
  Number(b.critical) - Number(a.critical) || kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.sinceAtMs - b.sinceAtMs || (a.key < b.key ? -1 : 1)
