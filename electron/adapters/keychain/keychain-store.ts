import type { Timers } from '#electron/ports/clock'
import type { SecretStore, SecretStoreFailure } from '#electron/ports/secret-store'
import { err, ok, type Result } from '#shared/kernel/result'
import { Secret } from '#shared/session/secret'
import type { Keeping } from '#shared/session/session-view'
import { createBoundedCalls } from './bounded-calls'
import { joinParts, layOut, otherLetter, parseHead, partName, writeHead, type Letter } from './chunks'
import type { KeychainBackend } from './keytar-backend'
import { damaged, troubleWords, unavailable } from './trouble'

export interface KeychainStoreOptions {
  readonly backend: KeychainBackend
  /** Real time: the keychain does not know of training time. */
  readonly timers: Timers
  /** How long one call may take, the operator's typing of a password included. */
  readonly limitMs?: number
}

const usualLimitMs = 15_000
const probeKey = 'availability'

/**
 * The operating system's keychain.
 *
 * A locked Secret Service answers "no such entry" instead of an error, so "nothing there" is believed only after a probe was written.
 */
export function createKeychainStore({ backend, timers, limitMs = usualLimitMs }: KeychainStoreOptions): SecretStore {
  const calls = createBoundedCalls(timers, limitMs)
  let keeping: Keeping = { kind: 'keychain' }

  async function run<T>(work: () => Promise<T>): Promise<Result<T, SecretStoreFailure>> {
    const answer = await calls.run(work)
    keeping = answer.ok ? { kind: 'keychain' } : { kind: 'memory', why: answer.error, message: troubleWords(answer.error) }
    return answer.ok ? answer : err(unavailable(answer.error))
  }

  return {
    load: async (key) => {
      const found = await run(() => readEntry(backend, key))
      if (!found.ok) return found
      return found.value === 'damaged' ? err(damaged) : ok(found.value)
    },
    save: (key, value) => run(() => writeEntry(backend, key, value)),
    remove: (key) => run(() => removeEntry(backend, key)),
    keeping: () => keeping,
    onRecovered: (listener) => calls.onRecovered(listener),
  }
}

async function readEntry(backend: KeychainBackend, key: string): Promise<Secret | undefined | 'damaged'> {
  const text = await backend.get(key)
  if (text === null) {
    await probe(backend)
    return undefined
  }
  const head = parseHead(text)
  if (head === undefined) return 'damaged'
  if (head.kind === 'inline') return new Secret(head.text)
  const parts: string[] = []
  for (let part = 1; part <= head.count; part++) {
    const found = await backend.get(partName(key, head.letter, part))
    if (found === null) return 'damaged'
    parts.push(found)
  }
  const joined = joinParts(head, parts)
  return joined === undefined ? 'damaged' : new Secret(joined)
}

async function writeEntry(backend: KeychainBackend, key: string, value: Secret): Promise<void> {
  const before = await backend.get(key)
  const letter = otherLetter(before === null ? undefined : parseHead(before))
  const { head, parts } = layOut(value.reveal(), letter)
  for (const [at, part] of parts.entries()) await backend.set(partName(key, letter, at + 1), part)
  await backend.set(key, writeHead(head))
  await removeParts(backend, key, letter, parts.length + 1)
  await removeParts(backend, key, letter === 'a' ? 'b' : 'a', 1)
}

async function removeEntry(backend: KeychainBackend, key: string): Promise<boolean> {
  const removed = await backend.delete(key)
  if (!removed) await probe(backend)
  await removeParts(backend, key, 'a', 1)
  await removeParts(backend, key, 'b', 1)
  return removed
}

async function removeParts(backend: KeychainBackend, key: string, letter: Letter, from: number): Promise<void> {
  for (let part = from; await backend.delete(partName(key, letter, part)); part++);
}

/** Throws when nothing can be written. */
async function probe(backend: KeychainBackend): Promise<void> {
  await backend.set(probeKey, 'Watchfloor can write here.')
  await backend.delete(probeKey)
}
