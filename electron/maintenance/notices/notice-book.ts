import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import type { Ids, Timers } from '#electron/ports/clock'
import type { DeskStore } from '#electron/ports/desk-store'
import { noticeLineSchema, withLines, type NoticeLine, type Standing } from './notice-line'

/**
 * The evidence of what tenants were told, one journal a plan in the desk's store: only ever added to, and kept for good.
 *
 * 1. Who writes has read everything before his lines: of two consoles that want to tell the same, one finds it begun.
 * 2. A write whose answer was lost is repeated with its id, so that it is there once.
 */
export interface NoticeBook {
  standing(planId: string): Promise<Result<Standing, AppError>>
  /** Adds what `decide` makes of the evidence as it stands; asked anew when somebody wrote in between. At most 64 lines. */
  add(planId: string, decide: (standing: Standing) => readonly NoticeLine[]): Promise<Result<readonly NoticeLine[], AppError>>
}

export interface NoticeBookOptions {
  readonly store: Pick<DeskStore, 'append' | 'journal'>
  readonly ids: Pick<Ids, 'next'>
  readonly timers: Timers
}

/** As far as a plan's journal is known here: it only grows. */
interface Page {
  readonly last: number
  readonly standing: Standing
}

const mostRounds = 50
const mostTries = 4

export function createNoticeBook({ store, ids, timers }: NoticeBookOptions): NoticeBook {
  const pages = new Map<string, Page>()
  const queues = new Map<string, Promise<unknown>>()
  const journalOf = (planId: string): string => `notices:${planId}`
  const page = (planId: string): Page => pages.get(planId) ?? { last: 0, standing: new Map() }
  const know = (planId: string, after: number, lines: readonly NoticeLine[]): void => {
    const { last, standing } = page(planId)
    // Two who read at once have the same lines.
    if (last === after && lines.length > 0) pages.set(planId, { last: last + lines.length, standing: withLines(standing, lines) })
  }

  const catchUp = async (planId: string): Promise<Result<Page, AppError>> => {
    for (;;) {
      const { last } = page(planId)
      const read = await store.journal({ journal: journalOf(planId), after: last })
      if (!read.ok) return read
      const { events, more } = read.value.value
      const lines: NoticeLine[] = []
      for (const { seq, body } of events) {
        const line = noticeLineSchema.safeParse(body)
        if (!line.success) return err(appError('unreadableReply', `Line ${seq} of the notices of ${planId} cannot be read: another version of this console may have written it. Use that version.`))
        lines.push(line.data)
      }
      know(planId, last, lines)
      if (!more) return ok(page(planId))
    }
  }

  const append = async (planId: string, after: number, lines: readonly NoticeLine[]): Promise<Result<unknown, AppError>> => {
    const write = { journal: journalOf(planId), after, events: lines, writeId: ids.next() }
    for (let tried = 1; ; tried += 1) {
      const written = await store.append(write)
      if (written.ok || written.error.kind === 'conflict' || written.error.retry !== 'later' || tried === mostTries) return written
      await timers.sleep(2 ** tried * secondMs, 'write evidence of a notice again')
    }
  }

  const add: NoticeBook['add'] = async (planId, decide) => {
    if (!pages.has(planId)) {
      const known = await catchUp(planId)
      if (!known.ok) return known
    }
    for (let round = 0; round < mostRounds; round += 1) {
      const { last, standing } = page(planId)
      const lines = decide(standing)
      if (lines.length === 0) return ok(lines)
      const written = await append(planId, last, lines)
      if (written.ok) {
        know(planId, last, lines)
        return ok(lines)
      }
      if (written.error.kind !== 'conflict') return written
      const known = await catchUp(planId)
      if (!known.ok) return known
    }
    return err(appError('conflict', `Others write down what they tell of ${planId} at this moment, again and again. Try again in a minute.`))
  }

  return {
    standing: async (planId) => {
      const known = await catchUp(planId)
      return known.ok ? ok(known.value.standing) : known
    },
    // One after the other: this console's own writes need not race each other.
    add: (planId, decide) => {
      const mine = (queues.get(planId) ?? Promise.resolve()).then(() => add(planId, decide))
      queues.set(planId, mine)
      return mine
    },
  }
}
