import type { AlarmMark } from '#shared/alarms/acknowledgement'
import type { Matter, Standing, TrailMatter } from '#shared/alarms/matter'
import { notesOf, type Note, type NoteTarget } from '#shared/alarms/note'
import { nothingTold, planNotes, type NotifyMemory } from '#shared/alarms/notify'
import { quietNow, quietUntil } from '#shared/alarms/quiet'
import { trayBeforeReading, trayView, uncoveredAlarms } from '#shared/alarms/tray-view'
import type { AttentionView } from '#shared/ipc/attention-contract'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import type { Publish } from '#electron/ipc/register'
import type { Attention, Beacon, Notifier } from '#electron/ports/attention'
import type { Clock, Timers } from '#electron/ports/clock'
import type { DocumentStore } from '#electron/ports/document-store'
import type { Logger } from '#electron/ports/logger'
import { loadAttention, saveAttention } from './told-memory'

/**
 * Tells the operator what happens while they look elsewhere: notes, a sound, the tray's count.
 *
 * 1. What is told follows from what stands (`shared/alarms/notify`), never from messages that may be lost or repeated.
 * 2. What comes together is told together: the first note waits a moment, those behind it longer, and many become one that takes their
 *    place.
 * 3. What was told is kept, so that starting again repeats nothing.
 */
export interface AttentionDesk extends Attention {
  /** What stands in the source of this key. `anew`: its time begins anew with every start, and what was told with it. */
  stands(key: string, anew: boolean, standing: Standing): void
  /** What is wrong with the audit trail of the source of this key, all of it. */
  trail(key: string, matters: readonly TrailMatter[]): void
  /** A line of the tray was pressed. */
  open(target: NoteTarget): void
  /** The window was covered, or is no more: the tray names nobody, or does again. */
  coverChanged(): void
  /** The cover has gone: a note that was pressed behind it leads somewhere now. */
  uncovered(): void
  start(): Promise<void>
  stop(): Promise<void>
}

export interface AttentionDeps {
  readonly notifier: Notifier
  readonly beacon: Beacon
  readonly store: DocumentStore
  readonly marks: (alarms: readonly string[]) => Promise<Result<readonly AlarmMark[], AppError>>
  readonly publish: Publish
  readonly isCovered: () => boolean
  readonly showWindow: () => void
  /** The next eight in the morning, where this computer stands. */
  readonly nextMorningMs: (nowMs: number) => number
  /** Wall time: people and sounds. */
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
}

const gatherMs = 2 * secondMs
const gatherMoreMs = 15 * secondMs
const burstMs = 30 * secondMs
/** A fleet of which a part cannot be read must not keep the rest from being told of. */
const settlingMs = 90 * secondMs

