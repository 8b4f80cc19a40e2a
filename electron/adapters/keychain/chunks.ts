import { createHash } from 'node:crypto'

/**
 * How a value of any length lies in a keychain whose entries are short.
 *
 * 1. Windows Credential Manager takes 2,560 bytes an entry; the same layout is used everywhere, so that one code path is tested.
 * 2. A short value is one entry. A long one is a head naming its parts, and the parts, under names of their own.
 * 3. Parts of a new value go under the other letter, and the head last: a program killed in between leaves the old value whole.
 * 4. The head carries a digest: parts that do not belong together are noticed.
 */
export const entryLimitBytes = 2_500

export type Letter = 'a' | 'b'

export type Head =
  | { readonly kind: 'inline'; readonly text: string }
  | { readonly kind: 'parts'; readonly letter: Letter; readonly count: number; readonly digest: string }

const inlinePrefix = 'wf1='
const partsPattern = /^wf1#([ab])\.(\d+)\.([\w-]+)$/

export const partName = (key: string, letter: Letter, part: number): string => `${key}#${letter}${part}`

export const otherLetter = (head: Head | undefined): Letter => (head?.kind === 'parts' && head.letter === 'a' ? 'b' : 'a')

/** Undefined for an entry that this program did not write. */
export function parseHead(text: string): Head | undefined {
  if (text.startsWith(inlinePrefix)) return { kind: 'inline', text: text.slice(inlinePrefix.length) }
  const match = partsPattern.exec(text)
  return match === null ? undefined : { kind: 'parts', letter: match[1] as Letter, count: Number(match[2]), digest: match[3]! }
}

export function writeHead(head: Head): string {
  return head.kind === 'inline' ? inlinePrefix + head.text : `wf1#${head.letter}.${head.count}.${head.digest}`
}

/** The head for `text`, and its parts when it needs any. */
export function layOut(text: string, letter: Letter, limitBytes: number = entryLimitBytes): { readonly head: Head; readonly parts: readonly string[] } {
  if (Buffer.byteLength(text) + inlinePrefix.length <= limitBytes) return { head: { kind: 'inline', text }, parts: [] }
  const parts = splitByBytes(text, limitBytes)
  return { head: { kind: 'parts', letter, count: parts.length, digest: digestOf(text) }, parts }
}

/** Undefined when the parts are not the ones the head speaks of. */
export function joinParts(head: Head & { kind: 'parts' }, parts: readonly string[]): string | undefined {
  const text = parts.join('')
  return parts.length === head.count && digestOf(text) === head.digest ? text : undefined
}

/** Cuts between characters, so that every part is text by itself. */
function splitByBytes(text: string, limitBytes: number): string[] {
  const parts: string[] = []
  let part = ''
  let sizeBytes = 0
  for (const character of text) {
    const characterBytes = Buffer.byteLength(character)
    if (sizeBytes + characterBytes > limitBytes) {
      parts.push(part)
      part = ''
      sizeBytes = 0
    }
    part += character
    sizeBytes += characterBytes
  }
  return [...parts, part]
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url')
