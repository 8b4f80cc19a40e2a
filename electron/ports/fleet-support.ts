import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { SupportOffice } from './support-office'

/** The support access of the desk that is watched. Asked of the source of the moment: it may change between two questions. */
export interface FleetSupport {
  ask<T>(question: (office: SupportOffice) => Promise<Result<T, AppError>>): Promise<Result<T, AppError>>
}
