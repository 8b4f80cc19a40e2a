import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/** One small document kept on this machine, e.g. the settings. Written whole or not at all. */
export interface DocumentStore {
  /** Undefined when there is none, or when what is there cannot be understood. */
  load(): Promise<unknown>
  save(document: unknown): Promise<Result<null, AppError>>
}
