import type { FleetSnapshot, FleetTable } from '#shared/fleet/table'
import type { TenantDetail } from '#shared/fleet/tenant-view'
import type { SourceChoice } from '#shared/ipc/contract'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { FleetDesk } from '#electron/ports/fleet-desk'
import type { FleetHistory } from '#electron/ports/fleet-history'
import type { FleetMaintenance } from '#electron/ports/fleet-maintenance'
import type { FleetSupport } from '#electron/ports/fleet-support'
import type { FleetSession } from '#electron/ports/fleet-session'
import type { Logger } from '#electron/ports/logger'
import type { HostedWatch } from './hosted-watch'
import type { OpenSource } from './open-source'
import { historyState } from '../history/history-state'
import { watchSource, type WatchedSource, type WatchedSourceDeps } from './watched-source'

export interface SessionDeps extends WatchedSourceDeps {
  readonly openSource: (choice: SourceChoice) => Promise<Result<OpenSource, AppError>>
  /** This source is watched from now on; its predecessor, if any, is being left. */
  readonly entered: (open: OpenSource) => void
  /** A tenant is being looked at: the accounts it lives in. */
  readonly lookedAt: (accounts: ReadonlySet<string>) => void
  /** The page has drawn the last session's table, or had its time to. */
  readonly drawn: Promise<void>
  readonly logger: Logger
}

export interface RunningSession extends FleetSession {
  readonly history: FleetHistory
  readonly desk: FleetDesk
  readonly maintenance: FleetMaintenance
  readonly support: FleetSupport
  /** Opens the first source; does not wait for it. What `snapshot` answers meanwhile is the last session's table. */
  begin(choice: SourceChoice): void
  /** The computer slept. */
  resume(): void
  /** Somebody signed in or out. */
  accessChanged(): void
  /** The cover has gone: the window was told nothing behind it, and begins anew. */
  uncovered(): void
  stop(): Promise<void>
}

/**
 * The fleet being watched.
 *
 * 1. Switches take turns; a source that cannot be opened or watched leaves the current one as it was.
 * 2. When the first one cannot be opened, every question answers with the reason until another is chosen or it can: it is tried again
 *    whenever the window asks for the fleet, and never falls back to another fleet by itself.
 * 3. The last session's table is drawn first: opening a source and watching it would take the processor from the page. With
 *    nothing to draw there is nothing to wait for.
 */
