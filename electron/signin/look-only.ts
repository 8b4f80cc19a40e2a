import type { SecretStore } from '#electron/ports/secret-store'
import { ok } from '#shared/kernel/result'
import { Secret } from '#shared/session/secret'

/**
 * A store to look into, for a program beside the one that keeps the sign-in: it changes nothing there, and gets no refresh token.
 * Identity Center takes each refresh token once and ends the sign-in when it comes again.
 */
export function lookOnly(store: SecretStore): SecretStore {
  return {
    ...store,
    load: async (key) => {
      const entry = await store.load(key)
      return entry.ok && entry.value !== undefined ? ok(withoutRefreshToken(entry.value)) : entry
    },
    save: async () => ok(undefined),
    remove: async () => ok(false),
  }
}

/** What is not ours is passed on: whoever reads it says so. */
function withoutRefreshToken(entry: Secret): Secret {
  try {
    const { refreshToken: _never, ...rest } = JSON.parse(entry.reveal()) as Record<string, unknown> // validated by whoever reads it
    return new Secret(JSON.stringify(rest))
  } catch {
    return entry
  }
}
