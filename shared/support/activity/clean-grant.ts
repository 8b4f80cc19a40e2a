import type { GrantView } from '../support-view'

/** A grant without a word about others, also in what operators typed. */
export function cleanGrant(grant: GrantView, clean: (text: string) => string): GrantView {
  const { approvals, doors, trouble, ended, proof, review, lines } = grant
  return {
    ...grant,
    reference: clean(grant.reference),
    askedBy: clean(grant.askedBy),
    reason: clean(grant.reason),
    by: clean(grant.by),
    words: clean(grant.words),
    approvals: approvals.map((each) => ({ ...each, by: clean(each.by) })),
    doors: doors.map((door) => ({ ...door, sharedWith: door.sharedWith.map(clean), ...(door.trouble === undefined ? {} : { trouble: clean(door.trouble) }) })),
    ...(trouble === undefined ? {} : { trouble: { ...trouble, words: clean(trouble.words) } }),
    ...(ended === undefined ? {} : { ended: { ...ended, ...(ended.by === undefined ? {} : { by: clean(ended.by) }), ...(ended.why === undefined ? {} : { why: clean(ended.why) }) } }),
    ...(proof === undefined ? {} : { proof: { ...proof, words: clean(proof.words) } }),
    ...(review === undefined ? {} : { review: { ...review, by: clean(review.by), words: clean(review.words) } }),
    lines: lines.map((line) => ({ ...line, words: clean(line.words), ...(line.by === undefined ? {} : { by: clean(line.by) }) })),
  }
}
