import type { Result } from '#shared/kernel/result'
import type { Secret } from '#shared/session/secret'
import type { Keeping, KeychainTrouble } from '#shared/session/session-view'

/**
 * Keeps secrets by key.
 *
 * 1. Never plain text on a disk: the operating system's keychain, or memory that ends with the program.
 * 2. No method throws, and none waits longer than the store's own limit: a keychain that asks the operator for a password may hang.
 * 3. A value of any length comes back as it was saved, or not at all.
 */
export interface SecretStore {
  load(key: string): Promise<Result<Secret | undefined, SecretStoreFailure>>
  save(key: string, value: Secret): Promise<Result<void, SecretStoreFailure>>
  /** True when there was something to remove. */
  remove(key: string): Promise<Result<boolean, SecretStoreFailure>>
  /** Whether secrets outlive the program, as of the last call. */
  keeping(): Keeping
  /** The keychain answered again after it had been given up on; returns unsubscribe. */
  onRecovered(listener: () => void): () => void
}

/** `damaged`: an entry is there but is not ours, or not whole. The rest: no entry can be had at all. */
export interface SecretStoreFailure {
  readonly kind: 'unavailable' | 'damaged'
  readonly why: KeychainTrouble | 'damaged'
  readonly message: string
}
