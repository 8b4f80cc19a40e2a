/** One page of a list whose keys ascend, and the token for the next one. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string
}

/** Opaque to clients: which list, and the key after which the next page begins. */
export function encodeToken(list: string, after: string): string {
  return Buffer.from(JSON.stringify([list, after])).toString('base64url')
}

/** The key after which to go on; undefined: not a token of this list. */
export function decodeToken(list: string, token: string): string | undefined {
  try {
    const decoded: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    return Array.isArray(decoded) && decoded[0] === list && typeof decoded[1] === 'string' ? decoded[1] : undefined
  } catch {
    return undefined
  }
}

/** `items` in ascending order of `keyOf`; items that appear or go between pages neither repeat nor hide others. */
export function pageAfter<T>(list: string, items: readonly T[], keyOf: (item: T) => string, after: string | undefined, size: number): Page<T> {
  const start = after === undefined ? 0 : firstAfter(items, keyOf, after)
  const page = items.slice(start, start + size)
  const last = page.at(-1)
  return last !== undefined && start + size < items.length ? { items: page, next: encodeToken(list, keyOf(last)) } : { items: page }
}

function firstAfter<T>(items: readonly T[], keyOf: (item: T) => string, after: string): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && keyOf(item) <= after) low = middle + 1
    else high = middle
  }
  return low
}

/** Lists without a key of their own are paged by position. */
export function pageFrom<T>(list: string, items: readonly T[], after: string | undefined, size: number): Page<T> {
  const start = Number(after ?? 0)
  const page = items.slice(start, start + size)
  return start + size < items.length ? { items: page, next: encodeToken(list, String(start + size)) } : { items: page }
}
