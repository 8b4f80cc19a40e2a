import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { RendererClock } from '../app/clock'
import { isLocked, type AccessStore } from '../stores/access-store'
import type { FleetStore } from '../stores/fleet-store'
import { createFollower, type Follower } from '../stores/follow'
import type { Loaded } from '../stores/maintenance-store'
import { nothingKnownOfSupport, type SupportStore } from '../stores/support-store'
import type { Client } from './client'

/** A grant opens, ends or lapses by time alone. */
const againMs = minuteMs / 2
/** The page draws its fleet first. */
const firstMs = secondMs

interface Stores {
  readonly access: AccessStore
  readonly fleet: FleetStore
  readonly support: SupportStore
}

/** Keeps all grants and the one that is looked at as the core has them: asked when the fleet is there, when something changed, and now and then. */
export function startSupportFeed(client: Client, { access, fleet, support }: Stores, clock: RendererClock): () => void {
  let epoch = ''
  let desk: Follower | undefined
  let grant: Follower | undefined
  let cancel = (): void => undefined

  const askDesk = async (): Promise<void> => {
    const asked = epoch
    const answer = await client.invoke('support.desk', null)
    // What another fleet answered late is not this one's.
    if (asked === epoch) support.setState((before) => ({ desk: next(before.desk, answer) }))
  }
  const askGrant = async (): Promise<void> => {
    const { page } = support.getState()
    if (page.kind !== 'grant') return
    const asked = epoch
    const answer = await client.invoke('support.grant', { id: page.id })
    if (asked === epoch) support.setState((before) => (before.page.kind === 'grant' && before.page.id === page.id ? { grant: next(before.grant, answer) } : {}))
  }
  const again = (): void => {
    if (isLocked(access.getState())) return
    desk?.again()
    grant?.again()
  }
  const begin = (): void => {
    desk = createFollower(clock, askDesk)
    grant = createFollower(clock, askGrant)
    const tick = (): void => {
      again()
      cancel = clock.after(againMs, tick)
    }
    cancel = clock.after(againMs, tick)
  }
  const end = (): void => {
    desk?.stop()
    grant?.stop()
    desk = undefined
    grant = undefined
    cancel()
  }

  const stops = [
    fleet.subscribe((state) => {
      if (state.kind !== 'ready' || state.epoch === epoch) return
      // Grants of another fleet, and what was being written for one of its tenants.
      if (epoch !== '') support.setState({ ...nothingKnownOfSupport, form: undefined, question: undefined })
      epoch = state.epoch
      end()
      cancel = clock.after(firstMs, begin)
    }),
    client.subscribe('support.changed', again),
    support.subscribe((state, before) => {
      if (state.page === before.page || grant === undefined) return
      // Another grant is asked for at once, however long the last one took.
      grant.stop()
      grant = createFollower(clock, askGrant)
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
