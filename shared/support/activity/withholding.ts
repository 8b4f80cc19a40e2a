import { atOnce } from './at-once'

/**
 * Takes out of a text what names somebody else: other tenants of the desk, and grants of other tenants.
 *
 * 1. Names are compared word by word, whatever stands between the words: `beta-frontend` names the tenant `beta`.
 * 2. Where names overlap the longer one counts: `Beta Bank` is not `Bank`. Of two of one length the tenant's own.
 * 3. A word that of all tenants one alone bears names it too: operators write `Zenith` for `Zenith & Sons`. Ordinary words do not.
 * 4. Names of environments and single letters name nobody.
 */
export interface Withholding {
  /** The text without them, `[…]` in their place. */
  readonly clean: (text: string) => string
  /** How many names were taken out so far. */
  readonly count: () => number
}

export interface Own {
  /** Of the tenant: its id, its name. */
  readonly names: readonly string[]
  readonly grants: ReadonlySet<string>
}

/** No letter and no digit in it: it can be nobody's name. */
export const withheld = '[…]'

const grantPattern = /\bg-[0-9a-f]{12}\b/gi
const wordPattern = /[\p{L}\p{N}]+/gu

interface Word {
  readonly text: string
  readonly from: number
  readonly to: number
}

export interface Others {
  /** Id and name of each other tenant. */
  readonly tenants: readonly (readonly string[])[]
  /** Their databases and groups, as far as they are known. */
  readonly things?: readonly string[]
  /** Names of environments. */
  readonly environments?: readonly string[]
}

/** Names that are learnt before others have their turn. */
const namesAStep = 200

export const createWithholding = (own: Own, others: Others): Withholding => atOnce(learnWithholding(own, others))

/** Ten thousand tenants take their time. */
export function* learnWithholding(own: Own, { tenants, things = [], environments = [] }: Others): Generator<void, Withholding> {
  const ours = new Set(own.names.map((name) => keyOf(wordsOf(name))))
  const plain = new Set(environments.map((name) => keyOf(wordsOf(name))))
  const names = new Map<string, Map<string, boolean>>()
  let longest = 1
  const know = (name: string, isOurs: boolean): void => {
    const words = wordsOf(name)
    const key = keyOf(words)
    if (key.length < 2 || (!isOurs && (ours.has(key) || plain.has(key)))) return
    longest = Math.max(longest, words.length)
    const first = words[0]!.text
    const same = names.get(first) ?? new Map<string, boolean>()
    names.set(first, same.set(key, isOurs))
  }
  for (const name of own.names) know(name, true)
  const sole = yield* soleWords(tenants, own.names)
  for (const [at, name] of [...tenants.flat(), ...things, ...sole].entries()) {
    know(name, false)
    if (at % namesAStep === namesAStep - 1) yield
  }
  let count = 0

  const withoutGrants = (text: string): string =>
    text.replaceAll(grantPattern, (id) => {
      if (own.grants.has(id.toLowerCase())) return id
      count += 1
      return withheld
    })

  const clean = (text: string): string => {
    const safe = withoutGrants(text)
    const words = wordsOf(safe)
    const parts: string[] = []
    let doneTo = 0
    for (let at = 0; at < words.length; ) {
      const found = longestName(words, at, names, longest)
      if (found === undefined) {
        at += 1
        continue
      }
      if (!found.isOurs) {
        parts.push(safe.slice(doneTo, words[at]!.from), withheld)
        doneTo = words[at + found.words - 1]!.to
        count += 1
      }
      at += found.words
    }
    return doneTo === 0 ? safe : `${parts.join('')}${safe.slice(doneTo)}`
  }
  return { clean, count: () => count }
}

/** Of the trade and of this product: they are in many texts, and name nobody by themselves. */
const ordinaryWords = new Set(
  'bank banco banque banking credit union savings capital finance financial lending loans trust group holding holdings insurance national mutual federal first international global digital direct access account alarm application approved backup change closed console database desk failover fleet grant incident login maintenance open operator outage planned region restart server servers snapshot support tenant upgrade window'.split(' '),
)

/** Words of four letters and more that one tenant alone bears. */
function* soleWords(tenants: readonly (readonly string[])[], ours: readonly string[]): Generator<void, readonly string[]> {
  const own = new Set(ours.flatMap(wordsOf).map(({ text }) => text))
  const bearers = new Map<string, number>()
  for (const [at, names] of tenants.entries()) {
    for (const word of new Set(names.flatMap(wordsOf).map(({ text }) => text))) bearers.set(word, (bearers.get(word) ?? 0) + 1)
    if (at % namesAStep === namesAStep - 1) yield
  }
  return [...bearers].flatMap(([word, count]) => (count === 1 && /^\p{L}{4,}$/u.test(word) && !own.has(word) && !ordinaryWords.has(word) ? [word] : []))
}

function longestName(words: readonly Word[], at: number, names: ReadonlyMap<string, ReadonlyMap<string, boolean>>, longest: number): { readonly words: number; readonly isOurs: boolean } | undefined {
  const same = names.get(words[at]!.text)
  if (same === undefined) return undefined
  for (let length = Math.min(longest, words.length - at); length > 0; length -= 1) {
    const isOurs = same.get(keyOf(words.slice(at, at + length)))
    if (isOurs !== undefined) return { words: length, isOurs }
  }
  return undefined
}

const wordsOf = (text: string): readonly Word[] => [...text.matchAll(wordPattern)].map((match) => ({ text: match[0].toLowerCase(), from: match.index, to: match.index + match[0].length }))
const keyOf = (words: readonly Word[]): string => words.map(({ text }) => text).join(' ')
