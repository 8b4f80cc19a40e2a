import type { PreloadApi } from '#shared/ipc/contract'
import { createClient } from '../bridge/client'
import { startFleetFeed } from '../bridge/fleet-feed'
import { createAccessStore } from '../stores/access-store'
import { createAlarmStore } from '../stores/alarm-store'
import { createAttentionStore } from '../stores/attention-store'
import { createFleetStore } from '../stores/fleet-store'
import { createMaintenanceStore } from '../stores/maintenance-store'
import { createOrdering } from '../stores/order-store'
import type { Services } from '../stores/services'
import { createSessionStore } from '../stores/session-store'
import { createSettingsStore, syncSettings } from '../stores/settings-store'
import { createSetupStore } from '../stores/setup-store'
import { createSupportStore } from '../stores/support-store'
import { createTimeStore, type Ticking } from '../stores/time-store'
import { createUiStore, forgetRows } from '../stores/ui-store'
import { startAccess } from './access'
import { startAlarmFeed } from '../bridge/alarm-feed'
import { startAttentionFeed } from '../bridge/attention-feed'
import { startMaintenanceFeed } from '../bridge/maintenance-feed'
import { startSupportFeed } from '../bridge/support-feed'
import { startAnnouncements } from './announcements'
import type { RendererClock } from './clock'
import type { Sounds } from './sounds'
import { askStatus, startSession } from './session'

export interface Composition {
  readonly services: Services
  /** Begins loading and listening; the returned function ends both. */
  readonly start: () => () => void
}

/** The renderer's composition root: stores over a bridge, a clock and what can sound. */
export function compose(api: PreloadApi, clock: RendererClock, sounds: Sounds = silent): Composition {
  const client = createClient(api)
  const session = createSessionStore()
  const ticking = createTimeStore(clock, session)
  const alarms = createAlarmStore()
  const attention = createAttentionStore()
  const maintenance = createMaintenanceStore()
  const support = createSupportStore()
  const [access, fleet, settings, setup, ui, time] = [createAccessStore(), createFleetStore(), createSettingsStore(), createSetupStore(), createUiStore(), ticking.store]
  const order = createOrdering({ fleet, settings, support, time, clock })
  fleet.subscribe((next, previous) => {
    if (next.kind === 'ready' && previous.kind === 'ready' && next.epoch !== previous.epoch) forgetRows(ui)
  })
  return {
    services: { client, clock, access, alarms, attention, fleet, maintenance, order, session, settings, setup, sounds, support, time, ui },
    start: () => {
      void syncSettings(settings, client, clock)
      // Behind the cover nothing can be asked, and nothing is told; the feed is told to begin anew.
      const unlocked = (): void => void askStatus(client, session, clock)
      const stops = [startFleetFeed(client, fleet, clock), startAlarmFeed(client, { fleet, alarms }, clock), startAttentionFeed(client, { access, attention, fleet, settings, support, ui }, sounds), startMaintenanceFeed(client, { access, fleet, maintenance }, clock), startSupportFeed(client, { access, fleet, support }, clock), startSession(client, session, clock), startAccess(client, { access, ui }, clock, unlocked), startAnnouncements({ fleet, order, settings, ui, clock }), watchVisibility(ticking)]
      return () => stops.forEach((stop) => stop())
    },
  }
}

const silent: Sounds = { play: () => undefined }

/** The tick runs only while someone can see it. */
function watchVisibility({ pause, resume }: Ticking): () => void {
  const follow = (): void => (document.hidden ? pause() : resume())
  document.addEventListener('visibilitychange', follow)
  follow()
  return () => {
    document.removeEventListener('visibilitychange', follow)
    pause()
  }
}
