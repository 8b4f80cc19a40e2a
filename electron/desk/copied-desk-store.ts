import { canonicalJson } from '#shared/kernel/canonical-json'
import type { AppError, AppErrorKind } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { DeskCopies } from '#electron/ports/desk-copies'
import type { DeskStore, JournalPage, Reading } from '#electron/ports/desk-store'
import type { Logger } from '#electron/ports/logger'

/**
 * A shared store of which this machine keeps what it read.
 *
 * 1. While the store does not answer, reading goes on from the last copy, which says of when it is. Nothing is ever written to a copy: writes
 *    fail as the store fails.
 * 2. A refusal is an answer: what AWS does not allow is not shown from memory either.
 * 3. Keeping a copy is waited for by nobody, and its failure is logged.
 */
export function createCopiedDeskStore(store: DeskStore, copies: DeskCopies, logger: Logger): DeskStore {
  const warned = <T>(kept: Result<T, AppError>): void => {
    if (!kept.ok) logger.warn('desk.copyNotKept', { words: kept.error.message })
  }
  const keep = (question: string, answer: unknown, asOfMs: number): void => void copies.keep({ question, answer, asOfMs }).then(warned)
  /** Lists that come again as the same object while they are the same: only their time is news. */
  const copied = new Map<string, readonly unknown[]>()
  const keepList = (question: string, list: readonly unknown[], asOfMs: number): void => {
    if (copied.get(question) === list) return void copies.confirm({ question, asOfMs }).then(warned)
    void copies.keep({ question, answer: list, asOfMs }).then((kept) => {
      warned(kept)
      if (kept.ok) copied.set(question, list)
      else copied.delete(question)
    })
  }
  const last = async <T>(question: string, reading: Reading<T> & { readonly ok: false }): Promise<Reading<T>> => {
    if (!passing.has(reading.error.kind)) return reading
    const copy = await copies.last({ question })
    // JSON has no undefined: what was not there was kept as null.
    return copy.ok && copy.value !== undefined ? ok({ value: (copy.value.answer ?? undefined) as T, asOfMs: copy.value.asOfMs, isCopy: true }) : reading
  }
  const read = async <T>(question: string, asking: Promise<Reading<T>>, kept: (question: string, answer: T, asOfMs: number) => void = keep): Promise<Reading<T>> => {
    const reading = await asking
    if (!reading.ok) return last(question, reading)
    kept(question, reading.value.value, reading.value.asOfMs)
    return reading
  }
  const journals = new Map<string, JournalPage['events']>()
  return {
    ...store,
    record: (at) => read(canonicalJson(['record', at.kind, at.id]), store.record(at)),
    records: (of) => read(canonicalJson(['records', of.kind]), store.records(of)),
    said: (about) => read(canonicalJson(['said', about.kind, about.subject ?? null]), store.said(about), keepList),
    lease: (at) => read(canonicalJson(['lease', at.name]), store.lease(at)),
    journal: async (from) => {
      const question = canonicalJson(['journal', from.journal])
      const reading = await store.journal(from)
      if (reading.ok) {
        // Journals are read on from where they were known to: one copy is put together from the pieces.
        const known = journals.get(from.journal) ?? []
        const { events } = reading.value.value
        if (from.after !== (known.at(-1)?.seq ?? 0) && from.after !== 0) return reading
        const whole = from.after === 0 ? events : [...known, ...events]
        const isNews = (whole.at(-1)?.seq ?? 0) > (known.at(-1)?.seq ?? 0) || !journals.has(from.journal)
        if (isNews) keep(question, whole, reading.value.asOfMs)
        if (isNews) journals.set(from.journal, whole)
        return reading
      }
      const copy = await last<JournalPage['events']>(question, reading)
      if (!copy.ok) return copy
      const later = copy.value.value.filter(({ seq }) => seq > from.after)
      const events = later.slice(0, from.limit ?? later.length)
      return ok({ ...copy.value, value: { events, more: events.length < later.length } })
    },
  }
}

/** It cannot be reached, it cannot be asked just now, or somebody has to sign in: what was read before is still what is known. */
const passing: ReadonlySet<AppErrorKind> = new Set(['offline', 'throttled', 'expired'])
