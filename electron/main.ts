import { app, type BrowserWindow } from 'electron'
import path from 'node:path'
import { createJsonLog } from './adapters/system/json-log'
import { realClock, realTimers } from './adapters/system/real-time'
import type { Gate } from './ipc/gate'
import { openFirstWindow, type FirstWindow } from './app/first-window'
import { readLaunchOptions } from './app/launch-options'
import { createLifecycle } from './app/lifecycle'
import { registerPageScheme } from './app/page-protocol'
import { isSandboxed } from './app/sandbox'
import { guardEveryPage } from './app/security'
import { watchForUnexpected } from './app/unexpected'

const options = readLaunchOptions(process.argv, process.env)
if (options.userDataDir !== undefined) {
  // Chromium's own files follow only when told.
  for (const name of ['userData', 'sessionData'] as const) app.setPath(name, options.userDataDir)
}
app.setAppLogsPath(path.join(app.getPath('userData'), 'logs'))
if (isSandboxed()) app.enableSandbox()
app.commandLine.appendSwitch('disable-background-networking')
app.commandLine.appendSwitch('disable-component-update')

const developmentServer = import.meta.env.DEV ? process.env['ELECTRON_RENDERER_URL'] : undefined
const echo = import.meta.env.DEV ? (line: string): void => void process.stderr.write(`${line}\n`) : undefined
const logger = createJsonLog({ folder: app.getPath('logs'), clock: realClock, ...(echo === undefined ? {} : { echo }) })
const lifecycle = createLifecycle(realTimers, logger)
let window: BrowserWindow | undefined

watchForUnexpected(logger, () => window)
if (app.requestSingleInstanceLock()) run()
else {
  process.stderr.write('Watchfloor is open already: its window was brought to the front.\n')
  app.quit()
}

function run(): void {
  registerPageScheme()
  guardEveryPage(logger)
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  quitInOrder()
  void app.whenReady().then(async () => {
    logger.info('app.started', { electron: process.versions.electron, platform: process.platform, sandboxed: isSandboxed() })
    const first = await openFirstWindow({ appRoot: app.getAppPath(), developmentServer, logger })
    window = first.window
    // At once: a window may be closed before there is a core, and its place is kept all the same.
    lifecycle.started('window state', () => first.settled())
    window.once('closed', () => (window = undefined))
    const core = startCore(first)
    first.answerWith(core)
    await core
  })
}

async function startCore(first: FirstWindow): Promise<Gate> {
  await first.handedOver
  const { startDesktop } = await import('./app/desktop')
  return startDesktop({ first, options, appRoot: app.getAppPath(), logger, lifecycle })
}

/** Quitting waits for everything that was started, each part within its own time. */
function quitInOrder(): void {
  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    void lifecycle.stop().then(() => {
      stopped = true
      logger.info('app.stopped')
      // In a turn of its own: asked while the event is still being handled, Electron ignores it.
      realTimers.after(0, 'quit once everything ended', () => app.quit())
    })
  })
}
