import { rollup } from '../health/rollup'
import type { Finding } from '../health/finding'
import type { TenantRow } from './table'
import type { TenantView } from './tenant-view'

/** The grid's row of a tenant. `revision` is one more than `previous`'s: call it when the tenant's detail changed. */
export function tenantRow(view: TenantView, findings: readonly Finding[], previous: TenantRow | undefined, _nowMs: number): TenantRow {
  return {
    id: view.id,
    name: view.name,
    model: view.model,
    health: rollup(findings),
    findings: findings.length,
    inFleetFile: view.inFleetFile,
    accounts: [],
    regions: [],
    environments: [],
    engines: [],
    databases: 0,
    alarmsFiring: 0,
    alarmsNoData: 0,
    alarms: 0,
    revision: (previous?.revision ?? 0) + 1,
  }
}
