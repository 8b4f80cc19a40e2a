import { entryOf } from '#shared/audit/read-entry'
import { headAt, type ChainHead } from '#shared/audit/seal'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { AuditStore } from '#electron/ports/audit-store'

/** Lines at once, between which others are heard. */
const page = 500

export interface Stretch {
  readonly chain: string
  readonly afterSeq: number
  readonly toSeq: number
}

/** Hands on a stretch of a chain piece by piece, in order, and says where it ended; not ok: it cannot be read, or was stopped. */
export async function eachStretch(audit: Pick<AuditStore, 'stretch'>, { chain, afterSeq, toSeq }: Stretch, signal: AbortSignal, take: (lines: readonly string[]) => void | Promise<void>): Promise<Result<readonly ChainHead[], AppError>> {
  let last: string | undefined
  for (let after = afterSeq; ; ) {
    if (signal.aborted) return err(stopped)
    const read = await audit.stretch({ chain, afterSeq: after, toSeq, limit: page })
    if (!read.ok) return read
    const { lines, lastSeq } = read.value
    await take(lines)
    last = lines.at(-1) ?? last
    if (lines.length < page) return ok(headOf(last))
    after = lastSeq
  }
}

function headOf(line: string | undefined): readonly ChainHead[] {
  const entry = line === undefined ? undefined : entryOf(line)
  return entry === undefined ? [] : [headAt(entry)]
}

export const stopped: AppError = appError('cancelled', 'It was stopped before it was whole: nothing was written.')
