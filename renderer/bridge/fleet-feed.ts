import { emptyFeed, receive, type FeedMessage, type FeedState } from '#shared/fleet/patch-feed'
import type { RendererClock } from '../app/clock'
import type { FleetStore } from '../stores/fleet-store'
import type { Client } from './client'

const retryMs = 2_000
/** Snapshots are asked for at most this often, so that a core whose snapshots never catch up is not asked without pause. */
const betweenLoadsMs = 500

/**
 * Carries snapshot and patches into the fleet store. Order, loss and repetition are the shared reducer's matter;
 * here is only the asking: once on start, again when the reducer wants a snapshot, and later when asking failed.
 */
export function startFleetFeed(client: Client, fleet: FleetStore, clock: RendererClock): () => void {
  let state = emptyFeed
  let stopped = false
  let cancelRetry = (): void => undefined
  let askedAtMs = Number.NEGATIVE_INFINITY

  const take = (message: FeedMessage): void => {
    const step = receive(state, message)
    state = step.state
    if (step.action === 'render') show(fleet, state)
    if (step.action === 'load') loadSoon()
  }
  const loadSoon = (): void => {
    const waitMs = askedAtMs + betweenLoadsMs - clock.nowMs()
    if (waitMs > 0) cancelRetry = clock.after(waitMs, () => void load())
    else void load()
  }
  const load = async (): Promise<void> => {
    askedAtMs = clock.nowMs()
    const loaded = await client.invoke('fleet.load', null)
    if (stopped) return
    if (loaded.ok) return take({ kind: 'snapshot', snapshot: loaded.value })
    take({ kind: 'snapshotFailed' })
    if (fleet.getState().kind !== 'ready') fleet.setState({ kind: 'failed', error: loaded.error }, true)
    cancelRetry = clock.after(retryMs, () => take({ kind: 'reset' }))
  }

  const stops = [client.subscribe('fleet.patch', (patch) => take({ kind: 'patch', patch })), client.subscribe('fleet.reset', () => take({ kind: 'reset' }))]
  take({ kind: 'reset' })
  return () => {
    stopped = true
    cancelRetry()
    stops.forEach((stop) => stop())
  }
}

function show(fleet: FleetStore, { table, epoch, cached }: FeedState): void {
  if (table !== undefined && epoch !== undefined) fleet.setState({ kind: 'ready', epoch, cached, table }, true)
}
