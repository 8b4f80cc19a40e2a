import type { AuditSubject } from '#shared/audit/entry'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/** A file of a pack: its name, what it is, its text. */
export interface PackFile {
  readonly name: string
  readonly about: string
  readonly text: string
}

/** What is made of the trail: every entry of every chain, as `audit verify` reads it; or one story with its papers and the program that verifies it, as a zip. */
export type AuditPaper = { readonly kind: 'export' } | { readonly kind: 'pack'; readonly about: AuditSubject; readonly papers: readonly PackFile[]; readonly verifier: string }

export interface PaperWatch {
  /** 0 to 100, rising. */
  readonly progress: (percent: number) => void
  readonly signal: AbortSignal
}

export interface WrittenPaper {
  /** Entries in the file, also those of which only hashes are. */
  readonly entries: number
}

/**
 * Files made of the whole trail, as large as it is.
 *
 * 1. Under the file's name there is what was there before, or all of the new; nothing half-written is left, whatever happens.
 * 2. Memory and turns of the caller do not grow with the trail. `cancelled`: it was stopped.
 */
export interface AuditFiles {
  write(paper: AuditPaper, file: string, watch: PaperWatch): Promise<Result<WrittenPaper, AppError>>
}
