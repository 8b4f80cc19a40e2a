import type { AuditRow } from '#shared/audit/query'
import type { MarkKind } from '../../components/health-mark'

/** What somebody did and how it ended: a mark, and words where there is something to say. */
export interface EntryLook {
  /** The deed in words; one that was refused never reads as done. */
  readonly deed: string
  readonly mark: MarkKind
  readonly state: string
  readonly words?: string
}

export function lookOf({ entry: { body }, outcome }: AuditRow): EntryLook {
  if (body === undefined) return { deed: 'What this entry says was withheld.', mark: 'unknown', state: 'Withheld' }
  const deed = body.words
  if (body.kind === 'genesis') return { deed, mark: 'info', state: 'Begins' }
  const end = body.kind === 'intent' ? outcome?.body?.outcome : body.outcome
  if (end === undefined) return { deed, mark: 'unknown', state: 'Outcome not known' }
  if (end.kind === 'done') return { deed, mark: 'healthy', state: 'Done' }
  // What was kept before it was done is worded as done; notes came after.
  const isIntent = body.kind === 'intent'
  if (end.kind === 'refused') return { deed: isIntent ? `Not done: ${deed}` : deed, mark: 'watch', state: 'Refused', words: end.words }
  return { deed: isIntent ? `Tried: ${deed}` : deed, mark: 'degraded', state: 'Failed', words: end.words }
}

/** The same entry after it was asked for again. */
export const keyOf = ({ entry: { chain, seq } }: AuditRow): string => `${chain}/${seq}`
