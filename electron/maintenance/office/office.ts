import { appError, type AppError } from '#shared/kernel/app-error'
import type { Digest } from '#shared/kernel/digest'
import { err, ok, type Result } from '#shared/kernel/result'
import { accessBlockers } from '#shared/maintenance/access-check'
import { blockersOf, summaryOf } from '#shared/maintenance/compose-window'
import type { Outcome } from '#shared/maintenance/decide'
import type { PlanDraft } from '#shared/maintenance/draft'
import { groupBlockers } from '#shared/maintenance/group-check'
import type { DeskWord } from '#shared/maintenance/leftover'
import type { Blocker } from '#shared/maintenance/blocker'
import { planHash } from '#shared/maintenance/plan-hash'
import { newRun } from '#shared/maintenance/run-state'
import { upgradeBlockers } from '#shared/maintenance/upgrade-check'
import type { Span } from '#shared/maintenance/window'
import type { RunWord } from '#shared/ipc/maintenance-contract'
import type { WindowView } from '#shared/maintenance/window-view'
import type { AwsOperators } from '#electron/ports/aws-operator'
import type { CalendarReading } from '#electron/ports/calendars'
import type { FleetSight } from '#electron/ports/fleet-sight'
import type { OfficeParts } from '#electron/ports/office-parts'
import type { MaintenanceOffice, StartWish, WindowEdit } from '#electron/ports/maintenance-office'
import { createDeskJournal } from '../desk-journal'
import type { EffectHandlers } from '../effect-handler'
import type { RunContext, RunNotices } from '../effects/run-context'
import { remind } from '../notices/reminders'
import type { NoticeDesk, TellableWindow } from '../notices/notice-desk'
import { mutedAlarms } from '../run-before'
import { createRunBook } from '../run-book'
import { announce, callOff, tellOfExtension } from './announcing'
import { approveAs } from './approving'
import { readRunMemory } from '../run-memory'
import { askPart } from './asking'
import { databasesNow, quotasNow, upgradeOffersNow } from './aws-facts'
import { groupsNow } from './groups-now'
import { createDeskView, type DeskWindow } from './desk-view'
import { tellable, type OfficeDesk } from './office-desk'
import { planToAskAbout, previewOf, refusalOfPlan } from './planning'
import { holderName } from './holder'
import { makeRounds } from './rounds'
import { createRunHall, type HeldPlan } from './run-hall'
import { refusalOfExtension, runEventOf } from './run-words'
import { runContextOf } from './run-parts'
import { unclosableNow } from './tenant-sight'
import { createWatchWord } from './watch-word'
import { createWatchdog } from './watchdog'
import { createWindowBook } from './window-book'
import type { WindowRecord } from './window-record'

export interface OfficeOptions extends OfficeParts {
  readonly sight: FleetSight
  readonly operators: AwsOperators
  readonly notices: NoticeDesk
  readonly runNotices: (desk: NoticeDesk, window: () => TellableWindow, signal: AbortSignal) => RunNotices
  readonly effects: (context: RunContext) => EffectHandlers
  readonly blackouts: (span: Span) => Promise<CalendarReading>
  readonly digest: Digest
  readonly changed: (id: string) => void
}

export interface RunningOffice extends MaintenanceOffice {
  /** Looks after the desk's windows until the office stops: reminders, read-back, leftovers. Once. `heed`: whoever watches the fleet. */
  makeRounds(heed: (word: DeskWord) => void): void
  stop(): Promise<void>
}

/** As many tenants as one confirms by pressing a button; beyond, the title is typed. */
export const mostTenantsUnconfirmed = 3

