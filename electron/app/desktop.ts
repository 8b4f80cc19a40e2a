import { app, clipboard, powerMonitor } from 'electron'
import path from 'node:path'
import { createJsonDocument } from '#electron/adapters/system/json-document'
import { randomIds } from '#electron/adapters/system/ids'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { createAdmission } from '#electron/ipc/admission'
import { createGate, type Gate } from '#electron/ipc/gate'
import { createPublisher } from '#electron/ipc/register'
import type { Logger } from '#electron/ports/logger'
import { createHandlers } from '#electron/usecases/index'
import type { SourceChoice } from '#shared/ipc/contract'
import { createCommandAudit } from '#electron/audit/audit-command'
import { awsProfiles } from './access/aws-profiles'
import { createDeskAccess } from './access/desk-access'
import { createAttentionDesk } from './attention/attention-desk'
import { createAuditHub } from './audit/audit-hub'
import { readVerifier } from './audit/verifier-file'
import { nextMorningMs } from './attention/next-morning'
import { createOsBeacon } from './attention/os-beacon'
import { createOsNotifier } from './attention/os-notifier'
import { describeApp, scenarioFolder } from './app-facts'
import { createSourceDesks } from './desk/source-desk'
import { whoSitsHere } from './desk/who-sits-here'
import { createFleetSession } from './fleet/fleet-session'
import { createSourceOpener, embeddedScenario } from './fleet/source-opener'
import { createWatchStarter } from './fleet/watch-starter'
import { createSourceHistories } from './history/source-history'
import { createFleetFiles } from './fleet-files'
import { askForFleetFile, askForNewFleetFile } from './file-dialogs'
import { createFirstPaint } from './first-paint'
import type { FirstWindow } from './first-window'
import type { LaunchOptions } from './launch-options'
import type { Lifecycle } from './lifecycle'
import { pageOrigin } from './page-protocol'
import { createSourceMaintenance } from './maintenance/source-maintenance'
import { createSourceSupport } from './support/source-support'
import { createTextFiles } from './text-files'
import { keepPicture } from './picture'
import { followPower } from './power'
import { createSettingsKeeper } from './settings-keeper'
import { createDeskSetup } from './setup/desk-setup'
import { recallSource, rememberSource } from './source-memory'
import { createTableCache } from './table-cache'

export interface DesktopDeps {
  readonly first: FirstWindow
  readonly options: LaunchOptions
  readonly appRoot: string
  readonly logger: Logger
  readonly lifecycle: Lifecycle
}

/**
 * The composition root: builds every part, hands each what it needs, and starts them in order. The window is there already: what
 * its page asks waits for the gate that is returned, and gets the last session's table before anything is polled (decision 0015).
 */
