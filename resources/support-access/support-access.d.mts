/** An operator of the desk who may sign in now. */
export interface SupportAccess {
  readonly id: string
  readonly operator: string
  /** Your own number of the request that it was given for. */
  readonly reference: string
  readonly reason: string
  /** Milliseconds since 1970 in UTC. */
  readonly untilMs: number
}

export interface Whose {
  readonly tenant: string
  readonly environment: string
}

/** Who may sign in now; empty: nobody. Never throws. */
export function readSupportAccess(text: unknown, nowMs: number, whose: Whose): readonly SupportAccess[]

/**
 * The document in which a grant is ended, to be written back; undefined: there is no such grant, or no document that can be read. Never throws.
 * `isUnnamed`: also a grant that the document does not name, because it is for SSH alone.
 */
export function endGrant(text: unknown, grantId: string, who: string, nowMs: number, how?: { readonly isUnnamed?: boolean }): string | undefined
