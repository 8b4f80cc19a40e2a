import type { SecretStore } from '#electron/ports/secret-store'
import { ok } from '#shared/kernel/result'
import type { Secret } from '#shared/session/secret'
import type { KeychainTrouble } from '#shared/session/session-view'
import { troubleWords } from './trouble'

/** Keeps secrets until the program ends, and says so. */
export function createMemoryStore(why: KeychainTrouble = 'noService'): SecretStore {
  const kept = new Map<string, Secret>()
  return {
    load: async (key) => ok(kept.get(key)),
    save: async (key, value) => {
      kept.set(key, value)
      return ok(undefined)
    },
    remove: async (key) => ok(kept.delete(key)),
    keeping: () => ({ kind: 'memory', why, message: troubleWords(why) }),
    onRecovered: () => () => undefined,
  }
}
