import type { AuditPage, AuditQuery, AuditStatus } from '#shared/audit/query'
import type { AuditSubject } from '#shared/audit/entry'
import type { StoryEntries } from '#shared/audit/story'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/** The audit trail of the source that is watched, as screens and commands ask for it. */
export interface AuditOffice {
  search(query: AuditQuery): Promise<Result<AuditPage, AppError>>
  status(): Promise<Result<AuditStatus, AppError>>
  /** Every chain from its first entry. */
  verify(): Promise<Result<AuditStatus, AppError>>
  /** Every entry of every chain, as `audit verify` reads it. */
  exportText(): Promise<Result<string, AppError>>
  /** The entries of one story, with what proves them. */
  story(about: AuditSubject): Promise<Result<StoryEntries, AppError>>
}

/** Asked of the source of the moment: it may change between two questions. */
export interface FleetAudit {
  ask<T>(question: (office: AuditOffice) => Promise<Result<T, AppError>>): Promise<Result<T, AppError>>
}
