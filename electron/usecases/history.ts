import { handoverSheet } from '#shared/history/handover'
import type { FindingMoment } from '#shared/history/entry'
import type { HistoryCommands } from '#shared/ipc/history-contract'
import { ok } from '#shared/kernel/result'
import type { FleetHistory } from '#electron/ports/fleet-history'
import type { FleetSession } from '#electron/ports/fleet-session'
import type { TenantFinding } from '#electron/ports/history'
import type { Handler } from './handler'

/** Looking back, and handing over. */
export const historyHandlers = (history: FleetHistory, session: Pick<FleetSession, 'status'>): { readonly [N in keyof HistoryCommands]: Handler<N> } => ({
  'history.state': () => history.state(),
  'history.fleetAt': (query) => history.ask((store) => store.fleetAt(query)),
  'history.changes': (query) => history.ask((store) => store.changes(query)),
  'incidents.list': (query) => history.ask((store) => store.incidents(query)),
  'handover.sheet': async ({ fromMs, toMs }) => {
    const status = await session.status()
    const desk = status.ok ? status.value.desk : ''
    return history.ask(async (store) => {
      const [changes, then, findings] = await Promise.all([store.changes({ fromMs, toMs }), store.fleetAt({ atMs: toMs }), store.findingsAt({ atMs: toMs })])
      if (!changes.ok) return changes
      if (!then.ok) return then
      if (!findings.ok) return findings
      return ok(handoverSheet({ fromMs, untilMs: toMs }, { desk, changes: changes.value, tenants: then.value.tenants, findings: byTenant(findings.value) }))
    })
  },
})

function byTenant(findings: readonly TenantFinding[]): ReadonlyMap<string, readonly FindingMoment[]> {
  const found = new Map<string, FindingMoment[]>()
  for (const { tenant, finding } of findings) found.set(tenant, [...(found.get(tenant) ?? []), finding])
  return found
}
