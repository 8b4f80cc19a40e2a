import type { WatchStatus } from '#shared/fleet/watch-status'
import type { Client } from '../bridge/client'
import type { SessionStore } from '../stores/session-store'
import type { RendererClock } from './clock'

/** Keeps the watch's status and the product's own facts current. */
export function startSession(client: Client, session: SessionStore, clock: RendererClock): () => void {
  const take = (status: WatchStatus): void => session.setState({ status, statusAtMs: clock.nowMs(), statusError: undefined })
  void client.invoke('watch.status', null).then((loaded) => (loaded.ok ? take(loaded.value) : session.setState({ statusError: loaded.error })))
  void client.invoke('app.info', null).then((loaded) => {
    if (loaded.ok) session.setState({ info: loaded.value })
  })
  return client.subscribe('watch.status', take)
}
