/** The keychain's own words: entries of one service, by account. Throws what the system says. */
export interface KeychainBackend {
  get(account: string): Promise<string | null>
  set(account: string, text: string): Promise<void>
  /** False when there was none. */
  delete(account: string): Promise<boolean>
}

/** macOS Keychain, Windows Credential Manager or the Secret Service. Loaded when first used: a missing library must not stop the program. */
export function keytarBackend(service: string): KeychainBackend {
  // A CommonJS module: its functions are on `default`, bundled or not.
  const load = async () => (await import('keytar')).default
  return {
    get: async (account) => (await load()).getPassword(service, account),
    set: async (account, text) => (await load()).setPassword(service, account, text),
    delete: async (account) => (await load()).deletePassword(service, account),
  }
}
