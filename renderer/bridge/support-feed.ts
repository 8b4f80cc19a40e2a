import type { RendererClock } from '../app/clock'
import type { AccessStore } from '../stores/access-store'
import type { FleetStore } from '../stores/fleet-store'
import { nothingKnownOfSupport, type SupportStore } from '../stores/support-store'
import type { Client } from './client'
import { nextLoaded, startDeskFeed } from './desk-feed'

interface Stores {
  readonly access: AccessStore
  readonly fleet: FleetStore
  readonly support: SupportStore
}

/** Keeps all grants, and the one that is looked at. */
export function startSupportFeed(client: Client, { access, fleet, support }: Stores, clock: RendererClock): () => void {
  return startDeskFeed({ access, fleet }, clock, {
    askAll: async (isOurs) => {
      const answer = await client.invoke('support.desk', null)
      if (isOurs()) support.setState((before) => ({ desk: nextLoaded(before.desk, answer) }))
    },
    askOne: async (isOurs) => {
      const { page } = support.getState()
      if (page.kind !== 'grant') return
      const answer = await client.invoke('support.grant', { id: page.id })
      if (isOurs()) support.setState((before) => (before.page.kind === 'grant' && before.page.id === page.id ? { grant: nextLoaded(before.grant, answer) } : {}))
    },
    // Also what was being written for one of its tenants.
    forget: () => support.setState({ ...nothingKnownOfSupport, form: undefined, question: undefined }),
    listen: ({ all, one, another }) => {
      const stops = [
        client.subscribe('support.changed', () => {
          all()
          one()
        }),
        support.subscribe((state, before) => {
          if (state.page !== before.page) another()
        }),
      ]
      return () => stops.forEach((stop) => stop())
    },
  })
}
