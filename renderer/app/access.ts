import type { SessionsView } from '#shared/ipc/session-contract'
import type { LockView } from '#shared/session/lock'
import type { Client } from '../bridge/client'
import { hearAttempts, isLocked, type AccessStore } from '../stores/access-store'
import type { UiStore } from '../stores/ui-store'
import type { RendererClock } from './clock'

interface Stores {
  readonly access: AccessStore
  readonly ui: UiStore
}

const retryMs = 2_000

/** Keeps what is known of sessions and the lock current; asked again until it is known. `unlocked` runs whenever the cover has gone. */
export function startAccess(client: Client, { access, ui }: Stores, clock: RendererClock, unlocked: () => void): () => void {
  let stopped = false
  let cancelRetry = (): void => undefined
  let heard = false
  const take = (view: SessionsView): void => access.setState(({ attemptsHeardAtMs }) => ({ view, error: undefined, attemptsHeardAtMs: hearAttempts(view, attemptsHeardAtMs, clock.nowMs()) }))
  const takeLock = (lock: LockView): void => {
    const { view } = access.getState()
    if (view !== undefined) take({ ...view, lock })
    else if (lock.locked) void load()
  }
  const load = async (): Promise<void> => {
    const loaded = await client.invoke('session.list', null)
    if (stopped) return
    if (!loaded.ok) {
      access.setState({ error: loaded.error })
      if (!heard) cancelRetry = clock.after(retryMs, () => void load())
      return
    }
    // What was told while we asked is newer.
    if (!heard) take(loaded.value)
  }
  const stops = [
    client.subscribe('session.changed', (view) => {
      heard = true
      take(view)
    }),
    client.subscribe('lock.changed', takeLock),
    access.subscribe((next, previous) => {
      // A dialog stands in the browser's top layer and would be seen over the cover.
      if (isLocked(next) && !isLocked(previous)) ui.setState({ dialog: undefined, announcement: '' })
      if (!isLocked(next) && isLocked(previous)) unlocked()
    }),
  ]
  void load()
  return () => {
    stopped = true
    cancelRetry()
    stops.forEach((stop) => stop())
  }
}
