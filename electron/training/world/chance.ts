/**
 * Chance without state: the same words give the same number, so that runs repeat and nothing depends on the order of calls.
 */
export function hash32(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5
  for (const part of parts) {
    if (typeof part === 'number') hash = mix(hash, part)
    else for (let at = 0; at < part.length; at++) hash = Math.imul(hash ^ part.charCodeAt(at), 0x01000193)
    hash = Math.imul(hash ^ 0x1f, 0x01000193)
  }
  return avalanche(hash)
}

/** Uniform in [0, 1). */
export const chance = (...parts: readonly (string | number)[]): number => hash32(...parts) / 4_294_967_296

/** Uniform in [0, 1) for a number that was hashed before and a moment: cheap enough for every datapoint. */
export const noise = (seed: number, at: number): number => avalanche(mix(seed, at)) / 4_294_967_296

export function pick<T>(items: readonly T[], ...parts: readonly (string | number)[]): T {
  const item = items[hash32(...parts) % items.length]
  if (item === undefined) throw new Error('Nothing to pick from')
  return item
}

/** `length` lower-case hexadecimal digits. */
export function hexOf(length: number, ...parts: readonly (string | number)[]): string {
  let text = ''
  for (let at = 0; text.length < length; at++) text += hash32(...parts, at).toString(16).padStart(8, '0')
  return text.slice(0, length)
}

function mix(hash: number, value: number): number {
  const low = value | 0
  const high = Math.floor(value / 4_294_967_296) | 0
  return Math.imul(Math.imul(hash ^ low, 0x85ebca6b) ^ high, 0xc2b2ae35)
}

function avalanche(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
