/** Texts of a table while it is written: each text once, known ones keep their number. */
export interface InternedStrings {
  indexOf(text: string): number
  added(): readonly string[]
  all(): readonly string[]
}

// Finding a text's number needs a map as long as the table's texts. It follows the array it was made for, so that a tick
// that adds one text does not read ten thousand. Safe to share: a number once given never changes within an epoch.
const lookups = new WeakMap<readonly string[], Map<string, number>>()

export function internInto(strings: readonly string[]): InternedStrings {
  const known = lookups.get(strings) ?? new Map(strings.map((text, number) => [text, number]))
  lookups.set(strings, known)
  const added: string[] = []
  const fresh = new Map<string, number>()
  return {
    indexOf(text) {
      const number = known.get(text)
      // A number at or beyond our length was given by a branch of the same table that we are not part of.
      if (number !== undefined && number < strings.length) return number
      const own = fresh.get(text)
      if (own !== undefined) return own
      added.push(text)
      fresh.set(text, strings.length + added.length - 1)
      return strings.length + added.length - 1
    },
    added: () => added,
    all() {
      if (added.length === 0) return strings
      const all = strings.concat(added)
      lookups.set(all, extend(known, strings.length, fresh))
      return all
    },
  }
}

// Appends in place when nothing else was appended since; a second branch from the same table gets its own map.
function extend(known: Map<string, number>, length: number, fresh: ReadonlyMap<string, number>): Map<string, number> {
  const map = known.size === length ? known : new Map([...known].filter(([, number]) => number < length))
  for (const [text, number] of fresh) map.set(text, number)
  return map
}
