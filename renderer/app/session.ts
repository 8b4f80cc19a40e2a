import type { WatchStatus } from '#shared/fleet/watch-status'
import type { Client } from '../bridge/client'
import type { SessionStore } from '../stores/session-store'
import type { RendererClock } from './clock'

/** Asks how the watch stands; failing to is said in a banner. */
export async function askStatus(client: Client, session: SessionStore, clock: RendererClock): Promise<void> {
  const loaded = await client.invoke('watch.status', null)
  session.setState(loaded.ok ? { status: loaded.value, statusAtMs: clock.nowMs(), statusError: undefined } : { statusError: loaded.error })
}

/** Keeps the watch's status and the product's own facts current. */
export function startSession(client: Client, session: SessionStore, clock: RendererClock): () => void {
  const take = (status: WatchStatus): void => session.setState({ status, statusAtMs: clock.nowMs(), statusError: undefined })
  void askStatus(client, session, clock)
  void client.invoke('app.info', null).then((loaded) => {
    if (loaded.ok) session.setState({ info: loaded.value })
  })
  return client.subscribe('watch.status', take)
}
