/**
 * Support access to a tenant's application or machines, on the client's request and for a time.
 *
 * A grant is what people said about it: asked for, approved, refused, ended, reviewed. Each is a statement in somebody's own name and stays for
 * good. What AWS does about it is a second matter (`doors.ts`): a grant opens nothing by itself.
 */
export const accessKinds = ['application', 'ssh'] as const
/** `application`: signing in to the tenant's application. `ssh`: port 22 from the operator's address alone. */
export type AccessKind = (typeof accessKinds)[number]

/** What somebody asks for. */
export interface GrantWish {
  readonly tenant: string
  readonly environment: string
  /** At least one. */
  readonly what: readonly AccessKind[]
  /** The client's own number of their request. */
  readonly reference: string
  /** Who asked, at the client's. */
  readonly askedBy: string
  readonly reason: string
  /** AWS time; absent: as soon as it is approved. */
  readonly fromMs?: number
  /** AWS time. Whatever is approved when, it ends here. */
  readonly untilMs: number
}

/** Asked for by an operator; never changed. */
export interface AskedGrant extends GrantWish {
  readonly id: string
  /** The person, as the desk's store knows them. */
  readonly by: string
  readonly atMs: number
  /** SSH only: the operator's address as AWS sees it, `198.51.100.7/32`. */
  readonly cidr?: string
  /** Opened without an approval: everybody is told, and somebody else reviews it afterwards. */
  readonly isBreakGlass: boolean
  /** The fleet file let this tenant's be given by whoever asks; it counts while the fleet file still does. */
  readonly isSelfService: boolean
  /** What approvals are bound to: SHA-256 of all of the above in canonical JSON. */
  readonly hash: string
}

/** What was said about a grant afterwards, in order of time. */
export type GrantWord =
  | { readonly kind: 'approved'; readonly by: string; readonly atMs: number; readonly hash: string }
  | { readonly kind: 'refused'; readonly by: string; readonly atMs: number; readonly why: string }
  | { readonly kind: 'ended'; readonly by: string; readonly atMs: number; readonly why: string }
  /** From the client's side, seen in the tenant's document. */
  | { readonly kind: 'endedByClient'; readonly atMs: number; readonly who?: string }
  | { readonly kind: 'reviewed'; readonly by: string; readonly atMs: number; readonly words: string; readonly isFine: boolean }
