import { minuteMs, secondMs } from '#shared/kernel/time'
import type { RendererClock } from '../app/clock'
import { isLocked, type AccessStore } from '../stores/access-store'
import type { FleetStore } from '../stores/fleet-store'
import { createFollower, type Follower } from '../stores/follow'
import { nothingKnown, type Loaded, type MaintenanceStore } from '../stores/maintenance-store'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { Client } from './client'

/** A window becomes due, or is missed, by time alone. */
const againMs = minuteMs / 2
/** The page draws its fleet first. */
const firstMs = secondMs

interface Stores {
  readonly access: AccessStore
  readonly fleet: FleetStore
  readonly maintenance: MaintenanceStore
}

/**
 * Keeps the calendar and the window that is looked at as the core has them: asked when the fleet is there, when the core says that a window
 * changed, when another one is opened, and now and then. A burst of changes is one question.
 */
export function startMaintenanceFeed(client: Client, { access, fleet, maintenance }: Stores, clock: RendererClock): () => void {
  let epoch = ''
  let calendar: Follower | undefined
  let window: Follower | undefined
  let cancel = (): void => undefined

  const askCalendar = async (): Promise<void> => {
    const asked = epoch
    const answer = await client.invoke('maintenance.calendar', null)
    // What another fleet answered late is not this one's.
    if (asked === epoch) maintenance.setState((before) => ({ calendar: next(before.calendar, answer) }))
  }
  const askWindow = async (): Promise<void> => {
    const { page } = maintenance.getState()
    if (page.kind !== 'window') return
    const asked = epoch
    const answer = await client.invoke('maintenance.window', { id: page.id })
    if (asked === epoch) maintenance.setState((before) => (before.page.kind === 'window' && before.page.id === page.id ? { window: next(before.window, answer) } : {}))
  }
  const again = (): void => {
    if (isLocked(access.getState())) return
    calendar?.again()
    window?.again()
  }
  const begin = (): void => {
    calendar = createFollower(clock, askCalendar)
    window = createFollower(clock, askWindow)
    const tick = (): void => {
      again()
      cancel = clock.after(againMs, tick)
    }
    cancel = clock.after(againMs, tick)
  }
  const end = (): void => {
    calendar?.stop()
    window?.stop()
    calendar = undefined
    window = undefined
    cancel()
  }

  const stops = [
    fleet.subscribe((state) => {
      if (state.kind !== 'ready' || state.epoch === epoch) return
      // Windows of another fleet: what was being written is kept, it is the operator's.
      if (epoch !== '') maintenance.setState(nothingKnown)
      epoch = state.epoch
      end()
      cancel = clock.after(firstMs, begin)
    }),
    client.subscribe('maintenance.changed', ({ id }) => {
      if (isLocked(access.getState())) return
      calendar?.again()
      const { page } = maintenance.getState()
      if (page.kind === 'window' && page.id === id) window?.again()
    }),
    maintenance.subscribe((state, before) => {
      if (state.page === before.page || window === undefined) return
      // Another window is asked for at once, however long the last one took.
      window.stop()
      window = createFollower(clock, askWindow)
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

function next<T>(before: Loaded<T>, answer: Result<T, AppError>): Loaded<T> {
  if (answer.ok) return { kind: 'ready', value: answer.value }
  return before.kind === 'ready' ? { ...before, outdated: answer.error } : { kind: 'failed', error: answer.error }
}
