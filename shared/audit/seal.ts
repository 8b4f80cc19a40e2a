import { canonicalJson } from '../kernel/canonical-json'
import { noHash, type AuditBody, type SealedEntry } from './entry'

/** SHA-256 of a text's UTF-8 bytes, 64 lower-case hexadecimal digits, at once: an entry is sealed and kept in one transaction. */
export type HashNow = (text: string) => string

export interface ChainHead {
  readonly chain: string
  /** 0: nothing yet. */
  readonly seq: number
  readonly hash: string
}

export const emptyChain = (chain: string): ChainHead => ({ chain, seq: 0, hash: noHash })
export const headAt = ({ chain, seq, hash }: SealedEntry): ChainHead => ({ chain, seq, hash })

export const digestOf = (body: AuditBody, hash: HashNow): string => hash(canonicalJson(body))
/** Its keys stand in order: this is its canonical JSON. */
export const hashOf = ({ chain, seq, prev, digest }: Pick<SealedEntry, 'chain' | 'seq' | 'prev' | 'digest'>, hash: HashNow): string => hash(JSON.stringify({ chain, digest, prev, seq }))

/** The next entry of a chain. */
export function seal(body: AuditBody, after: ChainHead, hash: HashNow): SealedEntry {
  const link = { chain: after.chain, seq: after.seq + 1, prev: after.hash, digest: digestOf(body, hash) }
  return { ...link, hash: hashOf(link, hash), body }
}

/** An entry as it is kept and exported: one line, the same whoever writes it. */
export const lineOf = (entry: SealedEntry): string => canonicalJson(entry)

/** The entry without what it says. */
export const withheld = ({ body: _body, ...link }: SealedEntry): SealedEntry => link