export function createAttentionDesk(deps: AttentionDeps): AttentionDesk {
  const { clock, timers, publish, notifier, beacon, logger } = deps
  let memory: NotifyMemory = nothingTold
  let source: { readonly key: string; readonly anew: boolean } | undefined
  let kept: { readonly source?: string; readonly memory: NotifyMemory } = { memory: nothingTold }
  let quietUntilMs: number | undefined
  let watched: Standing | undefined
  const trails = new Map<string, readonly TrailMatter[]>()
  let unsettledSinceMs: number | undefined
  let toldAtMs = -Infinity
  let burst: readonly Matter[] = []
  let shown: (() => void)[] = []
  let pending: NoteTarget | undefined
  let cancelLook: (() => void) | undefined
  let dueMs = Infinity
  let cancelQuiet: (() => void) | undefined
  let loading: Promise<void> = Promise.resolve()

  const stands = (): Standing | undefined => {
    const trail = trails.get(source?.key ?? '') ?? []
    return watched === undefined || trail.length === 0 ? watched : { ...watched, matters: [...watched.matters, ...trail] }
  }
  const view = (): AttentionView => ({
    ...(quietUntilMs === undefined ? {} : { quietUntilMs }),
    troubles: [notifier.trouble, beacon.trouble].flatMap((trouble) => trouble ?? []),
  })
  const keep = async (): Promise<void> => {
    // A fleet whose time begins anew at each start leaves what was told of the real one alone.
    const told = source === undefined || source.anew ? kept : { source: source.key, memory }
    kept = told
    await saveAttention(deps.store, { ...told, ...(quietUntilMs === undefined ? {} : { quietUntilMs }) })
  }
  const showBeacon = async (): Promise<void> => {
    const standing = stands()
    if (standing === undefined) return beacon.show(trayBeforeReading, quietUntilMs)
    const marks = await deps.marks(standing.matters.filter(({ kind }) => kind === 'alarm').map(({ key }) => key))
    beacon.show(trayView(standing, uncoveredAlarms(standing, marks.ok ? marks.value : []), deps.isCovered()), quietUntilMs)
  }
  const pressed = (target: NoteTarget): void => {
    deps.showWindow()
    if (deps.isCovered()) pending = target
    else publish('attention.open', target)
  }
  const show = (notes: readonly Note[]): void => {
    if (notes.some(({ isSummary }) => isSummary)) shown.splice(0).forEach((takeBack) => takeBack())
    for (const note of notes) shown.push(notifier.show(note, () => pressed(note.open)))
    shown = shown.slice(-mostKept)
  }
  const tell = (news: readonly Matter[], notes: readonly Note[]): void => {
    if (news.length === 0) return
    const nowMs = clock.nowMs()
    burst = nowMs - toldAtMs <= burstMs ? [...burst, ...news] : news
    toldAtMs = nowMs
    const together = notesOf(burst, deps.isCovered())
    show(together[0]?.isSummary === true ? together : notes)
    publish('attention.told', { critical: news.some(({ critical }) => critical) })
    logger.info('attention.told', { matters: news.length, notes: notes.length, critical: news.filter(({ critical }) => critical).length })
  }
  const look = (): void => {
    cancelLook = undefined
    const standing = stands()
    if (standing === undefined) return
    const settled = standing.settled || (unsettledSinceMs !== undefined && clock.nowMs() - unsettledSinceMs >= settlingMs)
    const before = memory
    const plan = planNotes(memory, { ...standing, settled }, { quiet: quietNow(quietUntilMs, clock.nowMs()) !== undefined, covered: deps.isCovered() })
    memory = plan.memory
    tell(plan.news, plan.notes)
    if (before.told.size !== memory.told.size || plan.news.length > 0 || before.begun !== memory.begun) void keep()
    void showBeacon()
    // Looked at again when patience ends, even if nothing moves until then.
    if (!settled) lookIn(settlingMs)
  }
  /** The sooner of what was asked for holds: a fleet that moves all the time is looked at all the same. */
  const lookIn = (afterMs: number): void => {
    const atMs = clock.nowMs() + afterMs
    if (cancelLook !== undefined && dueMs <= atMs) return
    cancelLook?.()
    dueMs = atMs
    cancelLook = timers.after(afterMs, 'what stands is told', look)
  }
  const enter = (key: string, anew: boolean): void => {
    source = { key, anew }
    memory = !anew && kept.source === key ? kept.memory : nothingTold
    unsettledSinceMs = undefined
    burst = []
    toldAtMs = -Infinity
    cancelLook?.()
    cancelLook = undefined
  }
  const quietEnds = (): void => {
    cancelQuiet?.()
    quietUntilMs = quietNow(quietUntilMs, clock.nowMs())
    cancelQuiet = quietUntilMs === undefined ? undefined : timers.after(quietUntilMs - clock.nowMs(), '“do not disturb” ends', quietEnds)
    publish('attention.changed', view())
    void showBeacon()
  }

  return {
    view,
    quiet: async (choice) => {
      const nowMs = clock.nowMs()
      quietUntilMs = quietUntil(choice, nowMs, deps.nextMorningMs(nowMs))
      logger.info('attention.quiet', { choice })
      quietEnds()
      await keep()
      return view()
    },
    marked: () => void showBeacon(),
    stands: (key, anew, now) => {
      void loading.then(() => {
        if (source?.key !== key || source.anew !== anew) enter(key, anew)
        watched = now
        unsettledSinceMs = now.settled ? undefined : (unsettledSinceMs ?? clock.nowMs())
        lookIn(now.settled && clock.nowMs() - toldAtMs <= burstMs ? gatherMoreMs : gatherMs)
      })
    },
    trail: (key, matters) => {
      trails.set(key, matters)
      lookIn(gatherMs)
    },
    open: pressed,
    coverChanged: () => void showBeacon(),
    uncovered: () => {
      if (pending !== undefined) publish('attention.open', pending)
      pending = undefined
      publish('attention.changed', view())
    },
    start: () => {
      loading = loadAttention(deps.store).then((found) => {
        kept = found.source === undefined ? { memory: nothingTold } : { source: found.source, memory: found.memory }
        quietUntilMs = found.quietUntilMs
        quietEnds()
      })
      return loading
    },
    stop: async () => {
      cancelLook?.()
      cancelQuiet?.()
      beacon.stop()
      await keep()
    },
  }
}

/** So many notes can still be taken back; older ones are the system's. */
const mostKept = 20
