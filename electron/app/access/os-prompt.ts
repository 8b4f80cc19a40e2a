import { systemPreferences } from 'electron'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'

/** Touch ID, where this computer has it. Electron offers no such prompt on Windows and Linux. */
export const hasOsPrompt = (): boolean => process.platform === 'darwin' && systemPreferences.canPromptTouchID()

export async function askOs(): Promise<Result<void, AppError>> {
  try {
    await systemPreferences.promptTouchID('unlock Watchfloor')
    return ok(undefined)
  } catch {
    return err(appError('forbidden', 'Touch ID did not recognise you, or was cancelled. Try again, or sign in.'))
  }
}
