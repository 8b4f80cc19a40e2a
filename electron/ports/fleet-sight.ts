import type { TenantDetail } from '#shared/fleet/tenant-view'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { PlanScope, PlanSelection } from '#shared/maintenance/plan-scope'
import type { AwsMaintenance } from '#shared/maintenance/window-view'

/** What planning and running windows has to know of the fleet: as the watch sees it, without a request to AWS. */
export interface FleetSight {
  scope(selection: PlanSelection): Promise<Result<PlanScope, AppError>>
  /** Maintenance that AWS has waiting by itself, soonest first. */
  awsMaintenance(): Promise<Result<readonly AwsMaintenance[], AppError>>
  /** Undefined: no such tenant. */
  tenant(id: string): Promise<Result<TenantDetail | undefined, AppError>>
  /** Has its places polled now. */
  refresh(tenant: string): Promise<Result<number, AppError>>
  /** How far AWS time is ahead of this computer's; undefined before AWS answered. */
  awsOffsetMs(): Promise<Result<number | undefined, AppError>>
}
