/**
 * Tags beside those that place a resource, in one string: what thousands of resources share is kept once, and two readings are compared like
 * any other text.
 */
const between = '\u001e'

/** Undefined: there are none. AWS's own (`aws:...`) are left out but the stack's name: they are long, and nobody chooses by them. */
export function packTags(tags: readonly (readonly [key: string, value: string])[]): string | undefined {
  const kept = tags.filter(([key]) => !key.startsWith('aws:') || key === 'aws:cloudformation:stack-name').map(([key, value]) => `${key}=${value}`)
  return kept.length === 0 ? undefined : `${between}${kept.sort().join(between)}${between}`
}

/** `wish`: `key=value`. */
export const hasPackedTag = (packed: string | undefined, wish: string): boolean => packed?.includes(`${between}${wish}${between}`) === true
