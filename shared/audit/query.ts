import type { Anchor } from './anchor'
import type { AuditSubject, SealedEntry } from './entry'
import type { WrongPlace } from './verify'

/** What is looked for; everything given has to hold. Times are AWS time. */
export interface AuditQuery {
  readonly tenant?: string
  /** Part of a name. */
  readonly person?: string
  /** `support` finds `support.end`. */
  readonly what?: string
  /** Anywhere in the entry. */
  readonly words?: string
  readonly about?: AuditSubject
  readonly correlation?: string
  /** Not done: refused, failed, or without an outcome. */
  readonly onlyTroubles?: boolean
  readonly fromMs?: number
  readonly toMs?: number
  /** Older than this one. */
  readonly before?: AuditPlace
  readonly limit: number
}

export interface AuditPlace {
  readonly atMs: number
  readonly chain: string
  readonly seq: number
}

/** An intent with what came of it, or a note. */
export interface AuditRow {
  readonly entry: SealedEntry
  /** Of an intent; absent: not known, or not yet. */
  readonly outcome?: SealedEntry
}

/** Newest first. */
export interface AuditPage {
  readonly rows: readonly AuditRow[]
  readonly more: boolean
}

export interface ChainStatus {
  readonly chain: string
  readonly machine: string
  /** This console's own. */
  readonly isOwn: boolean
  readonly entries: number
  /** AWS time of the last entry. */
  readonly lastAtMs: number
  readonly verified?: { readonly toSeq: number; readonly atMs: number }
  /** What was found last; then `verified` says how far it is well. */
  readonly wrong?: WrongPlace
  readonly anchor?: Anchor
}

export interface AuditStatus {
  readonly chains: readonly ChainStatus[]
  /** Whether the fleet file names a bucket for anchors. */
  readonly isAnchored: boolean
  /** Why the last anchor could not be laid. */
  readonly anchorTrouble?: string
  /** Entries that the desk's store does not have yet, and why. */
  readonly notCopied?: { readonly entries: number; readonly why: string }
  /** Entries that could not be kept and are held in memory. */
  readonly held?: { readonly entries: number; readonly why: string }
}
