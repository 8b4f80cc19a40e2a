import type { SecretStoreFailure } from '#electron/ports/secret-store'
import type { KeychainTrouble } from '#shared/session/session-view'

/**
 * What is wrong with the keychain. keytar passes on the system library's text and no code, and that text may be translated: what is not
 * recognised is `failed`, with words that are true of every case.
 */
export function troubleOf(error: unknown): KeychainTrouble {
  const text = error instanceof Error ? error.message : String(error)
  return signs.find(([pattern]) => pattern.test(text))?.[1] ?? 'failed'
}

const signs: readonly (readonly [RegExp, KeychainTrouble])[] = [
  [/Failed to load keytar|Cannot find (module|package)|cannot open shared object|\.node\b/i, 'notInstalled'],
  [/dbus-launch|D-?Bus|Could not connect|ServiceUnknown|not provided by any \.service|autolaunch/i, 'noService'],
  [/locked|does not exist at path|No such secret collection|interaction is not allowed/i, 'locked'],
  [/dismiss|cancel|denied|not permitted|authoriz/i, 'refused'],
]

export function troubleWords(why: KeychainTrouble): string {
  const effect = 'The sign-in is kept in memory only and ends with Watchfloor.'
  switch (why) {
    case 'notInstalled':
      return `The keychain library is missing or does not fit this computer (on Linux: install libsecret). ${effect}`
    case 'noService':
      return `No keychain service is running (on Linux: start GNOME Keyring or KWallet in the desktop session). ${effect}`
    case 'locked':
      return `The keychain is locked. Unlock it: the sign-in moves there when it is next renewed. ${effect}`
    case 'refused':
      return `Access to the keychain was refused. Allow it for Watchfloor. ${effect}`
    case 'timedOut':
      return `The keychain does not answer; it may be asking for its password in another window. ${effect}`
    case 'failed':
      return `The keychain could not be used. ${effect}`
  }
}

export const unavailable = (why: KeychainTrouble): SecretStoreFailure => ({ kind: 'unavailable', why, message: troubleWords(why) })

export const damaged: SecretStoreFailure = { kind: 'damaged', why: 'damaged', message: 'The entry in the keychain is not whole, or was written by another program.' }
