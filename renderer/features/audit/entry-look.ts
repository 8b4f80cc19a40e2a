import type { AuditRow } from '#shared/audit/query'
import type { MarkKind } from '../../components/health-mark'

/** How a deed ended: a mark, and words where there is something to say. */
export interface EntryLook {
  readonly mark: MarkKind
  readonly state: string
  readonly words?: string
}

export function lookOf({ entry: { body }, outcome }: AuditRow): EntryLook {
  if (body === undefined) return { mark: 'unknown', state: 'Withheld' }
  if (body.kind === 'genesis') return { mark: 'info', state: 'Begins' }
  const end = body.kind === 'intent' ? outcome?.body?.outcome : body.outcome
  if (end === undefined) return { mark: 'unknown', state: 'Outcome not known' }
  if (end.kind === 'done') return { mark: 'healthy', state: 'Done' }
  return { mark: end.kind === 'refused' ? 'watch' : 'degraded', state: end.kind === 'refused' ? 'Refused' : 'Failed', words: end.words }
}

/** The same entry after it was asked for again. */
export const keyOf = ({ entry: { chain, seq } }: AuditRow): string => `${chain}/${seq}`