export function createFleetSession(deps: SessionDeps): RunningSession {
  let current: Promise<Result<WatchedSource, AppError>> = Promise.resolve(err(appError('notFound', 'No fleet is being watched yet.')))
  /** The last session's table of the first source, until that source is open. */
  let early: Promise<FleetTable | undefined> = Promise.resolve(undefined)
  /** The first source, while it could not be opened. */
  let unopened: SourceChoice | undefined

  const openAndWatch = async (choice: SourceChoice, cached: () => Promise<FleetTable | undefined>): Promise<Result<WatchedSource, AppError>> => {
    const opened = await deps.openSource(choice)
    if (!opened.ok) return opened
    try {
      return ok(await watchSource(opened.value, keyOf(choice), await cached(), deps))
    } catch (cause) {
      await opened.value.close()
      deps.logger.error('watch.notStarted', { words: String(cause) })
      return err(appError('internal', 'The watch could not be started. The log in Watchfloor’s data folder says more.'))
    }
  }

  const ask = async <T>(question: (watch: HostedWatch) => Promise<T>): Promise<Result<T, AppError>> => {
    const watched = await current
    if (!watched.ok) return watched
    try {
      return ok(await question(watched.value.watch))
    } catch (cause) {
      deps.logger.error('watch.noAnswer', { words: String(cause) })
      return err(appError('internal', 'The watch does not answer; it is being started again.', { retry: 'later' }))
    }
  }

  const switchTo = async (choice: SourceChoice): Promise<Result<WatchedSource, AppError>> => {
    const before = await current
    const next = await openAndWatch(choice, () => deps.cache.load(keyOf(choice)))
    if (!next.ok) return next
    unopened = undefined
    current = Promise.resolve(next)
    deps.entered(next.value.open)
    if (before.ok) await before.value.stop()
    deps.publish('fleet.reset', { epoch: await epochOf(next) })
    return next
  }

  /** A file is mended, a disk comes back. What is in the way now is said, were it something else than before. */
  const openAgain = async (): Promise<void> => {
    if (unopened === undefined) return
    const again = await switchTo(unopened)
    if (!again.ok) current = Promise.resolve(again)
  }

  const history: FleetHistory = {
    ask: async (question) => {
      const watched = await current
      const store = watched.ok ? await watched.value.history.store() : watched
      return store.ok ? question(store.value) : store
    },
    marks: async (question) => {
      const watched = await current
      const store = watched.ok ? await watched.value.history.marks() : watched
      return store.ok ? question(store.value) : store
    },
    add: (items) => {
      void current.then((watched) => {
        if (watched.ok) watched.value.history.add(items)
      })
    },
    state: async () => {
      const watched = await current
      return watched.ok ? historyState(watched.value.history) : watched
    },
  }

  const desk: FleetDesk = {
    ask: async (question) => {
      const watched = await current
      return watched.ok ? watched.value.desk.ask(question) : watched
    },
    state: async () => {
      const watched = await current
      return watched.ok ? watched.value.desk.state() : watched
    },
  }

  const maintenance: FleetMaintenance = {
    ask: async (question) => {
      const watched = await current
      return watched.ok ? watched.value.maintenance.ask(question) : watched
    },
  }

  const support: FleetSupport = {
    ask: async (question) => {
      const watched = await current
      return watched.ok ? watched.value.support.ask(question) : watched
    },
  }

  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const mine = turn.then(run)
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    history,
    desk,
    maintenance,
    support,
    begin: (choice) => {
      early = deps.cache.load(keyOf(choice))
      current = early.then((table) => (table === undefined ? undefined : deps.drawn)).then(() => openAndWatch(choice, () => early))
      void current.then(async (watched) => {
        early = Promise.resolve(undefined)
        if (!watched.ok) unopened = choice
        if (watched.ok) deps.entered(watched.value.open)
        if (!watched.ok) deps.logger.error('source.notOpened', { kind: watched.error.kind, words: watched.error.message })
        // Whoever loaded the early table, or waits for an answer, asks again.
        deps.publish('fleet.reset', { epoch: await epochOf(watched) })
      })
    },
    snapshot: async (): Promise<Result<FleetSnapshot, AppError>> => {
      const table = await early
      if (table !== undefined) return ok({ epoch: earlyEpoch, seq: 0, cached: true, table })
      if (unopened !== undefined) await inTurn(openAgain)
      return ask((watch) => watch.snapshot())
    },
    tenant: async (id) => {
      const found = await ask((watch) => watch.tenant(id))
      if (found.ok && found.value !== undefined) deps.lookedAt(accountsOf(found.value))
      return found
    },
    recovery: (which) => ask((watch) => watch.recovery(which)),
    alarms: () => ask((watch) => watch.alarms()),
    alarmHistory: async (alarm) => {
      const asked = await ask((watch) => watch.alarmHistory(alarm))
      return asked.ok ? asked.value : asked
    },
    metrics: async (question) => {
      const asked = await ask((watch) => watch.metrics(question))
      return asked.ok ? asked.value : asked
    },
    logHits: async (tenant) => {
      const asked = await ask((watch) => watch.logHits(tenant))
      return asked.ok ? asked.value : asked
    },
    leaveMetrics: () => ask((watch) => watch.leaveMetrics()),
    status: () => ask((watch) => watch.status()),
    refresh: (which) => ask((watch) => watch.refresh(which)),
    resume: () => {
      void current.then((watched) => {
        // Whose time is up is let in no longer, before anything is drawn anew.
        if (watched.ok) watched.value.support.reconcileSoon()
        if (watched.ok) watched.value.watch.resume()
      })
    },
    accessChanged: () => {
      void current.then((watched) => {
        if (watched.ok) watched.value.support.reconcileSoon()
        if (watched.ok) watched.value.watch.accessChanged()
      })
    },
    uncovered: () => {
      void current.then(async (watched) => deps.publish('fleet.reset', { epoch: await epochOf(watched) }))
    },
    use: (choice) =>
      inTurn(async () => {
        const switched = await switchTo(choice)
        return switched.ok ? ask((watch) => watch.status()) : switched
      }),
    stop: () =>
      inTurn(async () => {
        const watched = await current
        if (watched.ok) await watched.value.stop()
      }),
  }
}

/** Empty when there is no watch to ask, or none that answers. */
async function epochOf(watched: Result<WatchedSource, AppError>): Promise<string> {
  if (!watched.ok) return ''
  return watched.value.watch.status().then(
    ({ epoch }) => epoch,
    () => '',
  )
}

/** No watch ever has this epoch, so a patch is never applied to rows of the last session. */
const earlyEpoch = 'early'

const keyOf = (choice: SourceChoice): string => (choice.kind === 'training' ? `training ${choice.scenario}` : `file ${choice.path}`)

const accountsOf = ({ view }: TenantDetail): ReadonlySet<string> => new Set(view.places.map(({ account }) => account))
