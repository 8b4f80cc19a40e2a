import type { KeychainBackend } from '#electron/adapters/keychain/keytar-backend'

/** A keychain that outlives the program of a drill, and that can be locked as the Secret Service is: nothing is found, nothing is taken. */
export interface DrillKeychain extends KeychainBackend {
  readonly entries: ReadonlyMap<string, string>
  locked: boolean
}

export function createDrillKeychain(): DrillKeychain {
  const entries = new Map<string, string>()
  const keychain: DrillKeychain = {
    entries,
    locked: false,
    get: async (account) => (keychain.locked ? null : (entries.get(account) ?? null)),
    set: async (account, text) => {
      if (keychain.locked) throw new Error('Cannot create an item in a locked collection')
      entries.set(account, text)
    },
    delete: async (account) => !keychain.locked && entries.delete(account),
  }
  return keychain
}
