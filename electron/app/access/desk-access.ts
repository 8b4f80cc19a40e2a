import { powerMonitor } from 'electron'
import type { SessionsView } from '#shared/ipc/session-contract'
import type { Capability } from '#shared/session/capabilities'
import type { LockView } from '#shared/session/lock'
import { keychainServices, openKeychain } from '#electron/adapters/keychain/index'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import type { Publish } from '#electron/ipc/register'
import type { DocumentStore } from '#electron/ports/document-store'
import type { Logger } from '#electron/ports/logger'
import type { SecretStore } from '#electron/ports/secret-store'
import type { SettingsKeeper } from '#electron/ports/settings-keeper'
import type { OpenSource } from '../fleet/open-source'
import type { AccessDeps } from './open-access'
import { askOs, hasOsPrompt } from './os-prompt'
import { createSessionsDesk, type SessionsDesk } from './sessions-desk'
import { systemBrowser } from './system-browser'
import { unlockingFor } from './unlocking'
import { createWindowLock, type RunningLock } from './window-lock'

export interface DeskAccessDeps {
  readonly publish: Publish
  readonly settings: SettingsKeeper
  readonly lockStore: DocumentStore
  /** Keys that were handed out are not to be used any more. */
  readonly accessChanged: () => void
  /** The cover has gone. */
  readonly uncovered: () => void
  /** Who sits here, and whether the window is covered, for the audit trail. */
  readonly happened: { readonly sessions: (view: SessionsView) => void; readonly lock: (view: LockView) => void }
  readonly logger: Logger
}

/** Who sits at the desk: sessions, identity, lock, and the keychains they need. */
export interface DeskAccess {
  readonly deps: AccessDeps
  readonly desk: SessionsDesk
  readonly lock: RunningLock
  /** The same settings; the lock hears of changes. */
  readonly settings: SettingsKeeper
  /** Of the watched source. */
  readonly endpoint: () => string | undefined
  readonly entered: (open: OpenSource) => void
  readonly lookedAt: (accounts: ReadonlySet<string>) => void
  readonly isLocked: () => boolean
  readonly capabilities: () => ReadonlySet<Capability>
  stop(): void
}

export function createDeskAccess({ publish, settings, lockStore, accessChanged, uncovered, happened, logger }: DeskAccessDeps): DeskAccess {
  const stores = new Map<keyof typeof keychainServices, SecretStore>()
  let source: OpenSource | undefined
  let lastView: SessionsView | undefined
  let covered = false
  const secrets = (which: keyof typeof keychainServices): SecretStore => {
    const store = stores.get(which) ?? openKeychain(keychainServices[which], realTimers)
    stores.set(which, store)
    return store
  }
  const desk: SessionsDesk = createSessionsDesk({
    changed: (view) => {
      lastView = view
      happened.sessions(view)
      publish('session.changed', view)
      lock.sessionsChanged(view)
    },
    accessChanged,
    lock: () => lock.view(),
    timers: realTimers,
    logger,
  })
  const lock: RunningLock = createWindowLock({
    clock: realClock,
    timers: realTimers,
    logger,
    idleSeconds: () => powerMonitor.getSystemIdleTime(),
    lockAfterMinutes: async () => (await settings.load()).lockAfterMinutes,
    unlocking: () => unlockingFor(lastView?.signIn ?? 'none', process.platform, hasOsPrompt()),
    osPrompt: askOs,
    signIn: (session, method) => desk.signIn(session, method),
    store: lockStore,
    changed: (view) => {
      happened.lock(view)
      publish('lock.changed', view)
      if (covered && !view.locked) uncovered()
      covered = view.locked
    },
  })
  return {
    deps: { browser: systemBrowser, logger, secrets },
    desk,
    lock,
    settings: {
      load: () => settings.load(),
      save: async (change) => {
        const saved = await settings.save(change)
        await lock.settingsChanged()
        return saved
      },
    },
    endpoint: () => source?.access.endpoint,
    entered: (open) => {
      source = open
      desk.enter({ access: open.access, ...(open.practice === undefined ? {} : { practice: open.practice }) })
    },
    lookedAt: (accounts) => source?.access.signIn?.showing(accounts),
    isLocked: () => lock.view().locked,
    capabilities: () => desk.capabilities(),
    stop: () => {
      lock.stop()
      desk.stop()
    },
  }
}
