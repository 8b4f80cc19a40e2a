/** What signing out did, and what it could not do. */
export interface SignOutReport {
  readonly session: string
  readonly steps: readonly SignOutStep[]
  /** Every step was done. */
  readonly complete: boolean
}

export interface SignOutStep {
  readonly what: 'portal' | 'keychain' | 'memory'
  readonly done: boolean
  readonly message: string
}

export const signOutReport = (session: string, steps: readonly SignOutStep[]): SignOutReport => ({ session, steps, complete: steps.every((step) => step.done) })
