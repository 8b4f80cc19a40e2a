/**
 * Records with texts of their own, each text once.
 *
 * Texts cut out of a reply are slices in V8: each keeps its whole page of XML or JSON alive, and a fleet's records would hold hundreds
 * of megabytes of replies. Records are plain data without holes, so that JSON gives an equal copy; texts that repeat within a reply
 * (accounts, Regions, tags, states) are then shared.
 */
export function ownCopies<R extends object>(records: readonly R[]): readonly R[] {
  const texts = new Map<string, string>()
  const copies = JSON.parse(JSON.stringify(records)) as R[] // equal by the rule above
  for (const copy of copies) shareTexts(copy as Record<string, unknown>, texts)
  return copies
}

function shareTexts(holder: Record<string, unknown>, texts: Map<string, string>): void {
  for (const key in holder) {
    const value = holder[key]
    if (typeof value === 'object' && value !== null) shareTexts(value as Record<string, unknown>, texts)
    if (typeof value !== 'string') continue
    const known = texts.get(value)
    if (known === undefined) texts.set(value, value)
    else holder[key] = known
  }
}
