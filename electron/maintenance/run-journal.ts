import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { RunEvent } from '#shared/maintenance/run-event'

/**
 * The events of one run, in the one order that every console sees.
 *
 * `append` writes at `seq` (0 for the first) or not at all: `taken` when another event is there already, `fenced` when the lease that
 * was held went to another console. After any other error it is unknown whether it was written: read before writing again.
 */
export interface RunJournal {
  read(fromSeq: number): Promise<Result<readonly RunEvent[], AppError>>
  append(seq: number, event: RunEvent): Promise<Result<'written' | 'taken' | 'fenced', AppError>>
}
