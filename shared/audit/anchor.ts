import { canonicalJson } from '../kernel/canonical-json'
import { err, ok, type Result } from '../kernel/result'

/** The head of a chain at some time, kept where nobody can change it. */
export interface Anchor {
  readonly chain: string
  readonly seq: number
  readonly hash: string
  /** AWS time, epoch milliseconds. */
  readonly atMs: number
}

const format = 'watchfloor/audit-anchor'

/** As it lies in the bucket: one line of JSON. */
export const anchorText = ({ chain, seq, hash, atMs }: Anchor): string => `${canonicalJson({ format, version: 1, chain, seq, hash, at: new Date(atMs).toISOString() })}\n`

/** `<prefix><chain>/<yyyy-mm-dd>.json`, the day in UTC. */
export const anchorKey = (prefix: string, { chain, atMs }: Pick<Anchor, 'chain' | 'atMs'>): string => `${prefix}${chain}/${dayOf(atMs)}.json`
export const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10)

/** Anchors from a file: one document, a list of them, or one a line. Not ok: what is wrong, in words. */
export function readAnchors(text: string): Result<readonly Anchor[], string> {
  const anchors: Anchor[] = []
  for (const document of documentsOf(text)) {
    const anchor = anchorOf(document)
    if (anchor === undefined) return err('There is something in it that is not an anchor of an audit trail, or not one that this version knows.')
    anchors.push(anchor)
  }
  return anchors.length === 0 ? err('There is no anchor in it.') : ok(anchors)
}

function documentsOf(text: string): readonly unknown[] {
  const whole = jsonOf(text)
  if (whole !== undefined) return Array.isArray(whole) ? (whole as readonly unknown[]) : [whole]
  return text.split('\n').filter((line) => line.trim() !== '').map(jsonOf)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function anchorOf(document: unknown): Anchor | undefined {
  if (typeof document !== 'object' || document === null) return undefined
  const fields = document as Readonly<Record<string, unknown>> // each field is looked at below
  const { chain, seq, hash, at } = fields
  if (fields['format'] !== format || fields['version'] !== 1 || typeof chain !== 'string' || typeof hash !== 'string' || typeof at !== 'string') return undefined
  const atMs = Date.parse(at)
  return Number.isSafeInteger(seq) && (seq as number) > 0 && /^[0-9a-f]{64}$/.test(hash) && !Number.isNaN(atMs) ? { chain, seq: seq as number, hash, atMs } : undefined
}
