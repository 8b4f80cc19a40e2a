import type { Timers } from '#electron/ports/clock'
import type { SecretStore } from '#electron/ports/secret-store'
import { createFallingBackStore } from './falling-back-store'
import { createKeychainStore } from './keychain-store'
import { keytarBackend } from './keytar-backend'

/** Entries in the keychain are found under this name; training keeps its own. */
export const keychainServices = { live: 'Watchfloor', training: 'Watchfloor training' } as const

/** The store of the desktop app: the system's keychain, memory where it fails, never a file. Nothing is loaded until first used. */
export function openKeychain(service: string, timers: Timers): SecretStore {
  return createFallingBackStore(createKeychainStore({ backend: keytarBackend(service), timers }))
}

export { createFallingBackStore } from './falling-back-store'
export { createKeychainStore } from './keychain-store'
export { createMemoryStore } from './memory-store'
