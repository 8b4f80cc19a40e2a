import { canonicalJson, isCanonicalJson } from '../kernel/canonical-json'
import type { ChainHead } from './seal'

/**
 * The last line of an export: how far each chain in it goes, `{"closes":[{"chain","hash","seq"}]}` in the order of the file. By it also what follows
 * the last anchor cannot be cut off unseen. Whoever seals a chain anew can close it anew: against that there are anchors.
 */
export const closingLine = (heads: readonly ChainHead[]): string => canonicalJson({ closes: heads.map(({ chain, seq, hash }) => ({ chain, seq, hash })) })

export const isClosing = (line: string): boolean => line.startsWith('{"closes":')

/** undefined: it is not as it was written. */
export function headsOfClosing(line: string): readonly ChainHead[] | undefined {
  try {
    const closing: unknown = JSON.parse(line)
    return isCanonicalJson(line, closing) && isHeads(closing) ? closing.closes : undefined
  } catch {
    return undefined
  }
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

const isHeads = (value: unknown): value is { readonly closes: readonly ChainHead[] } =>
  isFields(value) &&
  Object.keys(value).length === 1 &&
  Array.isArray(value['closes']) &&
  value['closes'].every((head) => isFields(head) && Object.keys(head).length === 3 && typeof head['chain'] === 'string' && Number.isSafeInteger(head['seq']) && typeof head['hash'] === 'string')
