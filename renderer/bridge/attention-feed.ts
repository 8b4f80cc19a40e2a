import type { NoteTarget } from '#shared/alarms/note'
import { isLocked, type AccessStore } from '../stores/access-store'
import type { AttentionStore } from '../stores/attention-store'
import { rowOfTenant, tableOf, type FleetStore } from '../stores/fleet-store'
import type { SettingsStore } from '../stores/settings-store'
import type { SupportStore } from '../stores/support-store'
import { openGrant, openSupport } from '../stores/support-visit'
import type { UiStore } from '../stores/ui-store'
import { melodyOf, type Sounds } from '../app/sounds'
import type { Client } from './client'

interface Stores {
  readonly access: AccessStore
  readonly attention: AttentionStore
  readonly fleet: FleetStore
  readonly settings: SettingsStore
  readonly support: SupportStore
  readonly ui: UiStore
}

/** Knows what is quiet, sounds when something was told, and goes where a pressed notification leads. */
export function startAttentionFeed(client: Client, stores: Stores, sounds: Sounds): () => void {
  const { access, attention, settings } = stores
  const ask = async (): Promise<void> => {
    const loaded = await client.invoke('attention.load', null)
    if (loaded.ok) attention.setState({ view: loaded.value })
  }
  const stops = [
    client.subscribe('attention.changed', (view) => attention.setState({ view })),
    client.subscribe('attention.told', ({ critical }) => sounds.play(melodyOf(settings.getState().sound, critical))),
    client.subscribe('attention.open', (target) => open(target, stores)),
    // Behind the cover nothing is told of the quiet.
    access.subscribe((next, previous) => {
      if (isLocked(previous) && !isLocked(next)) void ask()
    }),
  ]
  void ask()
  return () => stops.forEach((stop) => stop())
}

function open(target: NoteTarget, { attention, fleet, settings, support, ui }: Stores): void {
  switch (target.kind) {
    case 'alarm':
      attention.setState({ openAlarm: target.alarm })
      return ui.setState({ route: 'alarms', dialog: undefined })
    case 'grant':
      return openGrant({ support, ui }, target.grant)
    case 'access':
      return openSupport({ support, ui }, target.tenant)
    case 'audit':
      return ui.setState({ route: 'audit', dialog: undefined })
    case 'alarms':
      return ui.setState({ route: 'alarms', dialog: undefined })
    case 'critical':
      settings.setState({ filter: 'health:critical' })
      return ui.setState({ route: 'fleet', dialog: undefined })
    case 'tenant': {
      const table = tableOf(fleet.getState())
      const row = table === undefined ? undefined : rowOfTenant(table, target.tenant)
      // A filter that hides the row would hide whom the note was about.
      settings.setState({ filter: '' })
      return ui.setState({ route: 'fleet', dialog: undefined, ...(row === undefined ? {} : { openRow: row, focus: { row, column: 0 } }) })
    }
  }
}
