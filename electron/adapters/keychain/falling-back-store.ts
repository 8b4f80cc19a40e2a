import type { SecretStore } from '#electron/ports/secret-store'
import { ok } from '#shared/kernel/result'
import type { Secret } from '#shared/session/secret'

/**
 * The keychain, with memory for what it does not take.
 *
 * 1. A value that could not be saved is kept in memory, and found there first: it is newer than what the keychain has.
 * 2. The next save that succeeds, or the keychain's return, moves everything waiting into the keychain.
 * 3. Loading still fails when only the keychain could know: "locked" is not "nothing there".
 */
export function createFallingBackStore(keychain: SecretStore): SecretStore {
  const waiting = new Map<string, Secret>()

  const moveWaiting = async (): Promise<void> => {
    for (const [key, value] of [...waiting]) {
      const saved = await keychain.save(key, value)
      if (!saved.ok) return
      if (waiting.get(key) === value) waiting.delete(key)
    }
  }
  keychain.onRecovered(() => void moveWaiting())

  return {
    load: async (key) => {
      const newer = waiting.get(key)
      return newer === undefined ? keychain.load(key) : ok(newer)
    },
    save: async (key, value) => {
      waiting.set(key, value)
      const saved = await keychain.save(key, value)
      if (!saved.ok) return ok(undefined)
      if (waiting.get(key) === value) waiting.delete(key)
      await moveWaiting()
      return ok(undefined)
    },
    remove: async (key) => {
      const inMemory = waiting.delete(key)
      const removed = await keychain.remove(key)
      return removed.ok ? ok(removed.value || inMemory) : removed
    },
    keeping: () => keychain.keeping(),
    onRecovered: (listener) => keychain.onRecovered(listener),
  }
}
