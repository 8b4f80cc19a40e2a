import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { RunEvent } from '#shared/maintenance/run-event'
import { runEventSchema } from '#shared/maintenance/run-event-schema'
import type { Ids } from '#electron/ports/clock'
import type { DeskStore, Fence, JournalPage } from '#electron/ports/desk-store'
import type { RunJournal } from './run-journal'

export interface DeskJournalOptions {
  readonly store: Pick<DeskStore, 'append' | 'journal'>
  readonly ids: Pick<Ids, 'next'>
  readonly run: string
  /** Left out by whoever only reads, or adds an operator's word. */
  readonly fence?: Fence
}

export const journalOf = (run: string): string => `run:${run}`

/** A run's journal in the desk's store. A copy is good to look at, but not to act on. */
export function createDeskJournal({ store, ids, run, fence }: DeskJournalOptions): RunJournal {
  const journal = journalOf(run)
  return {
    async read(fromSeq) {
      const events: RunEvent[] = []
      for (;;) {
        const page = await store.journal({ journal, after: fromSeq + events.length })
        if (!page.ok) return page
        if (page.value.isCopy) return err(appError('unreachable', 'The desk’s store cannot be reached: only a copy of this run can be read here, and nothing is done on the word of a copy.'))
        const parsed = parse(page.value.value, run)
        if (!parsed.ok) return parsed
        events.push(...parsed.value)
        if (!page.value.value.more) return ok(events)
      }
    },
    async append(seq, event) {
      const written = await store.append({ journal, after: seq, events: [event], writeId: ids.next(), ...(fence === undefined ? {} : { fence }) })
      if (written.ok) return ok('written')
      if (written.error.kind === 'conflict') return ok('taken')
      return written.error.kind === 'fenced' ? ok('fenced') : written
    },
  }
}

function parse({ events }: JournalPage, run: string): Result<readonly RunEvent[], AppError> {
  const lines: RunEvent[] = []
  for (const { seq, body } of events) {
    const line = runEventSchema.safeParse(body)
    if (!line.success) return err(appError('unreadableReply', `Line ${seq} of run ${run} cannot be read: another version of this console may have written it. Go on with that version.`))
    lines.push(line.data)
  }
  return ok(lines)
}
