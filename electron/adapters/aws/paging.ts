import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { ownCopies } from './own-copy'
import type { Received } from './send'

export interface Page<R> {
  readonly records: readonly R[]
  readonly next?: string | undefined
}

/**
 * Follows page tokens to the end. A failed page fails the whole: half an inventory would remove the other half. A token that comes
 * back is an unreadable reply, not an endless loop.
 */
export async function collectPages<O extends object, R extends object>(
  fetchPage: (token: string | undefined) => Promise<Result<Received<O>, AppError>>,
  read: (output: O) => Page<R> | undefined,
): Promise<Result<{ readonly records: readonly R[]; readonly dateMs: number }, AppError>> {
  const records: R[] = []
  const seen = new Set<string>()
  for (let token: string | undefined; ; ) {
    const reply = await fetchPage(token)
    if (!reply.ok) return reply
    const page = read(reply.value.output)
    if (page === undefined) return err(unreadable('The list that AWS always sends is missing from a reply. A proxy may have changed it; it is tried again.'))
    records.push(...ownCopies(page.records))
    token = page.next || undefined
    if (token === undefined) return ok({ records, dateMs: reply.value.dateMs })
    if (seen.has(token)) return err(unreadable('AWS repeated a page of a list. It is read again from its beginning.'))
    seen.add(token)
  }
}

const unreadable = (message: string): AppError => appError('unreadableReply', message)