export async function startDesktop({ first, options, appRoot, logger, lifecycle }: DesktopDeps): Promise<Gate> {
  const dataDir = app.getPath('userData')
  const document = (name: string) => createJsonDocument(path.join(dataDir, name), logger)
  const sourceDocument = document('source.json')
  const { window } = first
  const publish = createPublisher(pageOrigin, first.contents, () => access.isLocked())
  const paint = createFirstPaint(realTimers)
  const files = createFleetFiles(() => askForFleetFile(window))
  const settings = createSettingsKeeper(document('settings.json'), logger)
  const audit = createAuditHub({
    folder: path.join(dataDir, 'audit'),
    workerPath: path.join(appRoot, 'out/main/database-worker.cjs'),
    paperWorkerPath: path.join(appRoot, 'out/main/paper-worker.cjs'),
    sessions: () => access.desk.list(),
    drawn: paint.over,
    publish,
    heed: (key, matters) => attention.trail(key, matters),
    clock: realClock,
    timers: realTimers,
    logger,
  })
  const access = createDeskAccess({ publish, settings, lockStore: document('lock.json'), accessChanged: () => fleet.accessChanged(), uncovered: () => { fleet.uncovered(); attention.uncovered() }, happened: { sessions: audit.sessionsChanged, lock: (view) => { audit.lockChanged(view); attention.coverChanged() } }, logger })
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
    startWatch: audit.withWatch(createWatchStarter({ appRoot, logger })),
    openHistory: createSourceHistories({
      folder: path.join(dataDir, 'history'),
      workerPath: path.join(appRoot, 'out/main/database-worker.cjs'),
      clock: realClock,
      timers: realTimers,
      logger,
      onKept: (count) => publish('history.kept', { count }),
    }),
    openDesk: audit.withDesk(createSourceDesks({
      folder: path.join(dataDir, 'desk'),
      workerPath: path.join(appRoot, 'out/main/database-worker.cjs'),
      person: async () => whoSitsHere(access.desk.list().operators),
      clock: realClock,
      timers: realTimers,
      logger,
    })),
    openMaintenance: createSourceMaintenance({ publish, clock: realClock, timers: realTimers, logger }),
    openSupport: (open, ...parts) => createSourceSupport({ publish, audit: audit.trailOf(open), clock: realClock, timers: realTimers, logger })(open, ...parts),
    entered: access.entered,
    lookedAt: access.lookedAt,
    standing: (key, open, standing) => attention.stands(key, open.time !== undefined, standing),
    cache: createTableCache(path.join(dataDir, 'cache'), logger),
    publish,
    timers: realTimers,
    drawn: paint.over,
    logger,
  })
  const showWindow = (): void => {
    if (window.isDestroyed()) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  const attention = createAttentionDesk({
    notifier: createOsNotifier(),
    beacon: createOsBeacon({ window, showWindow, quiet: (choice) => void attention.quiet(choice), open: (target) => attention.open(target), logger }),
    store: document('attention.json'),
    marks: (alarms) => fleet.history.marks((marks) => marks.of(alarms)),
    publish,
    isCovered: access.isLocked,
    showWindow,
    nextMorningMs,
    clock: realClock,
    timers: realTimers,
    logger,
  })
  const handlers = createHandlers({
    session: fleet,
    history: fleet.history,
    maintenance: fleet.maintenance,
    support: fleet.support,
    audit,
    desk: fleet.desk,
    textFiles: createTextFiles(window),
    auditWriting: (state) => publish('audit.writing', state),
    verifier: readVerifier(path.join(appRoot, 'out/main/verify.cjs')),
    clock: realClock,
    settings: access.settings,
    files,
    clipboard: { write: async (text) => clipboard.writeText(text) },
    rememberSource: rememberSource(sourceDocument),
    drawn: paint.end,
    describeApp: () => describeApp(appRoot),
    sessions: access.desk,
    lock: access.lock,
    setup,
    awsProfiles: awsProfiles(process.env),
    ids: randomIds,
    attention,
  })

  const choice = chosenOnCommandLine(options) ?? (await recallSource(sourceDocument)) ?? { kind: 'training', scenario: embeddedScenario }
  if (choice.kind === 'file') files.grant(choice.path)
  lifecycle.started('audit trail', () => audit.stop())
  lifecycle.started('sign-in', () => access.stop())
  lifecycle.started('setup', () => setup.stop())
  lifecycle.started('attention', () => attention.stop())
  void attention.start()
  await access.lock.start()
  lifecycle.started('fleet session', () => {
    paint.end()
    return fleet.stop()
  })
  fleet.begin(choice)
  followPower({ power: powerMonitor, clock: realClock, lock: access.lock, sessions: access.desk, fleet })
  lifecycle.started('commands', () => first.disconnect())
  if (options.pictureFile !== undefined) lifecycle.started('picture', keepPicture(window, options.pictureFile, realTimers, logger))
  return createGate(handlers, logger, createAdmission(access), createCommandAudit(audit.trail, randomIds, () => realClock.nowMs()))
}

function chosenOnCommandLine({ fleetFile, scenario }: LaunchOptions): SourceChoice | undefined {
  if (fleetFile !== undefined) return { kind: 'file', path: fleetFile }
  return scenario === undefined ? undefined : { kind: 'training', scenario }
}
