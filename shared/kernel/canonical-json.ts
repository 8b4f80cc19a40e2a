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

const fieldsOf = (value: object): readonly string[] =>
  Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`)
