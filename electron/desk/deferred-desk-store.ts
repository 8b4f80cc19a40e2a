import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { DeskStore } from '#electron/ports/desk-store'

export type AskStore = <T>(question: (store: DeskStore) => Promise<Result<T, AppError>>) => Promise<Result<T, AppError>>

/** A store that is opened by the first question: whoever holds it need not know. */
export const deferredDeskStore = (ask: AskStore): DeskStore => ({
  whoWrites: () => ask((store) => store.whoWrites()),
  record: (at) => ask((store) => store.record(at)),
  records: (of) => ask((store) => store.records(of)),
  put: (write) => ask((store) => store.put(write)),
  say: (statement) => ask((store) => store.say(statement)),
  said: (about) => ask((store) => store.said(about)),
  lease: (at) => ask((store) => store.lease(at)),
  acquire: (wish) => ask((store) => store.acquire(wish)),
  renew: (wish) => ask((store) => store.renew(wish)),
  release: (held) => ask((store) => store.release(held)),
  append: (write) => ask((store) => store.append(write)),
  journal: (from) => ask((store) => store.journal(from)),
})
