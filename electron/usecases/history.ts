import type { HistoryCommands } from '#shared/ipc/history-contract'
import type { FleetHistory } from '#electron/ports/fleet-history'
import type { FleetSession } from '#electron/ports/fleet-session'
import type { Handler } from './handler'

/** Looking back, and handing over. */
export const historyHandlers = (history: FleetHistory, session: Pick<FleetSession, 'status'>): { readonly [N in keyof HistoryCommands]: Handler<N> } => ({
  'history.state': () => history.state(),
  'history.fleetAt': (query) => history.ask((store) => store.fleetAt(query)),
  'history.changes': (query) => history.ask((store) => store.changes(query)),
  'incidents.list': (query) => history.ask((store) => store.incidents(query)),
  'handover.sheet': async (span) => {
    const status = await session.status()
    return history.ask((store) => store.handover({ ...span, desk: status.ok ? status.value.desk : '' }))
  },
})
