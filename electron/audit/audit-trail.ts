import type { AuditBody, AuditConsole, AuditPerson, EntryKind, EntryOutcome, SealedEntry } from '#shared/audit/entry'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import type { AuditDeed, AuditIntent, AuditTrail } from '#electron/ports/audit-trail'
import type { AuditStore } from '#electron/ports/audit-store'
import type { Ids, Timers } from '#electron/ports/clock'
import type { Logger } from '#electron/ports/logger'
import { currentCorrelation } from './correlation'

export interface AuditTrailOptions {
  /** Opens and begins the chain by its first question. */
  readonly append: AuditStore['append']
  /** Never from the page: as the sign-in, or AWS, says. */
  readonly who: () => AuditPerson
  readonly time: () => AuditTime
  readonly console: AuditConsole
  readonly ids: Pick<Ids, 'next'>
  readonly timers: Timers
  readonly logger: Logger
  readonly kept: (entries: readonly SealedEntry[]) => void
  /** An entry could not be kept; the first of them is held from now on. */
  readonly notKept: () => void
}

export interface AuditTime {
  /** AWS time. */
  readonly atMs: number
  /** This computer's clock minus AWS time; null: not known. */
  readonly skewMs: number | null
}

export interface RunningAuditTrail extends AuditTrail {
  /** Held in memory because they could not be kept. */
  held(): { readonly entries: number; readonly why: string } | undefined
  /** Tries what is held once more. */
  stop(): Promise<void>
}

const tryAgainMs = 10 * secondMs
/** Enough for a night; beyond, the oldest are told by their number alone. */
const mostHeld = 10_000

/**
 * Writes down what is done here.
 *
 * 1. Entries are kept in the order in which they were said. What could not be kept goes before what is said next.
 * 2. An intent is kept, or refused in words. Outcomes, notes and intents that close are held until they can be kept, with the time at which they
 *    were said.
 */
export function createAuditTrail(options: AuditTrailOptions): RunningAuditTrail {
  const { append, who, time, console, ids, timers, logger, kept, notKept } = options
  let held: AuditBody[] = []
  let why = ''
  let turn: Promise<unknown> = Promise.resolve()
  let cancelRetry: (() => void) | undefined
  let isStopped = false

  const bodyOf = (kind: EntryKind, deed: AuditDeed, more: { readonly of?: string; readonly outcome?: EntryOutcome } = {}): AuditBody => {
    const id = ids.next()
    const { what, words, input, why: reason, tenants, about, correlation } = deed
    return {
      id,
      kind,
      ...time(),
      who: who(),
      console,
      what,
      words,
      ...(input === undefined ? {} : { input: plain(input) }),
      ...(reason === undefined ? {} : { why: reason }),
      ...(tenants === undefined || tenants.length === 0 ? {} : { tenants: [...new Set(tenants)].sort() }),
      ...(about === undefined ? {} : { about }),
      correlation: correlation ?? currentCorrelation() ?? id,
      ...more,
    }
  }

  const keepNow = async (bodies: readonly AuditBody[]): Promise<Result<null, AppError>> => {
    const before = held
    const written = await append([...before, ...bodies])
    if (!written.ok) {
      why = written.error.message
      return written
    }
    held = held.slice(before.length)
    kept(written.value)
    return ok(null)
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }
  const tryLater = (): void => {
    if (isStopped || cancelRetry !== undefined) return
    cancelRetry = timers.after(tryAgainMs, 'the audit trail is written again', () => {
      cancelRetry = undefined
      void inTurn(async () => {
        if (held.length > 0 && !(await keepNow([])).ok) tryLater()
      })
    })
  }
  const hold = (body: AuditBody): void => {
    const isFirst = held.length === 0
    held = [...held, body].slice(-mostHeld)
    if (isFirst) notKept()
    tryLater()
  }
  /** What has happened is held when it cannot be kept. */
  const keepOrHold = (body: AuditBody): Promise<Result<null, AppError>> =>
    inTurn(async () => {
      const written = await keepNow([body])
      if (written.ok) return written
      logger.error('audit.notKept', { what: body.what, words: written.error.message })
      hold(body)
      return written
    })

  return {
    intend: (deed) =>
      inTurn(async () => {
        const body = bodyOf('intent', deed)
        const written = await keepNow([body])
        if (!written.ok) {
          logger.error('audit.notKept', { what: body.what, words: written.error.message })
          if (deed.closes === true) hold(body)
          else return err({ ...written.error, message: `${written.error.message} It was not done: what cannot be written down first is not done here.` })
        }
        const intent: AuditIntent = {
          id: body.id,
          outcome: async (outcome, made) => {
            const words = outcome.words ?? (outcome.kind === 'done' ? 'Done.' : outcome.kind)
            const { input: _input, why: _why, ...rest } = deed
            await keepOrHold(bodyOf('outcome', { ...rest, ...(made === undefined ? {} : { about: made }), words, correlation: body.correlation }, { of: body.id, outcome }))
          },
        }
        return ok(intent)
      }),
    note: ({ outcome, ...deed }) => keepOrHold(bodyOf('note', deed, { outcome })),
    held: () => (held.length === 0 ? undefined : { entries: held.length, why }),
    stop: async () => {
      isStopped = true
      cancelRetry?.()
      await inTurn(async () => {
        if (held.length > 0) await keepNow([])
      })
    },
  }
}

/** As JSON has it: what cannot be written is left out rather than stopping a deed. */
const plain = (input: unknown): unknown => JSON.parse(JSON.stringify(input) ?? 'null') as unknown
