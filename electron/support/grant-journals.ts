import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { GrantEvent } from '#shared/support/grant-event'
import { grantEventSchema } from '#shared/support/grant-event-schema'
import type { DeskStore } from '#electron/ports/desk-store'

/** A grant's journal as far as it can be read. */
export interface KnownJournal {
  readonly last: number
  readonly events: readonly GrantEvent[]
  /** Why it cannot be read further, in words. It is not written on either. */
  readonly unread?: string
}

export const journalOf = (id: string): string => `grant:${id}`

/** Journals only grow: each is read on from where it is known to. A line that cannot be read ends its own journal and no other. */
export interface GrantJournals {
  /** As it was last read or written. */
  known(id: string): KnownJournal | undefined
  read(id: string): Promise<Result<{ readonly journal: KnownJournal; readonly isCopy: boolean }, AppError>>
  wrote(id: string, journal: KnownJournal): void
}

export function createGrantJournals(store: Pick<DeskStore, 'journal'>): GrantJournals {
  const journals = new Map<string, KnownJournal>()
  return {
    known: (id) => journals.get(id),
    wrote: (id, journal) => void journals.set(id, journal),
    read: async (id) => {
      let journal = journals.get(id) ?? { last: 0, events: [] }
      let isCopy = false
      while (journal.unread === undefined) {
        const page = await store.journal({ journal: journalOf(id), after: journal.last })
        if (!page.ok) return page
        isCopy ||= page.value.isCopy
        journal = readOn(id, journal, page.value.value.events)
        journals.set(id, journal)
        if (!page.value.value.more) break
      }
      return ok({ journal, isCopy })
    },
  }
}

function readOn(id: string, known: KnownJournal, lines: readonly { readonly seq: number; readonly body: unknown }[]): KnownJournal {
  const events = [...known.events]
  let last = known.last
  for (const { seq, body } of lines) {
    const line = grantEventSchema.safeParse(body)
    if (!line.success) return { last, events, unread: `Line ${seq} of the journal of the support access ${id} cannot be read: another version of this console may have written it, or somebody past every console. Use that version.` }
    events.push(line.data)
    last = seq
  }
  return { last, events }
}
