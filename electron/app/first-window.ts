import { app, session as electronSession, type BrowserWindow, type WebContents } from 'electron'
import path from 'node:path'
import { createJsonDocument } from '#electron/adapters/system/json-document'
import { realTimers } from '#electron/adapters/system/real-time'
import type { Gate } from '#electron/ipc/gate'
import { registerCommands } from '#electron/ipc/register'
import type { Logger } from '#electron/ports/logger'
import { openMainWindow } from './main-window'
import { installMenu } from './menu'
import { pageOrigin, servePage } from './page-protocol'
import { guardSession } from './security'
import { watchForDeadPage } from './unexpected'

export interface FirstWindowDeps {
  readonly appRoot: string
  /** Development builds only. */
  readonly developmentServer: string | undefined
  readonly logger: Logger
}

export interface FirstWindow {
  readonly window: BrowserWindow
  /** The page, as long as there is one. */
  readonly contents: () => WebContents | undefined
  /** What the page asks waits for it; a core that could not be started breaks the bridge, and the page says so. */
  readonly answerWith: (gate: Promise<Gate>) => void
  /** Resolves once Chromium has the page and starts a process for it: this thread has nothing to do then. */
  readonly handedOver: Promise<void>
  /** Resolves when what was last remembered of the window is on disk. */
  settled(): Promise<void>
  /** The page is not heard any more. */
  disconnect(): void
}

/**
 * Everything on the way to the first paint and nothing else (decision 0015): what is imported here, directly or not, is loaded before
 * there is a window. No zod, no YAML, no SDK; `test/architecture/before-first-paint.test.ts` holds it to that.
 */
export async function openFirstWindow({ appRoot, developmentServer, logger }: FirstWindowDeps): Promise<FirstWindow> {
  let window: BrowserWindow | undefined = undefined
  const contents = (): WebContents | undefined => (window === undefined || window.isDestroyed() ? undefined : window.webContents)
  let answerWith: FirstWindow['answerWith'] = () => undefined
  const core = new Promise<Gate>((resolve) => (answerWith = resolve))
  let answered = (): void => undefined
  const firstReply = new Promise<void>((resolve) => (answered = resolve))

  guardSession(electronSession.defaultSession, developmentServer, logger)
  servePage(path.join(appRoot, 'out/renderer'), developmentServer, answered)
  installMenu({ appName: app.getName(), isMac: process.platform === 'darwin', withDevTools: developmentServer !== undefined })
  const disconnect = registerCommands(async (call) => (await core)(call), pageOrigin, contents)
  const opened = await openMainWindow({ appRoot, store: createJsonDocument(path.join(app.getPath('userData'), 'window.json'), logger), timers: realTimers })
  window = opened.window
  watchForDeadPage(window, logger)
  return {
    window,
    contents,
    answerWith,
    // The reply is a stream, which takes some turns of this thread to be read.
    handedOver: firstReply.then(() => realTimers.sleep(streamedWithinMs, 'Chromium reads the page')),
    settled: () => opened.settled(),
    disconnect,
  }
}

const streamedWithinMs = 10
