import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/**
 * Fleet files that the operator pointed at: in the file dialog, on the command line, or in an earlier session. The window may
 * name only these, so that a page gone wrong cannot feel its way through the disk.
 */
export interface FleetFiles {
  /** Opens the system's dialog; undefined when the operator cancelled. */
  choose(): Promise<string | undefined>
  mayRead(path: string): boolean
  read(path: string): Promise<Result<string, AppError>>
}
