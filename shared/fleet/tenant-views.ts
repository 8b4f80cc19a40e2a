import type { FleetSnapshotState } from './snapshot'
import type { TenantView } from './tenant-view'

/** What is known of a tenant now. A tenant that nothing knows any more has no places and `inFleetFile` false. */
export function viewTenant(state: FleetSnapshotState, tenantId: string): TenantView {
  return { id: tenantId, name: tenantId, model: 'pooled', inFleetFile: false, contract: state.config.contract, databases: [], appGroups: [], alarms: [], places: [] }
}
