import type { FleetConfig } from './fleet-config'
import type { Observation } from './observation'
import type { AlarmRecord, AppGroupRecord, DatabaseRecord } from './records'

/** Everything the watch knows. Opaque outside shared/fleet: read it through viewTenant, tenantIds and unassigned. */
export interface FleetSnapshotState {
  readonly config: FleetConfig
}

export interface SnapshotDiff {
  /** Tenants whose verdict or row may differ. A poll that only renews the age of what was known touches nobody. */
  readonly tenants: ReadonlySet<string>
}

/** Resources that no tenant owns: without the tenant tag. */
export interface Unassigned {
  readonly databases: readonly DatabaseRecord[]
  readonly appGroups: readonly AppGroupRecord[]
  readonly alarms: readonly AlarmRecord[]
}

/** Before anything was polled: the tenants of the file, and every account x Region unanswered. */
export function emptySnapshot(config: FleetConfig): FleetSnapshotState {
  return { config }
}

/** Applies one poll's result. Touches nothing but the observation's account x Region. */
export function applyObservation(state: FleetSnapshotState, _observation: Observation): { readonly next: FleetSnapshotState; readonly diff: SnapshotDiff } {
  return { next: state, diff: { tenants: new Set() } }
}

/** Tenants of the file, then those discovered by tags. */
export function tenantIds(_state: FleetSnapshotState): readonly string[] {
  return []
}

export function unassigned(_state: FleetSnapshotState): Unassigned {
  return { databases: [], appGroups: [], alarms: [] }
}
