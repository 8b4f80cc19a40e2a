import type { AuditPage, AuditQuery, AuditStatus } from '#shared/audit/query'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { AuditFiles } from './audit-files'

/** The audit trail of the source that is watched, as screens and commands ask for it. */
export interface AuditOffice {
  search(query: AuditQuery): Promise<Result<AuditPage, AppError>>
  status(): Promise<Result<AuditStatus, AppError>>
  /** Every chain from its first entry. */
  verify(): Promise<Result<AuditStatus, AppError>>
  /** Ends also, as stopped, when the source is left. */
  readonly write: AuditFiles['write']
}

/** Asked of the source of the moment: it may change between two questions. */
export interface FleetAudit {
  ask<T>(question: (office: AuditOffice) => Promise<Result<T, AppError>>): Promise<Result<T, AppError>>
}
