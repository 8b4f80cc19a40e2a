import type { Anchor } from '#shared/audit/anchor'
import type { WrongPlace } from '#shared/audit/verify'
import { readEntry } from '#shared/audit/read-entry'
import { headAt, type ChainHead } from '#shared/audit/seal'
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
  let head = after
  for (const row of rows) {
    const wrong = wrongOf(sql, row, head)
    if (wrong !== undefined) return { head, isEnd: true, wrong }
    head = { chain, seq: row.seq, hash: row.hash }
  }
  if (rows.length === limit) return { head, isEnd: false }
  const [cut] = anchorsAfter(sql, head)
  const words = `Entries ${head.seq + 1} to ${cut?.seq ?? 0} are gone: an anchor was laid for them.`
  return { head, isEnd: true, ...(cut === undefined ? {} : { wrong: { kind: 'missing', chain, fromSeq: head.seq + 1, toSeq: cut.seq, words } }) }
}

function wrongOf(sql: Statements, row: KeptRow, { chain, seq, hash }: ChainHead): WrongPlace | undefined {
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
  const anchor = anchorsAt(sql, headAt(entry)).find((one) => one.hash !== entry.hash)
  return anchor === undefined ? undefined : wrong('anchor', `The anchor at entry ${row.seq} is not met: entries were written anew before it.`, 1)
}

function anchorsAt(sql: Statements, { chain, seq }: ChainHead): readonly Anchor[] {
  const rows = sql('SELECT chain, seq, hash, at_ms AS atMs FROM anchor WHERE chain = ? AND seq = ?').all(chain, seq) as unknown as Anchor[]
  return rows
}

function anchorsAfter(sql: Statements, { chain, seq }: ChainHead): readonly Anchor[] {
  const rows = sql('SELECT chain, seq, hash, at_ms AS atMs FROM anchor WHERE chain = ? AND seq > ? ORDER BY seq DESC LIMIT 1').all(chain, seq) as unknown as Anchor[]
  return rows
}
