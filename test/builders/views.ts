import type { FleetConfig } from '#shared/fleet/fleet-config'
import type { Observation } from '#shared/fleet/observation'
import type { FleetRecord } from '#shared/fleet/records'
import { applyObservation, emptySnapshot, type FleetSnapshotState } from '#shared/fleet/snapshot'
import { viewTenant } from '#shared/fleet/tenant-views'
import type { TenantView } from '#shared/fleet/tenant-view'
import { judgeTenant } from '#shared/health/judge'
import type { CheckId, Finding } from '#shared/health/finding'
import { aConfig, everything, healthyRecords, monday } from '#test/builders/fleet'

export const afterAll = (observations: readonly Observation[], config: FleetConfig = aConfig()): FleetSnapshotState =>
  observations.reduce((state, observation) => applyObservation(state, observation).next, emptySnapshot(config))

/** The view of `acme-bank` after these observations. */
export const viewAfter = (observations: readonly Observation[], config?: FleetConfig): TenantView => viewTenant(afterAll(observations, config), 'acme-bank')

/** The healthy tenant with records of the same key replaced and others added, every feed answered at `atMs`. */
export function viewWith(changed: readonly FleetRecord[], { atMs = monday, without = [], config }: { atMs?: number; without?: readonly FleetRecord['kind'][]; config?: FleetConfig } = {}): TenantView {
  const keys = new Set(changed.map(({ key }) => key))
  const records = [...healthyRecords().filter(({ key, kind }) => !keys.has(key) && !without.includes(kind)), ...changed]
  return viewAfter(everything(records, { atMs }), config)
}

export const findingsOf = (view: TenantView, check: CheckId, nowMs = monday): readonly Finding[] => judgeTenant(view, nowMs).filter((finding) => finding.check === check)
export const severitiesOf = (view: TenantView, check: CheckId, nowMs = monday): readonly string[] => findingsOf(view, check, nowMs).map(({ severity }) => severity)
