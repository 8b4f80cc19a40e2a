import { app, clipboard, powerMonitor, session as electronSession, type BrowserWindow } from 'electron'
import path from 'node:path'
import { createJsonDocument } from '#electron/adapters/system/json-document'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { createAdmission } from '#electron/ipc/admission'
import { createGate } from '#electron/ipc/gate'
import { createPublisher, registerCommands } from '#electron/ipc/register'
import type { Logger } from '#electron/ports/logger'
import { createHandlers } from '#electron/usecases/index'
import type { SourceChoice } from '#shared/ipc/contract'
import { awsProfiles } from './access/aws-profiles'
import { createDeskAccess } from './access/desk-access'
import { describeApp, scenarioFolder } from './app-facts'
import { createFleetSession } from './fleet/fleet-session'
import { createSourceOpener, embeddedScenario } from './fleet/source-opener'
import { createWatchStarter } from './fleet/watch-starter'
import { createFleetFiles } from './fleet-files'
import { askForFleetFile, askForNewFleetFile } from './file-dialogs'
import type { LaunchOptions } from './launch-options'
import type { Lifecycle } from './lifecycle'
import { openMainWindow } from './main-window'
import { installMenu } from './menu'
import { pageOrigin, servePage } from './page-protocol'
import { keepPicture } from './picture'
import { followPower } from './power'
import { guardSession } from './security'
import { createSettingsKeeper } from './settings-keeper'
import { createDeskSetup } from './setup/desk-setup'
import { recallSource, rememberSource } from './source-memory'
import { createTableCache } from './table-cache'
import { watchForDeadPage } from './unexpected'

export interface DesktopDeps {
  readonly options: LaunchOptions
  readonly appRoot: string
  /** Development builds only. */
  readonly developmentServer: string | undefined
  readonly logger: Logger
  readonly lifecycle: Lifecycle
}

/**
 * The composition root: builds every part, hands each what it needs, and starts them in order. The window comes first: what it
 * asks before the fleet is open waits, or gets the last session's table.
 */
export async function startDesktop({ options, appRoot, developmentServer, logger, lifecycle }: DesktopDeps): Promise<BrowserWindow> {
  const dataDir = app.getPath('userData')
  const document = (name: string) => createJsonDocument(path.join(dataDir, name), logger)
  const sourceDocument = document('source.json')
  let window: BrowserWindow | undefined = undefined
  const contents = () => (window === undefined || window.isDestroyed() ? undefined : window.webContents)
  const publish = createPublisher(pageOrigin, contents, () => access.isLocked())
  const files = createFleetFiles(() => askForFleetFile(window))
  const settings = createSettingsKeeper(document('settings.json'), logger)
  const access = createDeskAccess({ publish, settings, lockStore: document('lock.json'), accessChanged: () => fleet.accessChanged(), uncovered: () => fleet.uncovered(), logger })
  const setup = createDeskSetup({
    access: access.deps,
    desk: access.desk,
    files,
    askWhere: (suggested) => askForNewFleetFile(window, suggested),
    progress: (done, total) => publish('setup.progress', { done, total }),
    watchedEndpoint: access.endpoint,
  })
  const fleet = createFleetSession({
    openSource: createSourceOpener({ scenarioFolder: scenarioFolder(appRoot), files, access: access.deps, appRoot, controlFile: options.trainingControlFile, logger }),
    startWatch: createWatchStarter({ appRoot, logger }),
    entered: access.entered,
    lookedAt: access.lookedAt,
    cache: createTableCache(path.join(dataDir, 'cache'), logger),
    publish,
    timers: realTimers,
    logger,
  })
  const handlers = createHandlers({
    session: fleet,
    settings: access.settings,
    files,
    clipboard: { write: async (text) => clipboard.writeText(text) },
    rememberSource: rememberSource(sourceDocument),
    describeApp: () => describeApp(appRoot),
    sessions: access.desk,
    lock: access.lock,
    setup,
    awsProfiles: awsProfiles(process.env),
  })

  guardSession(electronSession.defaultSession, developmentServer, logger)
  servePage(path.join(appRoot, 'out/renderer'), developmentServer)
  installMenu({ appName: app.getName(), isMac: process.platform === 'darwin', withDevTools: developmentServer !== undefined })
  const unregister = registerCommands(createGate(handlers, logger, createAdmission(access)), pageOrigin, contents)
  const choice = chosenOnCommandLine(options) ?? (await recallSource(sourceDocument)) ?? { kind: 'training', scenario: embeddedScenario }
  if (choice.kind === 'file') files.grant(choice.path)
  lifecycle.started('sign-in', () => access.stop())
  lifecycle.started('setup', () => setup.stop())
  await access.lock.start()
  lifecycle.started('fleet session', () => fleet.stop())
  fleet.begin(choice)
  followPower({ power: powerMonitor, clock: realClock, lock: access.lock, sessions: access.desk, fleet })
  const opened = await openMainWindow({ appRoot, store: document('window.json'), timers: realTimers })
  window = opened.window
  lifecycle.started('window state', () => opened.settled())
  lifecycle.started('commands', unregister)
  watchForDeadPage(window, logger)
  if (options.pictureFile !== undefined) lifecycle.started('picture', keepPicture(window, options.pictureFile, realTimers, logger))
  return window
}

function chosenOnCommandLine({ fleetFile, scenario }: LaunchOptions): SourceChoice | undefined {
  if (fleetFile !== undefined) return { kind: 'file', path: fleetFile }
  return scenario === undefined ? undefined : { kind: 'training', scenario }
}
