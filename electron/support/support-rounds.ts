import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { fromOf, isGranted, isOver, stageOf, type GrantFacts, type IsSelfService } from '#shared/support/grant-state'
import type { Clock, Timers } from '#electron/ports/clock'
import type { Logger } from '#electron/ports/logger'
import type { DoorTroubles } from './door-troubles'
import type { GrantBook } from './grant-book'
import type { Reconciler, RoundWish } from './reconciler'

export interface RoundsOptions {
  readonly book: GrantBook
  readonly reconciler: Reconciler
  readonly troubles: DoorTroubles
  readonly isSelfService: IsSelfService
  /** After each look at the desk's store: all grants, and whether they differ from before. */
  readonly seen: (grants: readonly GrantFacts[], isNews: boolean) => Promise<void>
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
  readonly signal: AbortSignal
}

export interface SupportRounds {
  /** Now, rather than at the next beat; after sleep and sign-in everything is compared first. */
  hurry(how?: { readonly isSweep: boolean }): void
}

/** Others' words are in the desk's store: a grant that is not over makes it read often. */
const readEveryMs = 15 * secondMs
const readIdleEveryMs = 30 * secondMs
const lookEveryMs = minuteMs
const sweepEveryMs = 10 * minuteMs
/** Another console is at it. */
const busyMs = 5 * secondMs
const shortestMs = 250

/** What a desk does about support access by itself while a console is open: everything at first, then whatever is due. */
export function makeSupportRounds({ book, reconciler, troubles, isSelfService, seen, clock, timers, logger, signal }: RoundsOptions): SupportRounds {
  let waking = new AbortController()
  let sweptAtMs = Number.NEGATIVE_INFINITY
  let lookedAtMs = Number.NEGATIVE_INFINITY
  let isForced = true
  let before = ''

  const dueRound = (grants: readonly GrantFacts[], nowMs: number): RoundWish | undefined => {
    // Of one whose journal cannot be read nothing is ever proven: it is looked at like what is open.
    const unread = grants.some((facts) => facts.unread !== undefined)
    const stages = grants.filter((facts) => facts.unread === undefined).map((facts) => stageOf(facts, nowMs, isSelfService))
    const retryAtMs = troubles.nextTryAtMs()
    const isMoving = stages.some((stage) => stage === 'opening' || stage === 'revoking') && (retryAtMs === undefined || retryAtMs <= nowMs)
    const isLookDue = (unread || stages.includes('open')) && nowMs - lookedAtMs >= lookEveryMs
    return isMoving || isLookDue || (retryAtMs !== undefined && retryAtMs <= nowMs) || isForced ? { isForced } : undefined
  }

  /** Nobody waits for it: ten thousand tenants take minutes, and what is due to be closed is closed meanwhile. */
  let isSweeping = false
  const sweep = (): void => {
    if (isSweeping) return
    isSweeping = true
    const before = sweptAtMs
    sweptAtMs = clock.nowMs()
    void reconciler.sweep().then((swept) => {
      isSweeping = false
      if (!swept.ok) sweptAtMs = Math.max(before, clock.nowMs() - sweepEveryMs + minuteMs)
      if (!swept.ok && swept.error.kind !== 'conflict') logger.warn('support.sweepFailed', { kind: swept.error.kind, words: swept.error.message })
      waking.abort()
    })
  }

  const beat = async (): Promise<number> => {
    const reading = await book.all()
    if (!reading.ok || reading.value.isCopy) {
      if (!reading.ok) logger.warn('support.deskUnread', { kind: reading.error.kind })
      return readEveryMs
    }
    const nowMs = clock.nowMs()
    const wish = dueRound(reading.value.grants, nowMs)
    let isBusy = false
    if (wish !== undefined) {
      isForced = false
      const done = await reconciler.round(wish)
      isBusy = !done.ok && done.error.kind === 'conflict'
      if (done.ok) {
        lookedAtMs = clock.nowMs()
      } else {
        isForced ||= wish.isForced
        if (!isBusy) logger.warn('support.roundFailed', { kind: done.error.kind, words: done.error.message })
      }
    }
    if (!isBusy && clock.nowMs() - sweptAtMs >= sweepEveryMs) sweep()
    const after: Result<{ readonly grants: readonly GrantFacts[] }, AppError> = wish === undefined ? reading : await book.all()
    const grants = after.ok ? after.value.grants : reading.value.grants
    const now = JSON.stringify(grants.map((facts) => [facts.asked.id, facts.words.length, facts.events.length, stageOf(facts, clock.nowMs(), isSelfService)]))
    await seen(grants, now !== before)
    before = now
    return isBusy ? busyMs : waitMs(grants, clock.nowMs(), isSelfService, troubles.nextTryAtMs())
  }

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      waking = new AbortController()
      const delayMs = await beat()
      if (!waking.signal.aborted) await timers.sleep(delayMs, 'the next round of support access', AbortSignal.any([signal, waking.signal]))
    }
  }
  void run()

  return {
    hurry: ({ isSweep } = { isSweep: false }) => {
      isForced = true
      if (isSweep) sweptAtMs = Number.NEGATIVE_INFINITY
      waking.abort()
    },
  }
}

/** Until the next beginning, end, try or look, whichever comes first. */
function waitMs(grants: readonly GrantFacts[], nowMs: number, isSelfService: IsSelfService, retryAtMs: number | undefined): number {
  const current = grants.filter((facts) => !isOver(stageOf(facts, nowMs, isSelfService)))
  const edges = current.flatMap((facts) => (isGranted(facts, isSelfService) ? [fromOf(facts.asked), facts.asked.untilMs] : [facts.asked.untilMs])).filter((atMs) => atMs > nowMs)
  const next = Math.min(nowMs + (current.length > 0 ? readEveryMs : readIdleEveryMs), ...edges, ...(retryAtMs === undefined ? [] : [retryAtMs]))
  return Math.max(shortestMs, next - nowMs)
}
