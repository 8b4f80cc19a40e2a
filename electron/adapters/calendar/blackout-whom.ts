/**
 * Whom a calendar's entry concerns.
 *
 * 1. Everybody, unless its summary says `[tenants: acme, zenith]` or it has categories `tenant:acme`.
 * 2. A name that the fleet file does not know makes it everybody's: a typing mistake must not open a slot.
 */
export interface Concern {
  /** The summary without its list. */
  readonly title: string
  /** Left out: everybody. */
  readonly tenants?: readonly string[]
  readonly unknown: readonly string[]
}

const list = /\s*\[\s*tenants?\s*:\s*([^\]]*)\]/i
const category = /^tenant\s*:\s*(.+)$/i

export function concernOf(summary: string, categories: readonly string[], known: ReadonlySet<string>): Concern {
  const listed = list.exec(summary)?.[1]?.split(',') ?? []
  const named = [...listed, ...categories.flatMap((each) => category.exec(each.trim())?.[1] ?? [])].map((each) => each.trim()).filter((each) => each !== '')
  const title = summary.replace(list, '').trim()
  // A desk whose tenants are known by their tags alone has no list to compare with.
  const unknown = known.size === 0 ? [] : named.filter((each) => !known.has(each))
  return { title: title === '' ? 'Blackout' : title, ...(named.length === 0 || unknown.length > 0 ? {} : { tenants: [...new Set(named)] }), unknown }
}
