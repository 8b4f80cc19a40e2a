import type { SessionView } from '#shared/session/session-view'

/** Between the drill and a program that it kills. The keychain is the drill's: it outlives the program, as the real one does. */
export type ToKillable = { readonly kind: 'signIn' } | { readonly kind: 'answer'; readonly id: number; readonly value: string | boolean | null }

export type FromKillable =
  | { readonly kind: 'page'; readonly url: string }
  | { readonly kind: 'state'; readonly state: SessionView['state'] }
  | { readonly kind: 'restored' }
  | { readonly kind: 'keychain'; readonly id: number; readonly call: 'get' | 'set' | 'delete'; readonly account: string; readonly text?: string }

/** How the program is told where to sign in. */
export const killableArgument = '--killable'
