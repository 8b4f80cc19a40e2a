import type { KeychainBackend } from '#electron/adapters/keychain/keytar-backend'

/** A keychain whose behaviour a test sets: entries with the limit of Windows, failing or hanging on demand. */
export interface FakeKeychain extends KeychainBackend {
  readonly entries: Map<string, string>
  /** The message each call fails with. */
  failure: string | undefined
  /** Calls wait until `release()`. */
  hang(): void
  release(): void
  /** Ends the program's writing (throws) after so many more writes. */
  dieAfterWrites: number
  calls: number
}

const windowsLimitBytes = 2_560

export function fakeKeychain(): FakeKeychain {
  const entries = new Map<string, string>()
  let gate: Promise<void> | undefined
  let open = (): void => undefined
  const enter = async (): Promise<void> => {
    keychain.calls++
    await gate
    if (keychain.failure !== undefined) throw new Error(keychain.failure)
  }
  const keychain: FakeKeychain = {
    entries,
    failure: undefined,
    dieAfterWrites: Infinity,
    calls: 0,
    hang: () => {
      gate = new Promise((resolve) => (open = resolve))
    },
    release: () => {
      gate = undefined
      open()
    },
    get: async (account) => {
      await enter()
      return entries.get(account) ?? null
    },
    set: async (account, text) => {
      await enter()
      if (keychain.dieAfterWrites-- <= 0) throw new Error('killed')
      if (Buffer.byteLength(text) > windowsLimitBytes) throw new Error('The stub received bad data.')
      entries.set(account, text)
    },
    delete: async (account) => {
      await enter()
      return entries.delete(account)
    },
  }
  return keychain
}
