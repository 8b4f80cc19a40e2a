import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { RendererClock } from '../app/clock'
import { isLocked, type AccessStore } from '../stores/access-store'
import type { FleetStore } from '../stores/fleet-store'
import { createFollower, type Follower } from '../stores/follow'
import type { Loaded } from '../stores/maintenance-store'

/** Windows and grants change by time alone: due, missed, open, lapsed. */
const againMs = minuteMs / 2
/** The page draws its fleet first. */
const firstMs = secondMs

/** What is followed: all of a kind, and the one that is looked at. */
export interface Followed {
  /** `isOurs`: whether the answer is still about the fleet that was asked of; what another answered late is dropped. */
  readonly askAll: (isOurs: () => boolean) => Promise<void>
  readonly askOne: (isOurs: () => boolean) => Promise<void>
  /** Another fleet is there. */
  readonly forget: () => void
  /** Tells what makes it be asked again. Returns the way to stop. */
  readonly listen: (again: { readonly all: () => void; readonly one: () => void; readonly another: () => void }) => () => void
}

/**
 * Keeps what a desk shares as the core has it: asked when the fleet is there, when the core says that something changed, when another one is
 * opened, and now and then. A burst of changes is one question; behind the lock nothing is asked.
 */
export function startDeskFeed({ access, fleet }: { readonly access: AccessStore; readonly fleet: FleetStore }, clock: RendererClock, { askAll, askOne, forget, listen }: Followed): () => void {
  let epoch = ''
  let all: Follower | undefined
  let one: Follower | undefined
  let cancel = (): void => undefined

  const follow = (ask: Followed['askAll']): Follower =>
    createFollower(clock, () => {
      const asked = epoch
      return ask(() => asked === epoch)
    })
  const unlessLocked = (act: () => void) => (): void => {
    if (!isLocked(access.getState())) act()
  }
  const again = unlessLocked(() => {
    all?.again()
    one?.again()
  })
  const begin = (): void => {
    all = follow(askAll)
    one = follow(askOne)
    const tick = (): void => {
      again()
      cancel = clock.after(againMs, tick)
    }
    cancel = clock.after(againMs, tick)
  }
  const end = (): void => {
    all?.stop()
    one?.stop()
    all = undefined
    one = undefined
    cancel()
  }

  const stops = [
    fleet.subscribe((state) => {
      if (state.kind !== 'ready' || state.epoch === epoch) return
      if (epoch !== '') forget()
      epoch = state.epoch
      end()
      cancel = clock.after(firstMs, begin)
    }),
    listen({
      all: unlessLocked(() => all?.again()),
      one: unlessLocked(() => one?.again()),
      another: () => {
        if (one === undefined) return
        // It is asked for at once, however long the last one took.
        one.stop()
        one = follow(askOne)
      },
    }),
    access.subscribe((state, before) => {
      if (isLocked(before) && !isLocked(state)) again()
    }),
  ]
  return () => {
    end()
    stops.forEach((stop) => stop())
  }
}

/** What is known after an answer: a refusal leaves what was known, as outdated. */
export function nextLoaded<T>(before: Loaded<T>, answer: Result<T, AppError>): Loaded<T> {
  if (answer.ok) return { kind: 'ready', value: answer.value }
  return before.kind === 'ready' ? { ...before, outdated: answer.error } : { kind: 'failed', error: answer.error }
}
