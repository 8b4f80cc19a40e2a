/**
 * One text for one JSON value, whoever writes it: keys in the order of their UTF-16 units, no spaces, numbers and strings as ECMAScript writes
 * them (RFC 8785). Fields that are undefined are left out, as JSON does.
 *
 * Throws for what JSON cannot say and would quietly change: NaN, infinities, functions, undefined in a list.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') return `{${fieldsOf(value).join(',')}}`
  throw new Error(`JSON has no ${typeof value === 'number' ? String(value) : typeof value}`)
}

/**
 * Whether the text is the canonical one of the value that was parsed of it.
 *
 * The same as writing it and comparing, and several times faster where it is: a parsed value whose keys stand in order is written in order by
 * `JSON.stringify`. Keys that look like numbers are the exception, for engines move them: those are written and compared.
 */
export const isCanonicalJson = (text: string, parsed: unknown): boolean => (isInOrder(parsed) && JSON.stringify(parsed) === text) || canonicalJson(parsed) === text

function isInOrder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isInOrder)
  let last: string | undefined
  for (const key of Object.keys(value)) {
    if (last !== undefined && last >= key) return false
    last = key
    if (!isInOrder((value as Readonly<Record<string, unknown>>)[key])) return false // its own key
  }
  return true
}

const fieldsOf = (value: object): readonly string[] =>
  Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`)
