import type { Anchor } from '#shared/audit/anchor'
import type { WrongPlace } from '#shared/audit/verify'
import { readEntry } from '#shared/audit/read-entry'
import type { ChainHead } from '#shared/audit/seal'
import type { VerifiedStretch } from '#electron/ports/audit-store'
import type { Statements } from '../history/tables'
import { hashNow } from '../../system/digest'
import { columns, foundBy, type Found } from './rows'

interface KeptRow extends Found {
  readonly seq: number
  readonly hash: string
  readonly line: string
}

/** The next entries of a chain as they lie in the file: each line, its place, and what it is found by. */
export function verifyStretch(sql: Statements, { after, limit }: { readonly after: ChainHead; readonly limit: number }): VerifiedStretch {
  const { chain } = after
  const rows = sql(`SELECT seq, hash, line, ${columns.join(', ')} FROM entry WHERE chain = ? AND seq > ? ORDER BY seq LIMIT ?`).all(chain, after.seq, limit) as unknown as KeptRow[]
  const known: Known = { own: ownOf(sql, chain), anchors: anchorsIn(sql, after, rows.at(-1)?.seq ?? after.seq) }
  let head = after
  for (const row of rows) {
    const wrong = wrongOf(known, row, head)
    if (wrong !== undefined) return { head, isEnd: true, wrong }
    head = { chain, seq: row.seq, hash: row.hash }
  }
  if (rows.length === limit) return { head, isEnd: false }
  const wrong = cutOf(sql, head)
  return { head, isEnd: true, ...(wrong === undefined ? {} : { wrong }) }
}

interface Own {
  readonly copied_seq: number
  readonly copied_hash: string | null
}

const ownOf = (sql: Statements, chain: string): Own | undefined => sql('SELECT copied_seq, copied_hash FROM own WHERE chain = ?').get(chain) as Own | undefined

/** The end of a chain is its end only when nobody was shown more of it. */
function cutOf(sql: Statements, head: ChainHead): WrongPlace | undefined {
  const { chain, seq } = head
  const [anchor] = anchorsAfter(sql, head)
  const copiedSeq = ownOf(sql, chain)?.copied_seq ?? 0
  const toSeq = Math.max(anchor?.seq ?? 0, copiedSeq)
  const missing = (upTo: number, words: string): WrongPlace => ({ kind: 'missing', chain, fromSeq: seq + 1, toSeq: upTo, words })
  if (toSeq > seq) {
    const known = [...(copiedSeq > seq ? [`the desk’s store was given them to ${copiedSeq}`] : []), ...(anchor === undefined ? [] : [`an anchor was laid for ${anchor.seq}`])].join(', and ')
    return missing(toSeq, `Entries ${seq + 1} to ${toSeq} are gone: ${known}.`)
  }
  return seq === 0 ? missing(1, 'The whole chain is gone from this computer.') : undefined
}

/** What others were shown of the entries of a stretch. */
interface Known {
  readonly own: Own | undefined
  readonly anchors: ReadonlyMap<number, readonly Anchor[]>
}

function wrongOf({ own, anchors }: Known, row: KeptRow, { chain, seq, hash }: ChainHead): WrongPlace | undefined {
  const wrong = (kind: WrongPlace['kind'], words: string, fromSeq = row.seq, toSeq = row.seq): WrongPlace => ({ kind, chain, fromSeq, toSeq, words })
  if (row.seq !== seq + 1) return wrong('missing', `Entries ${seq + 1} to ${row.seq - 1} are gone.`, seq + 1, row.seq - 1)
  const read = readEntry(row.line, hashNow)
  if (!read.ok) return wrong('changed', `Entry ${row.seq} ${read.error}.`)
  const entry = read.value
  if (entry.chain !== chain || entry.seq !== row.seq || entry.hash !== row.hash) return wrong('changed', `Entry ${row.seq} stands where another should: it was put in its place.`)
  if (entry.prev !== hash) return wrong('changed', `Entry ${row.seq} does not follow entry ${seq}: one of the two was put in place of another.`, Math.max(1, seq))
  if (entry.body !== undefined) {
    const found = foundBy(entry.body)
    if (columns.some((name) => found[name] !== row[name])) return wrong('changed', `Entry ${row.seq} would be found by something that it does not say.`)
  }
  if (own?.copied_seq === row.seq && own.copied_hash !== null && own.copied_hash !== entry.hash)
    return wrong('fork', `Entry ${row.seq} is not the one that the desk’s store was given: the end of the chain was cut off and written anew.`, 1)
  const anchor = anchors.get(entry.seq)?.find((one) => one.hash !== entry.hash)
  return anchor === undefined ? undefined : wrong('anchor', `The anchor at entry ${row.seq} is not met: entries were written anew before it.`, 1)
}

function anchorsIn(sql: Statements, { chain, seq }: ChainHead, toSeq: number): ReadonlyMap<number, readonly Anchor[]> {
  const rows = sql('SELECT chain, seq, hash, at_ms AS atMs FROM anchor WHERE chain = ? AND seq > ? AND seq <= ?').all(chain, seq, toSeq) as unknown as Anchor[]
  const anchors = new Map<number, Anchor[]>()
  for (const anchor of rows) anchors.set(anchor.seq, [...(anchors.get(anchor.seq) ?? []), anchor])
  return anchors
}

function anchorsAfter(sql: Statements, { chain, seq }: ChainHead): readonly Anchor[] {
  const rows = sql('SELECT chain, seq, hash, at_ms AS atMs FROM anchor WHERE chain = ? AND seq > ? ORDER BY seq DESC LIMIT 1').all(chain, seq) as unknown as Anchor[]
  return rows
}
