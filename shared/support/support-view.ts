import type { AccessKind, GrantWish } from './grant'

/**
 * How a grant stands.
 *
 * - `asked`: waits for another operator. `refused`, `lapsed` (nobody approved it in time), `withdrawn` (taken back before it was open): never open.
 * - `waiting`: approved, its time has not come.
 * - `opening`: AWS was told or is about to be; nothing is proven yet.
 * - `open`: read back.
 * - `revoking`: its time is up or somebody ended it; not proven yet ("revoking (unverified)").
 * - `closed`: read back. Proven.
 */
export type GrantStage = 'asked' | 'refused' | 'lapsed' | 'withdrawn' | 'waiting' | 'opening' | 'open' | 'revoking' | 'closed'

/** One of the things that AWS keeps open for a grant. */
export interface DoorView {
  readonly kind: AccessKind
  /** `/watchfloor/support-access/acme/frontend`, or `sg-0ab… port 22 from 198.51.100.7/32` */
  readonly target: string
  readonly account: string
  readonly region: string
  readonly state: 'closed' | 'opening' | 'open' | 'closing' | 'unknown'
  /** When AWS said so; absent: not asked yet. */
  readonly readAtMs?: number
  /** The schedule that closes it whatever becomes of us; absent: none is there. */
  readonly closesByItselfAtMs?: number
  /** Other grants that keep the same thing open. */
  readonly sharedWith: readonly string[]
  /** What is wrong, in words; absent: nothing. */
  readonly trouble?: string
}

export interface GrantView extends Omit<GrantWish, 'fromMs'> {
  readonly id: string
  readonly tenantName: string
  /** When it may open: as wished, or when it was asked for. */
  readonly fromMs: number
  /** It asks for more than the fleet file of this console allows: until when. `untilMs` is when that ends it. */
  readonly askedUntilMs?: number
  /** Its journal cannot be read, and why: nothing is known of what was done. */
  readonly unread?: string
  readonly by: string
  readonly atMs: number
  readonly hash: string
  readonly cidr?: string
  readonly isBreakGlass: boolean
  readonly stage: GrantStage
  /** `maybe`: AWS was asked to open it and never read as open; absent: nobody was let in by it. */
  readonly wasOpen?: 'proven' | 'maybe'
  /** One sentence for an operator at 3 a.m. */
  readonly words: string
  readonly approvals: readonly { readonly by: string; readonly atMs: number }[]
  /** It needs nobody: the fleet file lets this tenant's be given by whoever asks. */
  readonly isSelfService: boolean
  readonly doors: readonly DoorView[]
  /** AWS refused or did not answer while opening or closing. Red. */
  readonly trouble?: { readonly words: string; readonly tries: number; readonly nextTryAtMs?: number }
  /** The last thing that somebody else did to it in AWS, and that was put right. */
  readonly remark?: { readonly atMs: number; readonly words: string }
  readonly ended?: { readonly atMs: number; readonly how: 'expired' | 'ended' | 'client'; readonly by?: string; readonly why?: string }
  /** When every door was read as closed, and what was read. */
  readonly proof?: { readonly atMs: number; readonly words: string }
  /** Break-glass only: absent while nobody has reviewed it. */
  readonly review?: { readonly by: string; readonly atMs: number; readonly words: string; readonly isFine: boolean }
  /** Its story, oldest first. */
  readonly lines: readonly { readonly atMs: number; readonly by?: string; readonly words: string; readonly isTrouble: boolean }[]
  /** What may be done with it by whoever looks, and why the rest may not. */
  readonly may: Readonly<Record<GrantAct, true | string>>
}

/** It stands as open, and of one of its doors AWS was last read as closed: somebody took it away. */
export const isTakenAway = ({ stage, doors }: Pick<GrantView, 'stage' | 'doors'>): boolean => stage === 'open' && doors.some(({ state }) => state === 'closed')

export const grantActs = ['approve', 'refuse', 'end', 'review'] as const
export type GrantAct = (typeof grantActs)[number]

/** What AWS has and nobody granted, or what was granted and AWS has not. */
export interface DriftView {
  readonly id: string
  readonly tenant?: string
  readonly kind: 'rule-without-grant' | 'document-without-grant' | 'schedule-without-grant' | 'grant-without-rule' | 'grant-without-document' | 'grant-without-schedule' | 'document-unreadable'
  readonly grant?: string
  readonly words: string
  readonly foundAtMs: number
  /** What the repair would do, as the button says it: "Remove the rule". */
  readonly repair: string
}

/** All support access of a desk. */
export interface SupportDeskView {
  /** AWS time. */
  readonly nowMs: number
  /** Every grant that is not over, soonest end first; then what ended within thirty days, newest first. */
  readonly grants: readonly GrantView[]
  readonly drifts: readonly DriftView[]
  /** Break-glass that nobody has reviewed. */
  readonly openReviews: number
  /** When AWS was last compared with the grants; absent: not yet. */
  readonly comparedAtMs?: number
  /** Places that could not be compared, in words. */
  readonly blindSpots: readonly string[]
  /** The store answers from a copy: nothing can be granted or ended now. */
  readonly offline?: string
}

/** What may be granted for a tenant. */
export interface TenantSupportView {
  readonly tenant: string
  readonly tenantName: string
  /** Environments with something to open; empty: the fleet file names no support access for this tenant. */
  readonly environments: readonly { readonly environment: string; readonly what: readonly AccessKind[] }[]
  readonly longestMinutes: number
  readonly isSelfService: boolean
  /** Live grants and the last ones, newest first. */
  readonly grants: readonly GrantView[]
  readonly nowMs: number
}

/** What a wish comes to before anybody says it. */
export interface GrantPreview {
  /** In the way of it; empty: it can be asked for. `path`: the field of the form. */
  readonly issues: readonly { readonly path: string; readonly message: string }[]
  /** The operator's address as AWS sees it, where SSH is wished for. */
  readonly cidr?: string
  /** The AWS calls that opening and closing will make, in words, in order. */
  readonly calls: readonly string[]
  /** Grants that keep the same thing open: closing this one leaves it open until they end. */
  readonly overlaps: readonly string[]
}
