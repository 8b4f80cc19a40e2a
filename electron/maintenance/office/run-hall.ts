import { appError, type AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import { frameOf } from '#shared/maintenance/expectation'
import { resolveWindow } from '#shared/maintenance/window'
import type { Outcome } from '#shared/maintenance/decide'
import type { Plan } from '#shared/maintenance/plan'
import type { RunState } from '#shared/maintenance/run-state'
import type { Clock, Ids, Timers } from '#electron/ports/clock'
import type { DeskStore, Fence } from '#electron/ports/desk-store'
import type { Logger } from '#electron/ports/logger'
import { createDeskJournal } from '../desk-journal'
import type { EffectHandlers } from '../effect-handler'
import { driveRun, type RunEnding } from '../run-driver'
import { holdRun, type HeldRun } from '../run-lease'

export interface RunHallOptions {
  readonly store: DeskStore
  readonly ids: Ids
  /** AWS time. */
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
  /** This console while it runs: `ana on night-desk-1`. */
  readonly holder: () => Promise<string>
  readonly handlersOf: (run: HeldPlan) => EffectHandlers
  /** A run moved: at most once a second. */
  readonly changed: (id: string) => void
  /** It ended here, and its window should say so. */
  readonly ended: (id: string, outcome: Outcome) => Promise<void>
}

/** A run that this console holds. */
export interface HeldPlan {
  readonly plan: Plan
  readonly fence: Fence
  readonly signal: AbortSignal
  /** The window's end as the run has it. */
  readonly endMs: () => number
}

/** The runs that this console carries. */
export interface RunHall {
  /** Takes the run's lease and carries it on, from wherever its journal is. `conflict`: another console holds it. */
  carry(plan: Plan): Promise<Result<void, AppError>>
  carries(id: string): boolean
  trouble(id: string): AppError | undefined
  /** Resolves once this console does not carry it any more. */
  over(id: string): Promise<void>
  stop(): Promise<void>
}

interface Carried {
  trouble: AppError | undefined
  over: Promise<void>
}

export function createRunHall(options: RunHallOptions): RunHall {
  const { store, ids, timers, logger } = options
  const carried = new Map<string, Carried>()
  const closing = new AbortController()

  const carry = async (plan: Plan): Promise<Result<void, AppError>> => {
    if (carried.has(plan.id)) return ok(undefined)
    const window = resolveWindow(plan.window)
    if (!window.ok) return window
    const held = await holdRun({ store, timers, run: plan.id, holder: await options.holder(), onTrouble: (error) => logger.warn('run.leaseTrouble', { run: plan.id, words: error.message }) })
    if (!held.ok) return held.error.kind === 'conflict' ? { ok: false, error: appError('conflict', `Another console carries “${plan.title}”. It can be taken over once that console is gone for half a minute.`) } : held
    const entry: Carried = { trouble: undefined, over: Promise.resolve() }
    carried.set(plan.id, entry)
    entry.over = drive(plan, held.value, entry).finally(() => {
      carried.delete(plan.id)
      options.changed(plan.id)
    })
    logger.info('run.carried', { run: plan.id })
    return ok(undefined)
  }

  const drive = async (plan: Plan, held: HeldRun, entry: Carried): Promise<void> => {
    const span = resolveWindow(plan.window)
    if (!span.ok) return
    const { toMs } = span.value
    let endMs = toMs
    const signal = AbortSignal.any([held.lost, closing.signal])
    const tell = createThrottle(timers, () => options.changed(plan.id))
    const ending = await driveRun(
      {
        journal: createDeskJournal({ store, ids, run: plan.id, fence: held.fence }),
        frame: (state: RunState) => frameOf(plan, span.value, state),
        handlers: options.handlersOf({ plan, fence: held.fence, signal, endMs: () => endMs }),
        clock: options.clock,
        timers,
        onTurn: (state) => {
          endMs = state.toMs ?? toMs
          entry.trouble = undefined
          tell()
        },
        onTrouble: (error) => {
          entry.trouble = error
          logger.warn('run.trouble', { run: plan.id, kind: error.kind, words: error.message })
          tell()
        },
      },
      signal,
    ).catch((cause: unknown): RunEnding => {
      logger.error('run.broke', { run: plan.id, words: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) })
      return { kind: 'stopped' }
    })
    logger.info('run.left', { run: plan.id, how: ending.kind })
    if (ending.kind === 'ended') await options.ended(plan.id, ending.outcome)
    await held.release()
  }

  return {
    carry,
    carries: (id) => carried.has(id),
    trouble: (id) => carried.get(id)?.trouble,
    over: async (id) => carried.get(id)?.over,
    stop: async () => {
      closing.abort()
      await Promise.all([...carried.values()].map(({ over }) => over))
    },
  }
}

/** At once, then at most once a second. */
function createThrottle(timers: Timers, run: () => void): () => void {
  let waiting = false
  let again = false
  const tell = (): void => {
    again = waiting
    if (waiting) return
    waiting = true
    run()
    timers.after(secondMs, 'tell of a run again', () => {
      waiting = false
      if (again) tell()
    })
  }
  return tell
}
