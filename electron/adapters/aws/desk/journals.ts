import type { DeskStore, JournalWrite } from '#electron/ports/desk-store'
import { conflict, fenced } from '#shared/desk/store-failures'
import { checkNames, decodeBody, encodeBodies, journalPage } from '#shared/desk/store-rules'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { s, text, type Check, type DeskTable } from './desk-table'
import { eventKey, eventsOf } from './keys'
import { hasDoubt, notKnown, type Doubt } from './outcome'
import { fenceChecks } from './records'

export function createJournals(table: DeskTable): Pick<DeskStore, 'append' | 'journal'> {
  return {
    append: async (write) => {
      const { journal, after, events, writeId, fence } = write
      const named = checkNames({ names: [journal, writeId] })
      const bodies = named.ok ? encodeBodies(events) : named
      if (!bodies.ok) return bodies
      const puts = bodies.value.map((body, index) => ({ key: eventKey(journal, after + 1 + index), fields: { writeId: s(writeId), body: s(body) }, where: 'nothing' as const }))
      // The one before must be there: a journal has no gaps.
      const before: readonly Check[] = after === 0 ? [] : [{ key: eventKey(journal, after), where: 'anything' }]
      const written = await table.write(puts, [...fenceChecks(fence), ...before])
      if (hasDoubt(written)) return settle(table, write, written)
      return written.kind === 'failed' ? err(written.error) : ok({ last: after + events.length })
    },
    journal: async ({ journal, after, limit = journalPage }) => {
      const read = await table.query({ pk: eventsOf(journal), after: eventKey(journal, after).sk, limit: limit + 1 })
      if (!read.ok) return read
      const { found, dateMs } = read.value
      const events = found.slice(0, limit).map((item) => ({ seq: Number(text(item, 'sk')), body: decodeBody(text(item, 'body')) }))
      return ok({ value: { events, more: found.length > limit }, asOfMs: dateMs, isCopy: false })
    },
  }
}

async function settle(table: DeskTable, { journal, after, events, writeId, fence }: JournalWrite, doubt: Doubt): Promise<Result<{ readonly last: number }, AppError>> {
  const at = `journal ${journal}`
  const last = after + events.length
  // Events are never replaced, so that the first place tells whose it is; where that is taken, this write can never be any more.
  const read = await table.get(eventKey(journal, after + 1))
  if (!read.ok) return err(doubt.kind === 'unknown' ? notKnown(doubt.error, at) : read.error)
  if (text(read.value.found, 'writeId') === writeId) return ok({ last })
  if (doubt.kind === 'refused') return err(fence !== undefined && doubt.at.includes(events.length) ? fenced(at) : conflict(at))
  return err(read.value.found === undefined ? notKnown(doubt.error, at) : conflict(at))
}
