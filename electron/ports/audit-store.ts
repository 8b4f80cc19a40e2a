import type { Anchor } from '#shared/audit/anchor'
import type { AuditBody, SealedEntry } from '#shared/audit/entry'
import type { AuditPage, AuditQuery } from '#shared/audit/query'
import type { ChainHead } from '#shared/audit/seal'
import type { WrongPlace } from '#shared/audit/verify'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/**
 * Where this computer keeps audit trails: its own chain, which grows, and those of other consoles, as it was shown them.
 *
 * 1. Resolved ok means kept for good: it outlives a killed process and a power cut.
 * 2. Nothing in it is ever changed or deleted; the file itself refuses.
 * 3. The window and commands of one computer share a file and a chain: each takes the next number there is.
 */
export interface AuditStore {
  /** Begins this console's chain unless it has one. */
  begin(genesis: { readonly chain: string; readonly body: AuditBody }): Promise<Result<{ readonly head: ChainHead; readonly isNew: boolean }, AppError>>
  /** As the next entries of this console's chain: all, or none. */
  append(bodies: readonly AuditBody[]): Promise<Result<readonly SealedEntry[], AppError>>
  search(query: AuditQuery): Promise<Result<AuditPage, AppError>>
  chains(of: null): Promise<Result<readonly KnownChain[], AppError>>
  /** Entries after a place, in order, as lines. */
  lines(from: { readonly chain: string; readonly afterSeq: number; readonly limit: number }): Promise<Result<readonly string[], AppError>>
  /** The next entries from one place to another, as lines, and where the last of them stands: what is gone in between, or broken, holds up nobody. */
  stretch(of: { readonly chain: string; readonly afterSeq: number; readonly toSeq: number; readonly limit: number }): Promise<Result<KeptStretch, AppError>>
  /** Verifies the next entries after a place that was verified. */
  verify(from: { readonly after: ChainHead; readonly limit: number }): Promise<Result<VerifiedStretch, AppError>>
  /** Intents of this console's chain without an outcome, oldest first. */
  openIntents(of: { readonly limit: number }): Promise<Result<readonly SealedEntry[], AppError>>
  /** Of another console, in order right after what is known of its chain. `conflict`: they do not follow it. */
  learn(entries: readonly SealedEntry[]): Promise<Result<null, AppError>>
  anchored(anchor: Anchor): Promise<Result<null, AppError>>
  anchors(of: null): Promise<Result<readonly Anchor[], AppError>>
  /** Own entries up to this one are on the desk's store. */
  copied(to: { readonly seq: number }): Promise<Result<null, AppError>>
}

export interface KnownChain {
  readonly chain: string
  readonly isOwn: boolean
  readonly machine: string
  readonly lastSeq: number
  readonly lastAtMs: number
  /** Own: entries up to this one are on the desk's store. */
  readonly copiedSeq: number
}

export interface KeptStretch {
  readonly lines: readonly string[]
  readonly lastSeq: number
}

export interface VerifiedStretch {
  /** Verified to here. */
  readonly head: ChainHead
  readonly isEnd: boolean
  readonly wrong?: WrongPlace
}
