/**
 * Whether the window is covered.
 *
 * 1. Locking hides and refuses; it stops nothing: reading goes on behind it.
 * 2. `ways` are the ways to unlock, best first; the operator chooses one.
 */
export type LockView =
  | { readonly locked: false; readonly afterMinutes: number }
  | { readonly locked: true; readonly sinceMs: number; readonly why: LockReason; readonly ways: readonly UnlockWay[]; readonly note: string }

export type LockReason = 'idle' | 'system' | 'operator'

/**
 * `osPrompt`: the operating system asks for finger, face or password. `signIn`: a new sign-in. `confirm`: one click, where nothing is
 * at stake or nobody could be asked; `note` says which.
 */
export type UnlockWay = 'osPrompt' | 'signIn' | 'confirm'
