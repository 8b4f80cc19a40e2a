import { eventKinds, type ParsedEvent } from './events/index'
import type { EventKind, EventProblem, Stage, When } from './events/event-kind'
import type { Effect } from './world/effects'

/** An event that was scheduled or injected, and when it begins. */
export interface Happening {
  readonly event: ParsedEvent
  readonly atMs: number
}

export interface PlannedEvents {
  readonly effects: readonly Effect[]
  readonly problems: readonly (EventProblem & { readonly at: number })[]
}

/** Turns events into effects on the fleet; `problems` name the event by its number. A later event may end an earlier one. */
export function planEvents(happenings: readonly Happening[], stage: Stage): PlannedEvents {
  const ends = endsOf(happenings, stage)
  const planned = happenings.map(({ event, atMs }, at) => {
    const ownEndMs = event.for === undefined ? Infinity : atMs + event.for
    return kindOf(event).plan(event, { fromMs: atMs, toMs: Math.min(ownEndMs, ends.get(at) ?? Infinity) } satisfies When, stage)
  })
  return {
    effects: planned.flatMap((result) => (result.ok ? result.value : [])),
    problems: planned.flatMap((result, at) => (result.ok ? [] : [{ at, ...result.error }])),
  }
}

// The registry's schema for this kind made the event: it is what that kind's functions take.
const kindOf = (event: ParsedEvent): EventKind => eventKinds[event.kind]

/** When the next event with the same exclusive key begins, by number of the event it ends. */
function endsOf(happenings: readonly Happening[], stage: Stage): ReadonlyMap<number, number> {
  const last = new Map<string, number>()
  const ends = new Map<number, number>()
  const inOrder = happenings.map((happening, at) => ({ ...happening, at })).sort((left, right) => left.atMs - right.atMs || left.at - right.at)
  for (const { event, atMs, at } of inOrder) {
    const key = kindOf(event).exclusiveKey?.(event, stage)
    if (key === undefined) continue
    const earlier = last.get(key)
    if (earlier !== undefined) ends.set(earlier, atMs)
    last.set(key, at)
  }
  return ends
}
