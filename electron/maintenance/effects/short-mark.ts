const offsetBasis = 0x811c9dc5
const prime = 0x01000193

/** Eight hexadecimal digits that follow from a text (FNV-1a, 32 bits): tells names apart that were cut. Keeps no secret. */
export function shortMark(text: string): string {
  let hash = offsetBasis
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, prime) >>> 0
  return hash.toString(16).padStart(8, '0')
}
