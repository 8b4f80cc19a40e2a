import type { DeskStore } from '#electron/ports/desk-store'
import type { Life } from './life'

/** The same store, as one console reaches it: an edge before and after every line and every record. */
export const guardStore = (store: DeskStore, life: Life): DeskStore => ({
  whoWrites: () => life.whileAlive(store.whoWrites()),
  record: (at) => life.whileAlive(store.record(at)),
  records: (of) => life.whileAlive(store.records(of)),
  put: async (write) => {
    await life.edge(`before remembering ${write.id}`)
    const written = await store.put(write)
    await life.edge(`after remembering ${write.id}`)
    return written
  },
  say: (statement) => life.whileAlive(store.say(statement)),
  said: (about) => life.whileAlive(store.said(about)),
  lease: (at) => life.whileAlive(store.lease(at)),
  acquire: (wish) => life.whileAlive(store.acquire(wish)),
  renew: (wish) => life.whileAlive(store.renew(wish)),
  release: (held) => life.whileAlive(store.release(held)),
  append: async (write) => {
    const line = lineOf(write.events[0])
    await life.edge(`${line}: before the line`)
    const written = await store.append(write)
    await life.edge(`${line}: after the line`)
    return written
  },
  journal: (from) => life.whileAlive(store.journal(from)),
})

/** `snapshot:arn:... started` */
function lineOf(event: unknown): string {
  const { effect = '', kind = '' } = event as { readonly effect?: string; readonly kind?: string } // a RunEvent, in the store any JSON
  return `${effect} ${kind}`
}
