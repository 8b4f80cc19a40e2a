import { app, dialog, type BrowserWindow } from 'electron'
import type { Logger } from '#electron/ports/logger'

/**
 * Errors that nobody expected: logged as one line with their stack, and shown as words. The operator decides, because a window
 * that closes by itself at 3 a.m. is worse than one that says it may be wrong.
 */
export function watchForUnexpected(logger: Logger, window: () => BrowserWindow | undefined): void {
  let asking = false
  const report = (event: string, cause: unknown): void => {
    logger.error(event, { words: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) })
    if (asking || !app.isReady()) return
    asking = true
    void askWhatToDo(window(), 'Watchfloor met an error it did not expect', 'What you see may be out of date. Restarting is safe: nothing is lost.').finally(() => (asking = false))
  }
  process.on('uncaughtException', (cause) => report('main.uncaught', cause))
  process.on('unhandledRejection', (cause) => report('main.unhandledRejection', cause))
}

/** The page's process died: say so and load it again; the fleet goes on being watched meanwhile. */
export function watchForDeadPage(window: BrowserWindow, logger: Logger): void {
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    logger.error('page.gone', { reason, exitCode })
    window.webContents.reload()
  })
  window.webContents.on('preload-error', (_event, file, cause) => logger.error('page.preloadFailed', { file, words: cause.stack ?? cause.message }))
  window.webContents.on('did-fail-load', (_event, code, words, address) => {
    logger.error('page.notLoaded', { code, words, address })
  })
  window.on('unresponsive', () => logger.error('page.unresponsive'))
}

async function askWhatToDo(window: BrowserWindow | undefined, message: string, detail: string): Promise<void> {
  const options = { type: 'error' as const, title: 'Watchfloor', message, detail: `${detail} The log in ${app.getPath('logs')} says more.`, buttons: ['Restart', 'Keep going'], defaultId: 0, cancelId: 1 }
  const { response } = window === undefined || window.isDestroyed() ? await dialog.showMessageBox(options) : await dialog.showMessageBox(window, options)
  if (response !== 0) return
  app.relaunch()
  app.quit()
}
