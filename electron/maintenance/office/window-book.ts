import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Ids } from '#electron/ports/clock'
import type { DeskRecord, DeskStore } from '#electron/ports/desk-store'
import { windowRecordSchema, type KnownWindow, type WindowRecord } from './window-record'

/** Every window of a desk, as its store has them. */
export interface WindowBook {
  /** `unreadable`: ids of what another version wrote; nobody can tell what they hold. */
  all(): Promise<Result<{ readonly windows: readonly KnownWindow[]; readonly unreadable: readonly string[]; readonly asOfMs: number; readonly isCopy: boolean }, AppError>>
  /** `notFound`: there is none of that id. */
  one(id: string): Promise<Result<{ readonly window: KnownWindow; readonly asOfMs: number; readonly isCopy: boolean }, AppError>>
  /** Over the version that was read (0: none yet); `conflict`: somebody was first. */
  write(window: WindowRecord, over: number): Promise<Result<KnownWindow, AppError>>
}

const kind = 'window'

export function createWindowBook({ store, ids }: { readonly store: Pick<DeskStore, 'record' | 'records' | 'put'>; readonly ids: Pick<Ids, 'next'> }): WindowBook {
  return {
    async all() {
      const read = await store.records({ kind })
      if (!read.ok) return read
      const parsed = read.value.value.map((record) => ({ id: record.id, window: parse(record) }))
      const windows = parsed.flatMap(({ window }) => (window.ok ? [window.value] : []))
      const unreadable = parsed.flatMap(({ id, window }) => (window.ok ? [] : [id]))
      return ok({ windows, unreadable, asOfMs: read.value.asOfMs, isCopy: read.value.isCopy })
    },
    async one(id) {
      const read = await store.record({ kind, id })
      if (!read.ok) return read
      const { value: record, asOfMs, isCopy } = read.value
      if (record === undefined) return err(appError('notFound', `There is no window “${id}” on this desk.`))
      const window = parse(record)
      return window.ok ? ok({ window: window.value, asOfMs, isCopy }) : window
    },
    async write(window, over) {
      const { id } = window.plan
      const written = await store.put({ kind, id, expected: over, body: recordOf(window), writeId: ids.next() })
      if (written.ok) return ok({ ...window, version: written.value.version })
      if (written.error.kind !== 'conflict') return written
      return err(appError('conflict', over === 0 ? `There is a window “${id}” on this desk already. Give this one another id or title.` : `Somebody changed “${window.plan.title}” meanwhile. Look at it again, then decide.`))
    },
  }
}

const recordOf = ({ plan, hash, sequence, edition, changedAtMs, calledOff, run }: WindowRecord): WindowRecord => ({
  plan,
  hash,
  sequence,
  edition,
  changedAtMs,
  ...(calledOff === undefined ? {} : { calledOff }),
  ...(run === undefined ? {} : { run }),
})

function parse({ id, version, body }: DeskRecord): Result<KnownWindow, AppError> {
  const read = windowRecordSchema.safeParse(body)
  return read.success ? ok({ ...read.data, version }) : err(appError('unreadableReply', `The window “${id}” cannot be read: another version of this console may have written it. Use that version.`))
}
