import type { RendererClock } from '../app/clock'
import type { AccessStore } from '../stores/access-store'
import type { FleetStore } from '../stores/fleet-store'
import { nothingKnown, type MaintenanceStore } from '../stores/maintenance-store'
import type { Client } from './client'
import { nextLoaded, startDeskFeed } from './desk-feed'

interface Stores {
  readonly access: AccessStore
  readonly fleet: FleetStore
  readonly maintenance: MaintenanceStore
}

/** Keeps the calendar, and the window that is looked at. */
export function startMaintenanceFeed(client: Client, { access, fleet, maintenance }: Stores, clock: RendererClock): () => void {
  return startDeskFeed({ access, fleet }, clock, {
    askAll: async (isOurs) => {
      const answer = await client.invoke('maintenance.calendar', null)
      if (isOurs()) maintenance.setState((before) => ({ calendar: nextLoaded(before.calendar, answer) }))
    },
    askOne: async (isOurs) => {
      const { page } = maintenance.getState()
      if (page.kind !== 'window') return
      const answer = await client.invoke('maintenance.window', { id: page.id })
      if (isOurs()) maintenance.setState((before) => (before.page.kind === 'window' && before.page.id === page.id ? { window: nextLoaded(before.window, answer) } : {}))
    },
    // What was being written is kept, it is the operator's.
    forget: () => maintenance.setState(nothingKnown),
    listen: ({ all, one, another }) => {
      const stops = [
        client.subscribe('maintenance.changed', ({ id }) => {
          all()
          const { page } = maintenance.getState()
          if (page.kind === 'window' && page.id === id) one()
        }),
        maintenance.subscribe((state, before) => {
          if (state.page !== before.page) another()
        }),
      ]
      return () => stops.forEach((stop) => stop())
    },
  })
}
