import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { MaintenanceOffice } from './maintenance-office'

/** The maintenance windows of the fleet that is being watched. */
export interface FleetMaintenance {
  ask<T>(question: (office: MaintenanceOffice) => Promise<Result<T, AppError>>): Promise<Result<T, AppError>>
}