export function createMaintenanceOffice(options: OfficeOptions): RunningOffice {
  const { config, store, sight, notices, clock, ids, timers, logger, changed } = options
  const closing = new AbortController()
  const configs = new Map(config.tenants.map((tenant) => [tenant.id, tenant]))
  const tenant = (id: string) => configs.get(id)
  const nameOf = (id: string): string => configs.get(id)?.name ?? id
  const tenantTag = config.tags.tenant
  const defaultNoticeHours = config.contract.noticeHours
  const book = createWindowBook({ store, ids })

  const me = async (): Promise<Result<string, AppError>> => {
    const writer = await store.whoWrites()
    return writer.ok ? ok(writer.value.person) : writer
  }
  const awsFacts = { operators: options.operators, tenantTag, signal: closing.signal }

  const preflightOf = async ({ facts, surroundings }: DeskWindow): Promise<Result<readonly Blocker[], AppError>> => {
    const { plan } = facts
    const [databases, quotas, offers, groups, unclosable] = await Promise.all([databasesNow(awsFacts, plan), quotasNow(awsFacts, plan), upgradeOffersNow(awsFacts, plan), groupsNow(sight, plan), unclosableNow(sight, tenant, plan)])
    if (!databases.ok) return databases
    if (!quotas.ok) return quotas
    if (!offers.ok) return offers
    if (!groups.ok) return groups
    if (!unclosable.ok) return unclosable
    const known = blockersOf(facts, { ...surroundings, databases: databases.value, quotas: quotas.value })
    return ok([...known, ...upgradeBlockers(plan, offers.value), ...groupBlockers(plan, groups.value, nameOf), ...accessBlockers(plan, unclosable.value, nameOf)])
  }

  const contextOf = (run: HeldPlan): RunContext =>
    runContextOf(
      {
        store,
        ids,
        clock,
        timers,
        sight,
        operators: options.operators,
        tenant,
        tenantTag,
        noticesOf: () => lateNotices(run),
        preflight: async () => {
          const window = await view.one(run.plan.id)
          if (!window.ok) return window
          if (window.value.known.hash !== (await hashAtStart(run))) return ok([{ kind: 'approval', message: 'The plan was changed after its start. Nothing is begun.' }])
          return preflightOf(window.value)
        },
      },
      run,
    )
  /** A run carries the plan that it was started with; the record may be read at any time. */
  const hashAtStart = ({ plan }: HeldPlan): Promise<string> => planHash(plan, options.digest)

  /** The window's sequence may grow while it runs: what is told is told with the one that stands. */
  const lateNotices = (run: HeldPlan): RunNotices => {
    const now = async (): Promise<Result<RunNotices, AppError>> => {
      const window = await view.one(run.plan.id)
      return window.ok ? ok(options.runNotices(notices, () => tellable(window.value), run.signal)) : window
    }
    const through = async <T>(ask: (notice: RunNotices) => Promise<Result<T, AppError>>): Promise<Result<T, AppError>> => {
      const notice = await now()
      return notice.ok ? ask(notice.value) : notice
    }
    return {
      publish: (id, word) => through((notice) => notice.publish(id, word)),
      isPublished: (id, word) => through((notice) => notice.isPublished(id, word)),
      tell: (id, occasion) => through((notice) => notice.tell(id, occasion)),
      told: (id, occasion) => through((notice) => notice.told(id, occasion)),
    }
  }

  const hall = createRunHall({
    store,
    ids,
    clock,
    timers,
    logger,
    changed: (id) => void moved(id),
    holder: async () => {
      const person = await me()
      return holderName(person.ok ? person.value : 'somebody', options.console, ids.next())
    },
    handlersOf: (run) => options.effects(contextOf(run)),
    ended: (id, outcome) => keepOutcome(id, outcome),
  })

  const view = createDeskView({ store, book, notices, hall, sight, clock, ids, blackouts: options.blackouts, tenant, defaultNoticeHours, hasSender: config.mail !== undefined })
  const planning = { book, view, sight, clock, digest: options.digest, author: me, tenant, defaultNoticeHours, hasSender: config.mail !== undefined }

  const moved = async (id: string): Promise<void> => {
    changed(id)
    const window = await view.one(id)
    if (window.ok) word.moved(window.value.view)
  }

  const shown: MaintenanceOffice['window'] = async (id, how) => {
    const window = await view.one(id, how)
    return window.ok ? ok(window.value.view) : window
  }
  /** After a write: everybody who looks at it hears of it. */
  const changedAndShown = (id: string): Promise<Result<WindowView, AppError>> => {
    changed(id)
    return shown(id)
  }

  const desk: OfficeDesk = { store, book, view, notices, clock, signal: closing.signal, me, tellable, changedAndShown }

  const keepOutcome = async (id: string, outcome: Outcome): Promise<void> => {
    const found = await book.one(id)
    if (!found.ok || found.value.window.run === undefined || found.value.window.run.outcome !== undefined) return
    const { version, ...record } = found.value.window
    const written = await book.write({ ...record, run: { ...found.value.window.run, outcome, endedAtMs: clock.nowMs() } }, version)
    // The journal has it too: whoever reads the run sees that it is over.
    if (!written.ok) logger.warn('run.outcomeNotKept', { run: id, words: written.error.message })
  }

  const sayPlan = (record: WindowRecord): Promise<Result<null, AppError>> => store.say({ kind: 'plan', subject: record.plan.id, id: record.hash, body: record.plan })

  const save = async (draft: PlanDraft, edit?: WindowEdit): Promise<Result<WindowView, AppError>> => {
    const before = edit === undefined ? undefined : await view.one(edit.id)
    if (before !== undefined && !before.ok) return before
    if (before?.value.known.run !== undefined) return err(appError('conflict', 'This window has begun: its plan cannot be changed any more. Cancel the run, or plan another window.'))
    if (before?.value.known.calledOff !== undefined) return err(appError('conflict', 'This window was called off. Plan another one.'))
    const preview = await previewOf(planning, draft, edit?.id)
    if (!preview.ok) return preview
    const refusal = refusalOfPlan(preview.value, clock.nowMs())
    if (refusal !== undefined) return err(refusal)
    const { plan, hash } = preview.value
    const record: WindowRecord = { plan, hash, sequence: (before?.value.known.sequence ?? 0) + 1, edition: (before?.value.known.edition ?? 0) + 1, changedAtMs: clock.nowMs() }
    const said = await sayPlan(record)
    if (!said.ok) return said
    const written = await book.write(record, edit?.version ?? 0)
    return written.ok ? changedAndShown(plan.id) : written
  }

  const start = async ({ id, hash, confirm }: StartWish): Promise<Result<WindowView, AppError>> => {
    const window = await view.one(id)
    if (!window.ok) return window
    const { known, view: seen, isCopy } = window.value
    if (isCopy) return err(appError('offline', 'The desk’s store cannot be reached. Nothing is begun on the word of a copy.'))
    if (known.hash !== hash) return err(appError('conflict', `“${known.plan.title}” was changed since you looked at it. Read it again before you start it.`))
    if (known.calledOff !== undefined) return err(appError('conflict', 'This window was called off.'))
    if (known.run !== undefined) return err(appError('conflict', 'This window has been started already.'))
    if (seen.tenants.length > mostTenantsUnconfirmed && confirm?.trim() !== known.plan.title)
      return err(appError('invalidInput', `This touches ${seen.tenants.length} tenants. Type the window’s title to start it.`, { issues: [{ path: 'confirm', message: 'Type the title exactly.' }] }))
    const blockers = await preflightOf(window.value)
    if (!blockers.ok) return blockers
    if (blockers.value.length > 0) return err(appError('conflict', `It cannot start: ${blockers.value[0]!.message}`, { issues: blockers.value.map(({ kind, message }) => ({ path: kind, message })) }))
    const by = await me()
    if (!by.ok) return by
    const { version, ...record } = known
    const written = await book.write({ ...record, run: { startedAtMs: clock.nowMs(), startedBy: by.value } }, version)
    if (!written.ok) return written
    const carried = await carry(id)
    // Nobody waits for mail; what did not arrive is on the window's page.
    if (carried.ok) void notices.tell(tellable(window.value), { occasion: 'started' }, closing.signal).then((told) => (told.ok ? changed(id) : logger.warn('notices.startNotTold', { window: id, words: told.error.message })))
    return carried
  }

  const carry = async (id: string): Promise<Result<WindowView, AppError>> => {
    const found = await book.one(id)
    if (!found.ok) return found
    const { run, plan } = found.value.window
    if (run === undefined) return err(appError('conflict', 'This window was not started, so there is nothing to take over.'))
    if (run.endedAtMs !== undefined) return err(appError('conflict', 'This run is over.'))
    const carried = await hall.carry(plan)
    return carried.ok ? changedAndShown(id) : carried
  }

  const say = async (id: string, word: RunWord): Promise<Result<WindowView, AppError>> => {
    const window = await view.one(id)
    if (!window.ok) return window
    const { run } = window.value.view
    if (run === undefined || run.outcome !== undefined) return err(appError('conflict', 'There is no run to speak to: it was not started, or it is over.'))
    const by = await me()
    if (!by.ok) return by
    const event = runEventOf(word, { by: by.value, atMs: clock.nowMs() }, window.value.view)
    if (!event.ok) return event
    const refusal = word.kind === 'extend' ? refusalOfExtension(window.value.facts, window.value.surroundings, word.toMs) : undefined
    if (refusal !== undefined) return err(refusal)
    const lines = createRunBook(createDeskJournal({ store, ids, run: id }), newRun)
    const read = await lines.catchUp()
    if (!read.ok) return read
    const written = await lines.writeLater(event.value)
    if (!written.ok) return written
    return word.kind === 'extend' ? tellOfExtension(desk, id, word.toMs) : changedAndShown(id)
  }

  const watchdog = createWatchdog({
    mutedBy: async (run, tenantId) => {
      const kept = await mutedAlarms(readRunMemory({ store, run }), tenantId)
      return kept.ok ? kept.value : undefined
    },
    operators: options.operators,
    sight,
    tenant,
    places: config.accounts.flatMap(({ id, regions }) => regions.map((region) => ({ account: id, region }))),
    clock,
    signal: closing.signal,
  })

  const word = createWatchWord(watchdog, clock)

  /** What was announced is read back until it begins: mail may come back, a page may be mended. */
  const look = async (seen: WindowView): Promise<void> => {
    if (seen.deliveries.length === 0) return
    const { plan, span, sequence } = seen
    const confirmed = await notices.confirm({ plan, span, sequence }, closing.signal)
    if (!confirmed.ok) return logger.warn('notices.notConfirmed', { window: plan.id, words: confirmed.error.message })
    const reminded = await remind(notices, { plan, span, sequence }, confirmed.value, clock.nowMs(), closing.signal)
    if (!reminded.ok) logger.warn('notices.notReminded', { window: plan.id, words: reminded.error.message })
    if ((reminded.ok && reminded.value) || JSON.stringify(confirmed.value) !== JSON.stringify(seen.deliveries)) changed(plan.id)
  }

  return {
    calendar: async () => {
      const reading = await view.all()
      if (!reading.ok) return reading
      const pending = await sight.awsMaintenance()
      if (!pending.ok) return pending
      const by = await me()
      const { windows, blackouts, troubles, isCopy } = reading.value
      return ok({
        windows: windows.map(summaryOf),
        blackouts,
        calendarTroubles: troubles,
        pending: pending.value,
        ...(by.ok ? { me: by.value } : {}),
        canPractiseApproval: options.colleague !== undefined,
        asOfMs: clock.nowMs(),
        isCopy,
      })
    },
    window: shown,
    preview: (draft) => previewOf(planning, draft),
    askAws: async (draft, part) => {
      const plan = await planToAskAbout(planning, draft)
      return plan.ok ? askPart({ ...awsFacts, sight, tenant, clock }, plan.value, part) : plan
    },
    save,
    approve: (id, hash) => approveAs(desk, store, { id, hash }),
    practiseApproval: async (id, hash) => (options.colleague === undefined ? err(appError('unsupported', 'Only the training fleet has a colleague who approves at a press. Ask another operator.')) : approveAs(desk, options.colleague, { id, hash })),
    validate: async (id) => {
      const window = await view.one(id)
      return window.ok ? preflightOf(window.value) : window
    },
    announce: (id) => announce(desk, id),
    callOff: (id, why) => callOff(desk, id, why),
    start,
    takeOver: carry,
    say,
    over: (id) => hall.over(id),
    makeRounds: (watch) => {
      word.to(watch)
      void makeRounds({ view, watchdog, look, seen: (windows) => word.seen(windows), timers, logger, signal: closing.signal })
    },
    stop: async () => {
      closing.abort()
      await hall.stop()
    },
  }
}
