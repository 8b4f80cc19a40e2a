import type { Settings } from '#shared/ipc/settings'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/** Where an operator's settings are kept. Loading never fails: what cannot be read falls back to its default. */
export interface SettingsKeeper {
  load(): Promise<Settings>
  save(change: Partial<Settings>): Promise<Result<Settings, AppError>>
}
